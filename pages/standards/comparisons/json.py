"""Two runs side by side for programs: every clause by itself."""

from collections.abc import Iterator
from json import dumps

from core.standards.reports.comparing import Changed, counted
from pages.kit.formats import FileFormat
from pages.standards.comparisons import Beside, Comparison
from pages.standards.formats.json import finding, run


def write(comparison: Comparison, beside: Beside) -> Iterator[str]:
    """Both runs, how many of each change, and one finding a line."""
    del beside
    numbers = {change.value: number for change, number in counted(comparison.by_clause).items()}
    yield f'{{"then": {dumps(run(comparison.before))},\n'
    yield f' "now": {dumps(run(comparison.audited.run))},\n'
    yield f' "counts": {dumps(numbers)},\n "changes": ['
    before = "\n"
    for each in comparison.by_clause:
        yield f"{before}  {dumps(_change(each))}"
        before = ",\n"
    yield "\n]}\n" if comparison.by_clause else "]}\n"


def _change(each: Changed) -> dict[str, object]:
    return {
        "change": each.change.value,
        "then": each.then.value if each.then else None,
        "now": each.now.value if each.now else None,
        "fixed_by": each.by or None,
        "finding": finding(each.finding),
    }


FORMAT = FileFormat(write, title="for programs: both runs and every change, one a line")
