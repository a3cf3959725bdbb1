"""Knows what a visitor did at each stop of the tour, and what there is to try just now."""

import asyncio
from collections import defaultdict
from typing import Any

from simulator import look_up
from simulator.colleagues.spots import Cards
from simulator.facts import Deed, Stop
from simulator.results import Result
from simulator.world import World

PAUSE = 0.2  # seconds between two looks, however much is said
MISTAKE = "attention"  # the colour of the words by which a form that came back says what is wrong


class Tour:
    """Remembered with the tenant. Only what is done on the page counts, as the stop's person, at
    its place; colleagues tick nothing off."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cards = Cards(world)
        self._done: defaultdict[str, list[int]] = defaultdict(list, world.storage.all("tour"))
        self._told = self.as_json()

    def as_json(self) -> list[dict[str, Any]]:
        """The stops as the page and the terminal show them."""
        return [self._shown(stop) for stop in self._world.facts.tour]

    def pressed(self, person: str, conversation: str, verb: str, result: Result) -> None:
        """A button, or a form that was sent with it, and what came of that."""
        if result["kind"] != "error":
            deed = Deed(press=verb, back=result["kind"] == "dialog" and _warns(result["card"]))
            self._did(person, conversation, deed)

    def said(self, person: str, conversation: str, text: str) -> None:
        """Words to the bot."""
        for word in text.casefold().split():
            self._did(person, conversation, Deed(says=word.strip(".,!?“”\"'")))

    def clock_moved(self) -> None:
        """Whoever the page shows then, and wherever."""
        for stop in self._world.facts.tour:
            self._tick(stop, Deed())

    async def follow(self) -> None:
        """Look again whenever a message came or changed, until cancelled."""
        while True:
            await self._world.messages.change()
            await asyncio.sleep(PAUSE)
            if self._world.hub.visitors:
                self.tell()

    def tell(self) -> None:
        """Bring every open page up to date, if there is anything new."""
        now = self.as_json()
        if now != self._told:
            self._told = now
            self._world.hub.tell_all("tour", {"tour": now})

    def _did(self, person: str, conversation: str, deed: Deed) -> None:
        who = look_up.person(self._world, person).id
        for stop in self._world.facts.tour:
            if who == stop.as_person and conversation == self._place(stop):
                self._tick(stop, deed)

    def _tick(self, stop: Stop, deed: Deed) -> None:
        for number, wanted in enumerate(stop.deeds):
            if wanted == deed and number not in self._done[stop.title]:
                self._done[stop.title].append(number)
                self._world.storage.put("tour", stop.title, self._done[stop.title])
        self.tell()

    def _shown(self, stop: Stop) -> dict[str, Any]:
        return {
            "title": stop.title,
            "text": self._text(stop),
            "as": stop.as_person,
            "conversation": self._place(stop),
            "done": len(self._done.get(stop.title, ())),
            "of": len(stop.deeds),
        }

    def _text(self, stop: Stop) -> str:
        place = self._world.places.find(self._place(stop))
        for case in stop.cases:
            if place is not None and self._cards.newest(place, (case.verb,)):
                return case.text
        return stop.text

    def _place(self, stop: Stop) -> str:
        return stop.conversation or self._world.places.bot_chat(stop.as_person)


def _warns(card: object) -> bool:
    """Whether it has words or a box in the colour of a mistake, at any depth."""
    if isinstance(card, dict):
        colours = {str(card.get(name, "")).casefold() for name in ("color", "style")}
        return MISTAKE in colours or any(_warns(each) for each in card.values())
    return isinstance(card, list) and any(_warns(each) for each in card)
