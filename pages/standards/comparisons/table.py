"""Two runs side by side for a terminal: what is new first."""

from collections.abc import Iterator

from core.standards.model import SubjectType
from core.standards.reports.comparing import Change, Changed
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.standards.comparisons import (
    TITLES,
    Beside,
    Comparison,
    heading,
    reading,
    runs,
    says,
    summary,
)


def write(comparison: Comparison, beside: Beside) -> Iterator[str]:
    """One line a finding, as people count them."""
    yield f"{neutral(heading(comparison, beside))}\n{runs(comparison)}\n"
    yield f"{summary(comparison.by_cause)}\n"
    if told := reading(comparison):
        yield f"{told}\n"
    for change in Change:
        found = [each for each in comparison.by_cause if each.change is change]
        if found:
            yield f"\n{TITLES[change]} ({len(found):,})\n"
        for each in found:
            yield f"{_line(each)}\n"


def _line(each: Changed) -> str:
    of = each.finding
    where = of.team_name or of.subject.name
    if of.subject.type is SubjectType.CHANNEL:
        where = f"{where} › {of.subject.name}"
    return (
        f"  {of.level.value.capitalize():6}  {of.severity.value:8}  {neutral(where)}: "
        f"{neutral(of.title)}: {neutral(says(each))}"
    )


FORMAT = FileFormat(write, title="for a terminal: what is new first")
