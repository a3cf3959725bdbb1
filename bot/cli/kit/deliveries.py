"""What became of messages, as lines for a terminal or as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from bot.cli.kit.columns import aligned
from core.checkins.recipients import Recipient
from core.posting.unsent import Unsent

PEOPLE = ("PERSON", "STATE", "SINCE", "WHY")
CARDS = ("CARD", "STATE", "SINCE", "WHY")


def of_round(
    round_id: str, checkin_id: str, people: Sequence[Recipient], state: str | None, how: str
) -> str:
    """Everybody whom a round concerns, or those in one state; the count is always that of all."""
    shown = [each for each in people if state in (None, each.state)]
    counted = sum(each.counted for each in people)
    if how == "json":
        recipients = [_recipient(each) for each in shown]
        found = {"round": round_id, "checkin": checkin_id, "counted": counted}
        return _json({**found, "recipients": recipients})
    rows = [(each.name or each.person, each.state, _at(each), each.why) for each in shown]
    return "\n".join(
        [*aligned([PEOPLE, *rows]), f"{counted} counted in {checkin_id}, round {round_id}."]
    )


def unsent(found: Sequence[Unsent], state: str | None, how: str) -> str:
    """Cards that are not sent, or those in one state."""
    shown = [each for each in found if state in (None, each.shown)]
    if how == "json":
        return _json({"deliveries": [_card(each) for each in shown]})
    if not shown:
        return "Everything that is open was sent." if state is None else "None."
    rows = [(f"{each.called} ({each.id})", each.shown, _at(each), each.reason) for each in shown]
    return "\n".join(aligned([CARDS, *rows]))


def _at(each: Recipient | Unsent) -> str:
    return f"{each.changed_at:%Y-%m-%d %H:%M}" if each.changed_at else ""


def _recipient(each: Recipient) -> dict[str, Any]:
    return {
        "person": each.person,
        "name": each.name,
        "conversation": each.conversation,
        "state": each.state,
        "why": each.why,
        "changed_at": each.changed_at and each.changed_at.isoformat(),
    }


def _card(each: Unsent) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "project": each.project,
        "person": each.recipient,
        "conversation": each.conversation_id,
        "state": each.shown,
        "why": each.reason,
        "changed_at": each.changed_at.isoformat(),
    }


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False)
