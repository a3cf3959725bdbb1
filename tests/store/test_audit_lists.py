"""*Show all* of an audit: each page is read by itself, and shows what the whole report would."""

from collections.abc import Sequence

import pytest

from cards.kit.wire import to_json
from cards.standards import audit_report
from cards.standards.audit_lines import LINES
from core.errors import NotFound
from core.standards import asking
from core.standards.model import Audited, Finding
from core.standards.reports.lines import lines
from store.database import Connection
from store.standards.listing import page
from tests.ground import DAY, MONDAY, Ground
from tests.store.findings import CHANNELS, PAIRS, PEOPLE, done, finding, teams
from tests.store.test_reads_little import read

MANY = [f"team-{number:03}" for number in range(36)]


def found(number: int) -> Sequence[Finding]:
    """What the nights find: some of it new, some worse, some not known, some accepted."""
    outcomes = ["failed", "unknown", "waived", "failed"]
    for_all = [finding("team-001|team-002", PAIRS), finding("@ada", PEOPLE), finding("*", PAIRS)]
    return [
        *(finding(each, outcome=outcomes[(place + number) % 4]) for place, each in enumerate(MANY)),
        *(finding(each, standard="guests", level="should") for each in MANY[: 12 * number + 9]),
        *(finding(f"{each}/Plans", CHANNELS) for each in MANY[number : number + 7]),
        *for_all[number:],
    ]


async def nights(inside: Ground, number: int) -> Audited:
    """So many nights with a run of all teams; the last of them."""
    for night in range(number):
        at = MONDAY + night * DAY
        made = done(f"night-{night}", *found(night), at=at, standards=["house", "guests"])
        kept = await inside.ports.standards.runs.keep(made, teams(*MANY))
    return kept


async def listed(inside: Ground, run_id: str, number: int) -> object:
    """A page as it is shown when somebody turns to it."""
    found = await asking.list_again(inside.ports.standards, run_id, number, LINES)
    return to_json(audit_report.build_page(found))


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("at_once", [True, False])
async def test_each_page_is_as_in_the_whole_report(
    inside: Ground, number: int, at_once: bool
) -> None:
    kept = await nights(inside, number)
    if at_once:  # as after an audit; an older run has none, and gets it with the first look
        await inside.ports.standards.runs.write_list(kept.run.id, lines(kept))
    report = await asking.report_again(inside.ports.standards, kept.run.id)
    pages = 1 - -len(lines(kept)) // LINES
    assert pages > 5
    for each in (2, 3, pages, pages + 9):
        whole = to_json(audit_report.build(report, each))
        assert await listed(inside, kept.run.id, each) == whole, each


async def test_ten_lines_are_read_and_not_the_run(inside: Ground) -> None:
    many = [f"team-{number}" for number in range(2000)]
    runs = inside.ports.standards.runs
    kept = await runs.keep(done("night", *map(finding, many)), teams(*many))
    await runs.write_list(kept.run.id, lines(kept))
    await runs.write_list(kept.run.id, [])  # the first time counts
    await inside.database.run("VACUUM ANALYZE")

    async def turn(connection: Connection) -> None:
        found = await page(connection, kept.run.id, 10, LINES)
        assert found
        assert len(found.audited.findings) == LINES
        assert found.of == len(lines(kept))

    tables = ("audit_findings", "audit_lines", "audit_spans", "audit_teams")
    assert await read(inside.database, turn, *tables) <= 4 * LINES


async def test_a_run_that_is_gone_or_of_one_team_has_no_list(inside: Ground) -> None:
    await nights(inside, 1)
    one = done("one", finding("team-001"), whole=False, audit="")
    await inside.ports.standards.runs.keep(one, teams("team-001"))
    for run_id in ("nothing", "one"):
        with pytest.raises(NotFound, match="not there any more"):
            await listed(inside, run_id, 2)


async def test_a_run_that_found_nothing_has_an_empty_list(inside: Ground) -> None:
    await inside.ports.standards.runs.keep(done("fine"), teams())
    found = await asking.list_again(inside.ports.standards, "fine", 5, LINES)
    assert (found.of, found.report.audited.findings) == (0, [])
