"""Finds the buttons that a conversation offers, by verb, on the newest card that has them."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from simulator import look_up
from simulator.messages import BOT, Message
from simulator.places import Place
from simulator.world import World

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """A button on a card, and where it hangs."""

    place: Place
    message: Message
    button: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """What the button carries."""
        given = self.button.get("data")
        return given if isinstance(given, dict) else {}


def spots(place: Place, message: Message, verb: str) -> list[Spot]:
    """Every button of that verb on the message's cards, in the order of the document."""
    return [
        Spot(place, message, button)
        for card in message.content.cards
        for button in look_up.buttons(card)
        if look_up.verb_of(button) == verb
    ]


class Cards:
    """Knows which verbs each card has: they are looked up in long histories again and again."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._verbs: dict[str, tuple[int, frozenset[str]]] = {}

    def newest(self, place: Place, verbs: Collection[str]) -> Message | None:
        """The newest message of the bot to all with a button of any of these verbs."""
        for message in self._world.messages.newest_first(place.id):
            theirs = message.sender == BOT and message.only is None
            if theirs and not self.verbs(message).isdisjoint(verbs):
                return message
        return None

    def verbs(self, message: Message) -> frozenset[str]:
        """Those of all its buttons."""
        key, version = f"{message.conversation} {message.id}", len(message.history)
        kept = self._verbs.get(key)
        if kept is None or kept[0] != version:
            buttons = look_up.buttons(message.content.cards)
            kept = version, frozenset(str(look_up.verb_of(each)) for each in buttons)
            self._verbs[key] = kept
        return kept[1]

    def places(self, conversation: str | None = None) -> list[Place]:
        """That one, or every one in which anything was ever said and which is still there."""
        if conversation:
            return [look_up.place(self._world, conversation)]
        said = map(self._world.places.find, self._world.messages.conversations())
        return [place for place in said if place is not None]

    async def until(self, seen: Callable[[], T | None], patience: float) -> T | None:
        """What `seen` finds once messages came or changed; None after `patience` real seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while (found := seen()) is None:
                    await self._world.messages.change()
                return found
        return None
