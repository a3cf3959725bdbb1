"""Lets leaders read their digests and ask, and owners of projects reply."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator import look_up
from simulator.acts import Acts
from simulator.colleagues import sayings, verbs
from simulator.colleagues.form import words_in
from simulator.colleagues.free import is_free
from simulator.colleagues.handing_in import Data, Hands
from simulator.colleagues.spots import Cards, Spot, spots
from simulator.facts import Person
from simulator.messages import Message
from simulator.places import Place, PlaceKind
from simulator.world import World

PATIENCE = 10.0  # real seconds until questions are in their owners' chats
DECIDES = 0.7  # the share of what waits for a decision
SAYS_YES = 0.65
ASKS = 0.4
DIGEST = (verbs.ACKNOWLEDGE, verbs.DECIDE)


@dataclass(frozen=True, slots=True)
class LeadersWish:
    """Nobody who is `left_out` does anything, as a leader or as an owner."""

    left_out: tuple[str, ...] = ()
    seed: int = 1


@dataclass(slots=True)
class Meeting:
    """What one leader did with a digest; `answers` are the sentences that they got, each once."""

    person: str
    decided: list[str] = field(default_factory=list)
    asked: str = ""
    acknowledged: bool = False
    answers: list[str] = field(default_factory=list)

    def heard(self, result: dict[str, Any]) -> bool:
        """Whether anything but an error came back."""
        if (text := result.get("text")) and text not in self.answers:
            self.answers.append(text)
        return bool(result["kind"] != "error")

    def as_json(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "decided": self.decided,
            "asked": self.asked,
            "acknowledged": self.acknowledged,
            "answers": self.answers,
        }


class Leaders:
    """Remembers with the tenant which cards were dealt with. `patience` in real seconds."""

    def __init__(self, world: World, acts: Acts, patience: float = PATIENCE) -> None:
        self._world = world
        self._hands = Hands(acts)
        self._cards = Cards(world)
        self._patience = patience
        self._dealt: dict[str, list[str]] = world.storage.all("letters_dealt")
        self._asked: dict[str, list[str]] = world.storage.all("questions_asked")

    async def meet(self, wish: LeadersWish) -> dict[str, Any]:
        """What each leader did with a digest that is new to them, and who replied what."""
        out = {look_up.person(self._world, key).id for key in wish.left_out}
        waited = len(self.questions())
        leaders = [
            await self._read(place, message, person, wish.seed)
            for place, message, person in self._digests()
            if person.id not in out
        ]
        expected = waited + sum(1 for each in leaders if each.asked)
        await self._cards.until(
            lambda: True if len(self.questions()) >= expected else None, self._patience
        )
        replies = [
            await self.reply(spot, person, wish.seed)
            for spot, person in self.questions()
            if person.id not in out and is_free(self._world, person, spot.message)
        ]
        return {"leaders": [each.as_json() for each in leaders], "replies": replies}

    def questions(self) -> list[tuple[Spot, Person]]:
        """Those that wait for a reply, and whose it would be."""
        return [
            (spots(place, message, verbs.REPLY)[0], person)
            for place, person in self._chats()
            for message in self._world.messages.of(place.id)
            if verbs.REPLY in self._cards.verbs(message) and not self._is_dealt(message)
        ]

    async def reply(self, spot: Spot, person: Person, seed: int) -> dict[str, Any]:
        """It fits what was asked, as far as anybody here knows an answer to that."""
        self._deal(spot.message)
        texts = sayings.words(spot.message.content.cards)
        text = Random(f"{seed}/{person.id}/{texts}").choice(sayings.replies(*texts))
        result = await self._hands.hand_in(person, spot, words_in(text, verbs.SEND_REPLY))
        return {"person": person.id, "reply": text, "result": result}

    def _digests(self) -> Iterator[tuple[Place, Message, Person]]:
        """The newest of each leader who has not dealt with it yet; others only ask for one."""
        for place, person in self._chats():
            message = self._cards.newest(place, DIGEST)
            if person.id not in self._world.facts.leaders or message is None:
                continue
            if is_free(self._world, person, message) and not self._is_dealt(message):
                yield place, message, person

    async def _read(self, place: Place, message: Message, person: Person, seed: int) -> Meeting:
        """First what waits, then perhaps a question; who has seen it all says so."""
        dice = Random(f"{seed}/{person.id}/{len(self._dealt.get(place.id, ()))}")
        self._deal(message)
        meeting = Meeting(person.id)
        for spot in _decisions(spots(place, message, verbs.DECIDE), dice):
            if meeting.heard(await self._hands.press(person, spot)):
                meeting.decided.append(str(spot.data.get("decision", "")))
        about = spots(place, message, verbs.ASK)
        if about and dice.random() < ASKS:
            await self._ask(dice.choice(about), person, dice, meeting)
        for spot in spots(place, message, verbs.ACKNOWLEDGE)[:1]:
            meeting.acknowledged = meeting.heard(await self._hands.press(person, spot))
        return meeting

    async def _ask(self, spot: Spot, person: Person, dice: Random, meeting: Meeting) -> None:
        """What somebody asked before comes last."""

        def write(card: Data, again: int) -> Data | None:
            story = sayings.story_in(sayings.words([spot.data, card]))
            deck = [*sayings.questions(story), *sayings.questions(sayings.ANYONE)]
            before = self._asked.setdefault(person.id, [])
            text = min(dice.sample(deck, len(deck)), key=lambda each: before.count(each.asks)).asks
            before.append(text)
            self._world.storage.put("questions_asked", person.id, before)
            meeting.asked = text
            return words_in(text, verbs.SEND_QUESTION)(card, again)

        meeting.heard(await self._hands.hand_in(person, spot, write))

    def _chats(self) -> list[tuple[Place, Person]]:
        """Chats with the bot in which anything was said, and the one person in each."""
        return [
            (place, self._world.directory.people[place.people[0]])
            for place in self._cards.places()
            if place.kind is PlaceKind.BOT_CHAT
        ]

    def _is_dealt(self, message: Message) -> bool:
        return message.id in self._dealt.get(message.conversation, ())

    def _deal(self, message: Message) -> None:
        dealt = self._dealt.setdefault(message.conversation, [])
        dealt.append(message.id)
        self._world.storage.put("letters_dealt", message.conversation, dealt)


def _decisions(offered: list[Spot], dice: Random) -> list[Spot]:
    """One button for some of the things that wait; the first of each says yes.

    A single button would change what was decided before.
    """
    waiting: dict[str, list[Spot]] = {}
    for spot in offered:
        about = {name: value for name, value in spot.data.items() if name != "decision"}
        waiting.setdefault(json.dumps(about, sort_keys=True), []).append(spot)
    return [
        ways[0] if dice.random() < SAYS_YES else ways[-1]
        for ways in waiting.values()
        if len(ways) > 1 and dice.random() < DECIDES
    ]
