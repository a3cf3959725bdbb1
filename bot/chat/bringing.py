"""Somebody asks for a card that there is already, in the place where it ought to stand."""

from dataclasses import asdict

from bot.chat.turn import Turn
from core.posting.subjects import Subject


async def bring(turn: Turn, subject: Subject, says: str, then: str = "") -> None:
    """See that the card is there, or send it: the answer comes when that is known.

    It is what it `says`, where the card is, and `then`; the card alone where it is sent anew.
    """
    await turn.ports.work.defer(
        "bring_card",
        **subject.arguments,
        says=says,
        then=then,
        key=f"reply:{turn.conversation_id}:{turn.activity_id}:{subject.id}",
        conversation_id=turn.conversation_id,
        team_id=turn.team_id,
        only_for=turn.only_for and asdict(turn.only_for),
    )
