"""Lets colleagues answer a card: who of them, which button, and what they do with a refusal."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from simulator import look_up
from simulator.acts import Acts
from simulator.colleagues.filling import Mood, Pen
from simulator.colleagues.form import Field, fields, opener, sender
from simulator.colleagues.stories import Story, stories
from simulator.facts import Person
from simulator.messages import BOT, Message
from simulator.places import Place
from simulator.results import Result
from simulator.world import World

AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Wish:
    """Without `conversation`: in every one with an open card. `people` answer even a second time.

    `count` people a conversation, else a `share` of its people (the story's own unless given);
    both only of those who have not answered yet, and without those `left_out`.
    """

    conversation: str | None = None
    count: int | None = None
    share: float | None = None
    people: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    seed: int = 1
    mood: Mood | None = None


@dataclass(frozen=True, slots=True)
class OpenCard:
    """The newest card with a button that opens a dialog."""

    place: Place
    message: Message
    button: dict[str, Any]


class Answering:
    """Remembers with the tenant which card was answered by whom, so that stories go on."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts
        self._answered: dict[str, list[str]] = world.storage.all("answered")
        self._weeks: dict[str, list[str]] = world.storage.all("weeks")
        self._formless: set[tuple[int, datetime | None]] = set()
        self._permits = asyncio.Semaphore(AT_ONCE)

    async def answer(self, wish: Wish) -> list[dict[str, Any]]:
        cards = self.open_cards(wish.conversation)
        async with asyncio.TaskGroup() as tasks:
            started = [
                tasks.create_task(self._one(card, person, place, wish))
                for card in cards
                for place, person in enumerate(self._chosen(card, wish), self._so_far(card))
            ]
        return [task.result() for task in started]

    def open_cards(self, conversation: str | None = None) -> list[OpenCard]:
        """One a conversation at most."""
        ids = [conversation] if conversation else self._world.messages.conversations()
        found = [self._open_card(look_up.place(self._world, id_)) for id_ in ids]
        return [card for card in found if card is not None]

    def unanswered(self, card: OpenCard) -> list[Person]:
        """Those of the conversation who can answer and have not, the owners' order kept."""
        done = set(self._answered.get(self._key(card), ()))
        return [
            person
            for person in self._world.places.members(card.place)
            if person.enabled and not person.guest and person.id not in done
        ]

    async def remark(self, card: OpenCard, person: Person, text: str) -> None:
        """A line in the chat, beside the card."""
        await self._acts.say(person.id, card.place.id, text, None)

    def story(self, card: OpenCard) -> Story:
        name = self._world.facts.stories.get(card.place.id, "anyone")
        return stories()[name]

    async def one(self, card: OpenCard, person: Person, wish: Wish) -> dict[str, Any]:
        return await self._one(card, person, self._so_far(card), wish)

    async def _one(self, card: OpenCard, person: Person, place: int, wish: Wish) -> dict[str, Any]:
        pen = self._pen(card, person, place, wish)
        self._remember(card, person)
        async with self._permits:
            result = await self._fill(card, person, pen)
        return {"person": person.id, "conversation": card.place.id, "result": result}

    async def _fill(self, card: OpenCard, person: Person, pen: Pen) -> Result:
        """A form that comes back is corrected once."""
        where, id_ = card.place.id, card.message.id
        result = await self._acts.press(person.id, where, id_, card.button, {})
        for carefully in (False, True):
            form: list[Field] = list(fields(result.get("card")))
            send = sender(result["card"]) if result["kind"] == "dialog" else None
            if send is None or not form:
                self._leave(card, result)
                return result
            given = send.get("data")
            typed = pen.fill(form, carefully=carefully)
            data = (given if isinstance(given, dict) else {}) | typed
            result = await self._acts.submit(person.id, where, id_, data)
        return result

    def _leave(self, card: OpenCard, result: Result) -> None:
        """A dialog that only shows something is no form: its card waits for nobody."""
        if result["kind"] == "dialog":
            self._formless.add(_version(card.message))

    def _pen(self, card: OpenCard, person: Person, place: int, wish: Wish) -> Pen:
        """The same seed gives the same answers, in whichever order they are asked for."""
        number = self._week(card)
        zone = ZoneInfo(self._world.facts.time_zone)
        return Pen(
            story=self.story(card),
            number=number,
            today=self._world.clock.now.astimezone(zone).date(),
            place=place,
            people=tuple(each.id for each in self._world.places.members(card.place)),
            dice=Random(f"{wish.seed}/{card.place.id}/{number}/{person.id}"),
            mood=wish.mood,
        )

    def _chosen(self, card: OpenCard, wish: Wish) -> Sequence[Person]:
        if wish.people:
            named = [look_up.person(self._world, key) for key in wish.people]
            return [each for each in named if each in self._world.places.members(card.place)]
        out = {look_up.person(self._world, key).id for key in wish.left_out}
        left = [each for each in self.unanswered(card) if each.id not in out]
        share = self.story(card).share if wish.share is None else wish.share
        everybody = len(left) + self._so_far(card)
        wanted = wish.count if wish.count is not None else round(everybody * share)
        Random(f"{wish.seed}/{card.place.id}/{self._week(card)}").shuffle(left)
        return left[: max(0, wanted)]

    def _open_card(self, place: Place) -> OpenCard | None:
        for message in self._world.messages.newest_first(place.id):
            if message.sender == BOT and _version(message) not in self._formless:
                for card in message.content.cards:
                    if button := opener(card):
                        return OpenCard(place, message, button)
        return None

    def _so_far(self, card: OpenCard) -> int:
        return len(self._answered.get(self._key(card), ()))

    def _week(self, card: OpenCard) -> int:
        """How many cards were answered in there before this one."""
        known = self._weeks.setdefault(card.place.id, [])
        if card.message.id not in known:
            known.append(card.message.id)
            self._world.storage.put("weeks", card.place.id, known)
        return known.index(card.message.id)

    def _remember(self, card: OpenCard, person: Person) -> None:
        key = self._key(card)
        done = self._answered.setdefault(key, [])
        if person.id not in done:
            done.append(person.id)
            self._world.storage.put("answered", key, done)

    def _key(self, card: OpenCard) -> str:
        return f"{card.place.id} {card.message.id}"


def _version(message: Message) -> tuple[int, datetime | None]:
    return message.seq, message.edited_at
