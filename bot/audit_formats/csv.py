"""The findings for a spreadsheet, one a row, with nothing in them that it would calculate."""

import csv
from collections.abc import Iterator
from datetime import UTC
from io import StringIO

from bot.audit_formats import Context, Format
from bot.auditing.words import neutral
from core.standards.model import Audited, Finding, Seen

COLUMNS = (
    *("run", "outcome", "level", "severity", "team", "subject_type", "subject", "rule", "title"),
    *("says", "seen", "wanted", "new", "first_seen_at", "standard", "why", "fix"),
    *("remedy", "remedy_mode", "remedy_choices", "team_id", "subject_id"),
)
# What spreadsheets take for the start of a formula, also in their full-width forms
# (owasp.org/www-community/attacks/CSV_Injection).
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(audited: Audited, context: Context) -> Iterator[str]:
    """RFC 4180: commas, CRLF, a header. What would be a formula starts with an apostrophe."""
    del context
    yield _row(COLUMNS)
    for each in audited.findings:
        yield _row([safe(cell) for cell in _cells(each, audited)])


def safe(cell: Seen) -> str | int | float:
    """Numbers stay numbers; of text nothing is left that a spreadsheet or a terminal would obey."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, tuple):
        cell = "; ".join(cell)
    text = neutral(cell or "", keep="\t\r\n")
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _cells(each: Finding, audited: Audited) -> list[Seen]:
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


def _row(cells: object) -> str:
    line = StringIO(newline="")
    csv.writer(line).writerow(cells)  # type: ignore[arg-type]  # cells are what csv turns into text
    return line.getvalue()


# Excel takes a file without the mark for the machine's old encoding and garbles names.
FORMAT = Format(write, title="for a spreadsheet: one finding a row", marked=True)
