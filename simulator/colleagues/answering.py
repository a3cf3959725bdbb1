"""Lets colleagues answer a card: who of them, which button, and what they do with a refusal."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from simulator import look_up
from simulator.acts import Acts
from simulator.colleagues import verbs
from simulator.colleagues.filling import Mood, Pen
from simulator.colleagues.form import data_of, fields, sender
from simulator.colleagues.free import is_free
from simulator.colleagues.handing_in import Data, Hands, Write
from simulator.colleagues.spots import Cards, Spot, spots
from simulator.colleagues.stories import Story, stories
from simulator.facts import Person
from simulator.places import PlaceKind
from simulator.world import World


@dataclass(frozen=True, slots=True)
class Wish:
    """Without `conversation`: in every channel with an open card. `people` answer even twice.

    `count` people a conversation, else a `share` of its people (the story's own unless given, and
    in a week of silence nobody); both only of those who have not answered yet, and without those
    `left_out`. With `rest` who has answered already counts towards the share. `verb` is that of the
    button which opens the form: newer cards without it are nobody's business.
    """

    conversation: str | None = None
    count: int | None = None
    share: float | None = None
    people: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    rest: bool = False
    seed: int = 1
    mood: Mood | None = None
    verb: str = verbs.ANSWER


class Answering:
    """Remembers with the tenant which card was answered by whom, so that stories go on."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts
        self._hands = Hands(acts)
        self._cards = Cards(world)
        self._answered: dict[str, list[str]] = world.storage.all("answered")
        self._weeks: dict[str, list[str]] = world.storage.all("weeks")
        self._told_before: int = world.storage.get("stories", "told before") or 0

    def begin_after(self, weeks: int) -> None:
        """Every story goes on after its first weeks, as if those had been told."""
        self._told_before = weeks
        self._world.storage.put("stories", "told before", weeks)

    async def answer(self, wish: Wish) -> list[dict[str, Any]]:
        cards = self.open_cards(wish.conversation, wish.verb)
        async with asyncio.TaskGroup() as tasks:
            started = [
                tasks.create_task(self._one(card, person, place, wish))
                for card in cards
                for place, person in enumerate(self._chosen(card, wish), self._so_far(card))
            ]
        return [task.result() for task in started]

    def open_cards(self, conversation: str | None = None, verb: str = verbs.ANSWER) -> list[Spot]:
        """The button of that verb on the newest card that has it: one a conversation at most.

        A chat is one person's own; what waits there is done where it is named.
        """
        found = [
            (place, self._cards.newest(place, (verb,)))
            for place in self._cards.places(conversation)
            if conversation or place.kind is PlaceKind.CHANNEL
        ]
        return [spots(place, message, verb)[0] for place, message in found if message is not None]

    def unanswered(self, card: Spot) -> list[Person]:
        """Those of the conversation who may answer and have not, the owners' order kept."""
        done = set(self._answered.get(self._key(card), ()))
        return [
            person
            for person in self._world.places.members(card.place)
            if person.works_here
            and person.id not in done
            and is_free(self._world, person, card.message)
        ]

    async def remark(self, card: Spot, person: Person, text: str) -> None:
        """A line in the chat, beside the card."""
        await self._acts.say(person.id, card.place.id, text, None)

    def story(self, card: Spot) -> Story:
        name = self._world.facts.stories.get(card.place.id, "anyone")
        return stories()[name]

    def share(self, card: Spot) -> float:
        """How many of the people answer it, as the story goes."""
        return self.story(card).answering(self._week(card))

    async def one(self, card: Spot, person: Person, wish: Wish) -> dict[str, Any]:
        return await self._one(card, person, self._so_far(card), wish)

    async def _one(self, card: Spot, person: Person, place: int, wish: Wish) -> dict[str, Any]:
        pen = self._pen(card, person, place, wish)
        self._remember(card, person)
        result = await self._hands.hand_in(person, card, _filled_with(pen))
        return {"person": person.id, "conversation": card.place.id, "result": result}

    def _pen(self, card: Spot, person: Person, place: int, wish: Wish) -> Pen:
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
            named=self._named(self.story(card).week(number).to),
        )

    def _named(self, names: Iterable[str]) -> dict[str, str]:
        """Their ids; nobody in a company without them."""
        directory, domain = self._world.directory, self._world.facts.domain
        found = {name: directory.person(f"{name}@{domain}") for name in names}
        return {name: person.id for name, person in found.items() if person}

    def _chosen(self, card: Spot, wish: Wish) -> Sequence[Person]:
        if wish.people:
            named = [look_up.person(self._world, key) for key in wish.people]
            return [each for each in named if each in self._world.places.members(card.place)]
        out = {look_up.person(self._world, key).id for key in wish.left_out}
        left = [each for each in self.unanswered(card) if each.id not in out]
        told = self.share(card)
        share = told if wish.share is None or told == 0 else wish.share
        everybody = len(left) + self._so_far(card)
        wanted = wish.count if wish.count is not None else round(everybody * share)
        wanted -= self._so_far(card) if wish.rest else 0
        Random(f"{wish.seed}/{card.place.id}/{self._week(card)}").shuffle(left)
        return left[: max(0, wanted)]

    def _so_far(self, card: Spot) -> int:
        return len(self._answered.get(self._key(card), ()))

    def _week(self, card: Spot) -> int:
        """How many cards were answered in there before this one, and weeks told before those."""
        series = card.place.id + _of_verb(card)
        known = self._weeks.setdefault(series, [])
        if card.message.id not in known:
            known.append(card.message.id)
            self._world.storage.put("weeks", series, known)
        return self._told_before + known.index(card.message.id)

    def _remember(self, card: Spot, person: Person) -> None:
        key = self._key(card)
        done = self._answered.setdefault(key, [])
        if person.id not in done:
            done.append(person.id)
            self._world.storage.put("answered", key, done)

    def _key(self, card: Spot) -> str:
        return f"{card.place.id} {card.message.id}{_of_verb(card)}"


def _of_verb(card: Spot) -> str:
    """Other forms than a check-in's are counted by themselves."""
    verb = look_up.verb_of(card.button)
    return "" if verb == verbs.ANSWER else f" {verb}"


def _filled_with(pen: Pen) -> Write:
    """A form that comes back is corrected once."""

    def write(form: Data, again: int) -> Data | None:
        send, asked = sender(form), list(fields(form))
        if send is None or not asked or again > 1:
            return None
        return data_of(send) | pen.fill(asked, carefully=again > 0)

    return write
