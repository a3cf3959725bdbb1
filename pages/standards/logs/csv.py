"""The log for a spreadsheet."""

from collections.abc import Iterator, Sequence
from json import dumps

from core.standards.changes.model import Entry, Value
from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import Cell, row
from pages.standards.logs import line

COLUMNS = (
    *("at", "event", "by", "by_name", "with", "plan", "change", "kind", "team", "team_name"),
    *("subject", "subject_type", "rule", "standard", "thing", "target", "label"),
    *("before", "after", "why"),
)


def write(entries: Sequence[Entry]) -> Iterator[str]:
    """A header, then an entry a row, oldest first."""
    yield row(COLUMNS)
    for each in entries:
        found = line(each)
        about = {"subject": found["subject"]["id"], "subject_type": found["subject"]["type"]}
        values = {"before": _cell(each.before), "after": _cell(each.after)}
        cells = {**found, **about, **values}
        yield row([cells[name] for name in COLUMNS])


def _cell(value: Value) -> Cell:
    return value if isinstance(value, str | int | float | None) else dumps(value, default=list)


FORMAT = FileFormat(write, title="for a spreadsheet: one entry a row", marked=True)
