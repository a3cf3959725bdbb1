"""How the log of what was changed in the tenant can be written down: one file a format."""

from collections.abc import Mapping
from typing import Any

from core.standards.changes.model import Entry
from pages.kit.times import utc


def line(entry: Entry) -> Mapping[str, Any]:
    """One entry; every key is always there. `with` is the machine's user at a command line."""
    change, subject = entry.change, entry.change.subject
    return {
        "at": utc(entry.at, "milliseconds"),
        "event": entry.event.value,
        "by": entry.by,
        "by_name": entry.by_name,
        "with": entry.with_,
        "plan": entry.plan_id,
        "change": change.id,
        "kind": change.kind,
        "team": change.team_id,
        "team_name": change.team_name,
        "subject": {"type": subject.type.value, "id": subject.id, "name": subject.name},
        "rule": change.rule,
        "standard": change.standard,
        "thing": change.thing.value,
        "target": change.target,
        "label": change.label,
        "before": entry.before,
        "after": entry.after,
        "why": entry.why,
    }
