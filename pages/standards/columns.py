"""What every table of findings has for a program: the same columns in each format."""

from datetime import UTC

from core.standards.model import Audited, Finding
from pages.kit.spreadsheets import Cell
from pages.standards.words import is_new

COLUMNS = (
    *("run", "outcome", "level", "severity", "team", "subject_type", "subject", "rule", "title"),
    *("says", "seen", "wanted", "new", "first_seen_at", "standard", "why", "fix"),
    *("remedy", "remedy_mode", "remedy_choices", "team_id", "subject_id"),
)


def cells(each: Finding, audited: Audited) -> list[Cell]:
    """One finding, in the order of `COLUMNS`; whether it is new is empty without a run before."""
    subject, remedy, seen_at = each.subject, each.remedy, each.first_seen_at
    return [
        *(audited.run.id, each.outcome.value, each.level.value, each.severity.value),
        *(each.team_name, subject.type.value, subject.name, each.rule, each.title),
        *(each.says, each.seen, each.wanted, is_new(each, audited) if audited.before else None),
        seen_at.astimezone(UTC).isoformat(timespec="seconds") if seen_at else "",
        *(each.standard, each.why, each.fix),
        *((remedy.kind, remedy.mode.value, remedy.choices) if remedy else ("", "", "")),
        *(subject.team, subject.id),
    ]
