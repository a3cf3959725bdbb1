"""Presses as they come in: whether somebody may is asked first, then it is done."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.admission import admit
from bot.chat.dispatch import known_buttons
from bot.chat.turn import Reply, Turn
from core.posting.deliveries import Patience
from core.posting.subjects import Subject
from core.pressing.place import Place
from jobs.showing import show_what_is_behind
from tests.ground import CHANNEL, MONDAY, TEAM, Ground

ACTIONS = known_buttons()


def verbs(area: str) -> set[str]:
    """All that can be pressed on the cards of an area."""
    return {verb for verb in ACTIONS if verb.startswith(f"{area}.")}


async def press(
    inside: Ground, verb: str, place: Place, data: dict[str, object], now: datetime = MONDAY
) -> Reply:
    """What becomes of a press. Raises what its person would hear."""
    action = ACTIONS[verb]
    made = Turn(
        ports=inside.ports,
        now=now,
        activity_id="1",
        person_id=place.person_id,
        person_name=place.person_id.title(),
        conversation_id=place.channel_id or f"chat-{place.person_id}",
        channel_id=place.channel_id,
        team_id=TEAM if place.channel_id == CHANNEL else None,
        data=data,
    )
    await admit(made, action.who)
    return await action.run(made)


async def sent(inside: Ground) -> None:
    """The one card that waits to be posted arrived, as it was when it was asked for."""
    ((delivery_id,),) = [each.values() for each in await inside.jobs("deliver")]
    deliveries = inside.ports.posting.deliveries
    found = await deliveries.get(int(str(delivery_id)))
    assert found
    await deliveries.sent(found.id, "1", found.changes)
    await inside.forget_jobs()


async def seen(inside: Ground, kind: str, id_: str) -> None:
    """The card shows everything, and nothing waits to be done."""
    subject = Subject(kind, id_)
    posted = await inside.ports.posting.cards.posted(subject)
    assert posted
    await inside.ports.posting.cards.shown(subject, posted.changes)
    await inside.forget_jobs()


async def edits(inside: Ground) -> list[str]:
    """The things whose cards are to be edited, after a look at what is behind; and other jobs."""
    posting = inside.ports.posting
    restless = replace(posting, patience=Patience(rest=timedelta()))
    await show_what_is_behind(replace(inside.ports, posting=restless))
    return [str(each.get("id", each)) for each in await inside.jobs()]
