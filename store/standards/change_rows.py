"""Changes, plans and the log as rows, and back again."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from psycopg.types.json import Jsonb

from core.standards.changes.model import (
    Change,
    Choice,
    Entry,
    Event,
    Picks,
    Plan,
    State,
    Step,
    Thing,
)
from core.standards.model import RemedyMode, Subject, SubjectType

STEP = """
    SELECT coalesce(picked, proposed) AS change, state, why, digest, approved_by, was, kept, at,
        begun, undo, undo_by
    FROM plan_changes
"""

# Before anything was approved an entry is about what was proposed.
ENTRY = """
    SELECT log.at, event, log.plan, log.target, log.before, log.after, log.by, by_user, log.why,
        coalesce(nullif(person.name, ''), log.by) AS by_name,
        CASE WHEN event = 'proposed' OR picked IS NULL THEN proposed ELSE picked END AS change
    FROM change_log AS log
    JOIN plan_changes AS held ON held.plan = log.plan AND held.id = log.change
    LEFT JOIN people AS person ON person.id = log.by
"""


def change_body(change: Change) -> Jsonb:
    """A change as JSON."""
    return Jsonb(change_parts(change))


def change_parts(change: Change) -> dict[str, Any]:
    """The same as a part of something larger."""
    return {**asdict(change), "extra": {**change.extra}}


def as_change(body: Mapping[str, Any]) -> Change:
    """And back."""
    subject = body["subject"]
    seen = body["seen"]
    ours = {
        "thing": Thing(body["thing"]),
        "mode": RemedyMode(body["mode"]),
        "subject": Subject(**{**subject, "type": SubjectType(subject["type"])}),
        "choices": tuple(Choice(**each) for each in body["choices"]),
        "picks": Picks(body["picks"]),
        "seen": tuple(seen) if isinstance(seen, list) else seen,
    }
    return Change(**{**body, **ours})


def as_step(found: Mapping[str, Any]) -> Step:
    """The core's step from a row of `STEP`."""
    ours = {
        "change": as_change(found["change"]),
        "state": State(found["state"]),
        "undo": State(found["undo"]) if found["undo"] else None,
    }
    return Step(**{**found, **ours})


def as_plan(found: Mapping[str, Any], steps: list[Step]) -> Plan:
    """The core's plan from its row and those of its changes."""
    return Plan(
        id=found["id"],
        made_at=found["made_at"],
        made_by=found["made_by"],
        standards=tuple(found["standards"]),
        steps=tuple(steps),
        team_id=found["team_id"],
    )


def as_entry(found: Mapping[str, Any]) -> Entry:
    """The core's entry from a row of `ENTRY`."""
    change = as_change(found["change"])
    if change.target != found["target"]:  # somebody picked another one later
        labels = {each.value: each.label for each in change.choices}
        change = replace(change, label=labels.get(found["target"], found["target"]))
    return Entry(
        at=found["at"],
        event=Event(found["event"]),
        plan_id=found["plan"],
        change=replace(
            change, target=found["target"], before=found["before"], after=found["after"]
        ),
        by=found["by"],
        by_name=found["by_name"],
        with_=found["by_user"],
        before=found["before"],
        after=found["after"],
        why=found["why"],
    )
