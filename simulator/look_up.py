"""Finds what a request names, or says that it is not there."""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.facts import Person, Team
from simulator.messages import BOT, Message
from simulator.mistakes import Mistake
from simulator.places import Place
from simulator.world import World


def person(world: World, key: str) -> Person:
    found = world.directory.person(key)
    if found is None:
        raise Mistake(f"Nobody here is “{key}”.", 404)
    return found


def team(world: World, key: str) -> Team:
    """By group id, General's thread id, or name."""
    found = world.directory.team(key)
    if found is None:
        named = [each for each in world.directory.teams.values() if each.name == key]
        found = named[0] if named else None
    if found is None:
        raise Mistake(f"There is no team “{key}”.", 404)
    return found


def somebody(world: World, of: Team) -> Person:
    """Who did what nobody in particular did: an owner, else a member, else anybody."""
    roster = world.directory.rosters[of.id]
    people = world.directory.people
    ids = [*roster.owners, *roster.members, *people]
    return next(people[id_] for id_ in ids if id_ in people)


def place(world: World, conversation: str) -> Place:
    found = world.places.find(conversation)
    if found is None:
        raise Mistake(f"There is no conversation “{conversation}”.", 404)
    return found


def place_of(world: World, who: Person, conversation: str) -> Place:
    """Refused with 403 for somebody who is not in it."""
    found = place(world, conversation)
    if not world.places.belongs(who.id, found.id):
        raise Mistake(f"{who.name} is not in that conversation.", 403)
    return found


def message(world: World, where: Place, id_: str, who: Person) -> Message:
    """As `who` sees it: what is private to another is not there."""
    found = world.messages.find(where.id, id_)
    seen = found is not None and found.seen_by(who.id, world.clock.now)
    if found is None or not seen or found.deleted_at is not None:
        raise Mistake("That message is not there (any more).", 404)
    return found


def newest_with(
    world: World,
    where: Place,
    verb: str,
    data: Mapping[str, object] = MappingProxyType({}),
    who: str = "",
) -> tuple[Message, dict[str, object]]:
    """The newest message of the bot with a button of that verb that carries `data`, and it.

    Without somebody who presses it, of those that everybody sees.
    """
    for each in world.messages.newest_first(where.id):
        if each.sender == BOT and each.seen_by(who, world.clock.now):
            for card in each.content.cards:
                for button in buttons(card):
                    if verb_of(button) == verb and _carries(button, data):
                        return each, button
    raise Mistake(f"No card in there has a button “{verb}”.", 404)


def _carries(button: dict[str, object], data: Mapping[str, object]) -> bool:
    given = button.get("data")
    return not data or (isinstance(given, dict) and data.items() <= given.items())


def buttons(card: object) -> list[dict[str, object]]:
    """Every action in a card, at any depth, in the order of the document."""
    found: list[dict[str, object]] = []
    if isinstance(card, dict):
        if str(card.get("type", "")).startswith("Action."):
            found.append(card)
        for value in card.values():
            found += buttons(value)
    elif isinstance(card, list):
        for item in card:
            found += buttons(item)
    return found


def verb_of(button: dict[str, object]) -> object:
    data = button.get("data")
    return button.get("verb") or (data.get("verb") if isinstance(data, dict) else None)
