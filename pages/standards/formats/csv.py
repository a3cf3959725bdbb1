"""The findings for a spreadsheet, one a row, with nothing in them that it would calculate."""

from collections.abc import Iterator
from datetime import UTC

from core.standards.model import Audited, Finding
from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import Cell, row
from pages.standards.formats import Context

COLUMNS = (
    *("run", "outcome", "level", "severity", "team", "subject_type", "subject", "rule", "title"),
    *("says", "seen", "wanted", "new", "first_seen_at", "standard", "why", "fix"),
    *("remedy", "remedy_mode", "remedy_choices", "team_id", "subject_id"),
)


def write(audited: Audited, context: Context) -> Iterator[str]:
    """A header, then a finding a row."""
    del context
    yield row(COLUMNS)
    for each in audited.findings:
        yield row(_cells(each, audited))


def _cells(each: Finding, audited: Audited) -> list[Cell]:
    subject, remedy, seen_at = each.subject, each.remedy, each.first_seen_at
    return [
        *(audited.run.id, each.outcome.value, each.level.value, each.severity.value),
        *(each.team_name, subject.type.value, subject.name, each.rule, each.title),
        *(each.says, each.seen, each.wanted, each.key in audited.new),
        seen_at.astimezone(UTC).isoformat(timespec="seconds") if seen_at else "",
        *(each.standard, each.why, each.fix),
        *((remedy.kind, remedy.mode.value, remedy.choices) if remedy else ("", "", "")),
        *(subject.team, subject.id),
    ]


# Excel takes a file without the mark for the machine's old encoding and garbles names.
FORMAT = FileFormat(write, title="for a spreadsheet: one finding a row", marked=True)
