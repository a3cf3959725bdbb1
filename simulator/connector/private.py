"""Messages to one person in a channel, as Microsoft's page "Targeted messages" has them."""

from typing import Any

from aiohttp import web

from simulator.connector.answers import NO_QUESTION, QUESTION_GONE, Refusal, bad
from simulator.messages import Content, Message
from simulator.places import Place, PlaceKind
from simulator.world import World


def is_private(request: web.Request) -> bool:
    """Whether it is about such a message."""
    return request.query.get("isTargetedActivity", "").lower() == "true"


def only_reader(world: World, place: Place, activity: dict[str, Any]) -> str:
    """Whom the activity is for: a member of the channel. Anything else is a bad argument."""
    account = activity.get("recipient")
    named = account.get("id") if isinstance(account, dict) else None
    person = world.directory.person(named) if isinstance(named, str) else None
    if place.kind is not PlaceKind.CHANNEL:
        raise bad("Targeted messages are for group conversations.")
    if person is None or person not in world.places.members(place):
        raise bad("The recipient must be a member of the conversation.")
    return person.id


def check_answered(world: World, place: Place, said: Content) -> None:
    """Refuses what claims to answer a private message that is none, or is there no longer."""
    if not said.answers:
        return
    asked = world.messages.find(place.id, said.answers)
    if asked is None or asked.only is None:
        raise Refusal(*NO_QUESTION)
    if is_gone(world, asked):
        raise Refusal(*QUESTION_GONE)


def is_gone(world: World, message: Message) -> bool:
    """Deleted, or private and over: then nobody can change it either."""
    over = message.gone_at is not None and world.clock.now >= message.gone_at
    return over or message.deleted_at is not None
