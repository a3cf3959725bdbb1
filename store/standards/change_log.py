"""The log of what was changed in the tenant: lines are written, and nothing alters them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.types.json import Jsonb

from core.standards.changes.model import Change, Entry, Event, State, Value, Who
from core.standards.model import Finding, Key
from store.database import Connection, rows
from store.standards.change_rows import ENTRY, as_entry

_TELL = """
    INSERT INTO change_log (at, event, plan, change, kind, thing, standard, rule, team_id, target,
        before, after, by, by_user, why)
    VALUES (%(at)s, %(event)s, %(plan)s, %(change)s, %(kind)s, %(thing)s, %(standard)s, %(rule)s,
        %(team_id)s, %(target)s, %(before)s, %(after)s, %(by)s, %(by_user)s, %(why)s)
"""

_WANTED = """
    WHERE (%(plan)s = '' OR log.plan = %(plan)s) AND (%(team)s = '' OR log.team_id = %(team)s)
    ORDER BY log.number DESC LIMIT %(most)s
"""

# What was seen to have worked while its finding was open, and was not put back.
_FIXED = """
    SELECT DISTINCT ON (asked.nth) asked.nth, coalesce(nullif(person.name, ''), approved_by) AS name
    FROM unnest(%(standards)s::text[], %(rules)s::text[], %(subjects)s::text[],
        %(since)s::timestamptz[]) WITH ORDINALITY AS asked (standard, rule, subject, since, nth)
    JOIN plan_changes AS done ON proposed ->> 'standard' = asked.standard
        AND proposed ->> 'rule' = asked.rule AND proposed -> 'subject' ->> 'id' = asked.subject
        AND done.state = 'verified' AND done.at >= asked.since
    LEFT JOIN people AS person ON person.id = approved_by
    ORDER BY asked.nth, done.at DESC
"""

_EVENTS = {
    State.APPLIED: Event.APPLIED,
    State.VERIFIED: Event.VERIFIED,
    State.REFUSED: Event.REFUSED,
    State.SKIPPED: Event.REFUSED,
    State.FAILED: Event.FAILED,
}
_EVENTS_OF_UNDO = {
    State.UNDONE: Event.UNDONE,
    State.REFUSED: Event.UNDO_REFUSED,
    State.FAILED: Event.UNDO_FAILED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line about a change: from what to what, and by whom."""

    change: Change
    before: Value
    after: Value
    who: Who
    why: str = ""


def event_of(state: State, *, undo: bool) -> Event:
    """What the log calls it that a change ended so."""
    return (_EVENTS_OF_UNDO if undo else _EVENTS)[state]


async def tell(
    connection: Connection, event: Event, plan_id: str, at: datetime, lines: Iterable[Line]
) -> None:
    """Write lines, in the transaction of what they tell of."""
    async with connection.cursor() as cursor:
        await cursor.executemany(_TELL, [_values(event, plan_id, at, each) for each in lines])


def _values(event: Event, plan_id: str, at: datetime, line: Line) -> Mapping[str, object]:
    change = line.change
    return {
        "at": at,
        "event": event,
        "plan": plan_id,
        "change": change.id,
        "kind": change.kind,
        "thing": change.thing,
        "standard": change.standard,
        "rule": change.rule,
        "team_id": change.team_id,
        "target": change.target,
        "before": Jsonb(line.before),
        "after": Jsonb(line.after),
        "by": line.who.id,
        "by_user": line.who.with_,
        "why": line.why,
    }


async def entries(
    connection: Connection, plan_id: str, team_id: str, most: int | None
) -> Sequence[Entry]:
    """All of the log or the last so many lines, oldest first; of one plan or team."""
    values = {"plan": plan_id, "team": team_id, "most": most}
    found = await rows(connection, dict, ENTRY + _WANTED, values)
    return [as_entry(each) for each in reversed(found)]


async def fixed_by(connection: Connection, findings: Sequence[Finding]) -> Mapping[Key, str]:
    """By whom what is met now was put right, where the Process Center did that, by name."""
    values = {
        "standards": [each.standard for each in findings],
        "rules": [each.rule for each in findings],
        "subjects": [each.subject.id for each in findings],
        "since": [each.first_seen_at for each in findings],
    }
    found = await rows(connection, dict, _FIXED, values) if findings else []
    return {findings[each["nth"] - 1].key: each["name"] for each in found}
