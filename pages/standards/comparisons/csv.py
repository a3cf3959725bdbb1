"""Two runs side by side for a spreadsheet: every clause by itself."""

from collections.abc import Iterator, Sequence

from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import Cell, row
from pages.standards.columns import COLUMNS, cells
from pages.standards.comparisons import Beside, Comparison

RUN, NEW = COLUMNS.index("run"), COLUMNS.index("new")
HEADS = ("run_then", "run_now", "change", "then", "now")


def write(comparison: Comparison, beside: Beside) -> Iterator[str]:
    """A header, then a finding a row, with the columns of an audit."""
    del beside
    yield row([*HEADS, *_without(COLUMNS)])
    ids = (comparison.before.id, comparison.audited.run.id)
    for each in comparison.by_clause:
        then, now = (outcome.value if outcome else "" for outcome in (each.then, each.now))
        rest = _without(cells(each.finding, comparison.audited))
        yield row([*ids, each.change.value, then, now, *rest])


def _without(columns: Sequence[Cell]) -> list[Cell]:
    """What is said of the run, and that something is new, stands in front."""
    return [each for at, each in enumerate(columns) if at not in (RUN, NEW)]


FORMAT = FileFormat(write, title="for a spreadsheet: one change a row", marked=True)
