"""Two runs side by side for a wiki, a mail or an issue."""

from collections.abc import Iterator

from core.markup import escape
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
    """A table for each kind of change, as people count findings."""
    yield f"# {_line(heading(comparison, beside))}\n\n{runs(comparison)}\n"
    yield f"\n{summary(comparison.by_cause)}\n"
    if told := reading(comparison):
        yield f"\n{told}\n"
    for change in Change:
        found = [each for each in comparison.by_cause if each.change is change]
        if not found:
            continue
        yield f"\n## {TITLES[change]} ({len(found):,})\n\n"
        yield "| Where | Level | What is asked | What was seen |\n| --- | --- | --- | --- |\n"
        for each in found:
            yield f"| {' | '.join(_cells(each))} |\n"


def _cells(each: Changed) -> tuple[str, ...]:
    of = each.finding
    where = of.team_name or of.subject.name
    if of.subject.type is SubjectType.CHANNEL:
        where = f"{where} › {of.subject.name}"
    level = f"{of.level.value.capitalize()}, {of.severity.value}"
    return _line(where), level, _line(of.title), _line(says(each))


def _line(text: str) -> str:
    return escape(" ".join(neutral(text, keep="\t\r\n").split()))


FORMAT = FileFormat(write, title="for a wiki, a mail or an issue: tables in Markdown")
