"""The list of a run, as it is turned over page by page: kept once, and read ten lines at a time."""

from collections.abc import Sequence

from core.standards.model import Audited
from core.standards.ports import Page
from core.standards.reports.lines import Line, some
from store.database import Connection, row, rows
from store.standards.rows import FINDING, RUN, as_finding, as_run

_FIRST = """
    UPDATE audit_runs SET lines = %(lines)s WHERE id = %(run)s AND state = 'done' AND lines IS NULL
    RETURNING number
"""

_LINES = (
    FINDING.replace("finding.first_seen_at", "shown.first_seen_at, shown.news")
    + """
    JOIN audit_lines AS shown USING (run, place)
    WHERE run = %(number)s AND line BETWEEN %(start)s + 1 AND %(start)s + %(most)s ORDER BY line
    """
)


async def keep(connection: Connection, run_id: str, lines: Sequence[Line]) -> None:
    """As Runs.write_list, in a transaction."""
    first = await row(connection, _FIRST, {"run": run_id, "lines": len(lines)})
    if first is None:
        return
    query = "COPY audit_lines (run, line, place, first_seen_at, news) FROM STDIN"
    async with connection.cursor() as cursor, cursor.copy(query) as copying:
        for line, each in enumerate(lines, start=1):
            shown = (each.place, each.first_seen_at, each.news)
            await copying.write_row((first["number"], line, *shown))


async def page(connection: Connection, run_id: str, start: int, most: int) -> Page | None:
    """As Runs.page."""
    query = "SELECT number, before, lines FROM audit_runs WHERE id = %(run)s AND whole"
    found = await row(connection, query, {"run": run_id})
    if found is None or found["lines"] is None:
        return None
    kept = await rows(connection, dict, RUN + " WHERE number IN (%(number)s, %(before)s)", found)
    runs = {each["id"]: as_run(each) for each in kept}
    run = runs.pop(run_id)
    before = next(iter(runs.values()), None)
    shown = await rows(connection, dict, _LINES, {**found, "start": start, "most": most})
    told = [(as_finding(each), each["news"]) for each in shown]
    return Page(some(Audited(run, [], before=before), told), found["lines"])
