"""Lets colleagues take part in retros: one of them, at one form of the step that is on."""

from collections import Counter
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from simulator.acts import Acts
from simulator.colleagues import retro_forms, verbs
from simulator.colleagues.handing_in import Hands, Write
from simulator.colleagues.sayings import ANYONE, Saying, notes, titles
from simulator.colleagues.spots import Cards, spots
from simulator.colleagues.stories import Story, stories
from simulator.facts import Person
from simulator.messages import Message
from simulator.places import Place
from simulator.results import Result
from simulator.world import World

BUTTONS = (*(step.opens for step in verbs.STEPS), verbs.NEXT, verbs.CLOSE)


@dataclass(frozen=True, slots=True)
class OpenRetro:
    """A card with a retro's buttons; `step` is the phase that it is in, by name."""

    place: Place
    message: Message
    step: str


class Retros:
    """Remembers with the tenant who took part in which step, and what was said there before.

    Nobody says what stands there already, and earlier retros' notes come back last.
    """

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self.hands = Hands(acts)
        self.cards = Cards(world)
        self._parts: dict[str, list[str]] = world.storage.all("retro_parts")
        self._told: dict[str, list[str]] = world.storage.all("retro_told")
        self._numbers: dict[str, list[str]] = world.storage.all("retro_numbers")

    def open(self, conversation: str | None = None) -> list[OpenRetro]:
        """The newest in each conversation, if it is open."""
        found = [
            (place, self.cards.newest(place, BUTTONS)) for place in self.cards.places(conversation)
        ]
        return [self.seen(place, message) for place, message in found if message is not None]

    def seen(self, place: Place, message: Message) -> OpenRetro:
        """The step is that of the form which the card opens, else the one it says to leave."""
        found = self.cards.verbs(message)
        for step in verbs.STEPS:
            if step.opens in found:
                return OpenRetro(place, message, step.name)
        onward = spots(place, message, verbs.NEXT)
        name = str(onward[0].data.get("phase", "")) if onward else ""
        return OpenRetro(place, message, name if found & set(BUTTONS) else verbs.CLOSED)

    def again(self, retro: OpenRetro) -> OpenRetro:
        """The same as it stands there now; a card that was deleted is closed."""
        now = self._world.messages.find(retro.place.id, retro.message.id)
        if now is None or now.deleted_at is not None:
            return OpenRetro(retro.place, retro.message, verbs.CLOSED)
        return self.seen(retro.place, now)

    def people(self, retro: OpenRetro) -> list[Person]:
        """Those who may take part."""
        return [person for person in self._world.places.members(retro.place) if person.works_here]

    def parts(self, retro: OpenRetro, step: str) -> Counter[str]:
        """How often each person did what the step asks for."""
        return Counter(self._parts.get(_key(retro, step), ()))

    def remember(self, retro: OpenRetro, step: str, person: Person) -> None:
        """That they did it once more."""
        key = _key(retro, step)
        done = self._parts.setdefault(key, [])
        done.append(person.id)
        self._world.storage.put("retro_parts", key, done)

    def story(self, retro: OpenRetro) -> Story:
        return stories()[self._story(retro)]

    def number(self, retro: OpenRetro) -> int:
        """How many retros people took part in there before."""
        known = self._numbers.setdefault(retro.place.id, [])
        if retro.message.id not in known:
            known.append(retro.message.id)
            self._world.storage.put("retro_numbers", retro.place.id, known)
        return known.index(retro.message.id)

    def dice(self, retro: OpenRetro, seed: int, *more: str) -> Random:
        """The same seed gives the same retro."""
        return Random("/".join((str(seed), retro.place.id, str(self.number(retro)), *more)))

    def writes(self, retro: OpenRetro, step: verbs.Step, dice: Random) -> Write:
        """What somebody fills the step's form with. Whoever asks is going to say it."""
        if step is verbs.VOTE:
            return retro_forms.Ballot(dice).write
        if step is verbs.WRITE:
            return retro_forms.note(self._note(retro, dice), dice)
        zone = ZoneInfo(self._world.facts.time_zone)
        today = self._world.clock.now.astimezone(zone).date()
        return retro_forms.action(self._title(retro, dice), today, dice)

    async def take_part(
        self, retro: OpenRetro, step: verbs.Step, person: Person, write: Write
    ) -> Result:
        """Fill the form of a step that is on."""
        self.remember(retro, step.name, person)
        spot = spots(retro.place, retro.message, step.opens)[0]
        return await self.hands.hand_in(person, spot, write)

    def _note(self, retro: OpenRetro, dice: Random) -> Saying:
        own, general = notes(self._story(retro)), notes(ANYONE)
        deck = dice.sample(own, len(own)) + dice.sample(general, len(general))
        told = self._times_told(retro)
        saying = min(deck, key=lambda each: told[each.text])
        self._say(retro, saying.text)
        return saying

    def _title(self, retro: OpenRetro, dice: Random) -> str:
        own, general = titles(self._story(retro)), titles(ANYONE)
        deck = dice.sample(own, len(own)) + dice.sample(general, len(general))
        told = self._times_told(retro)
        title = min(deck, key=lambda each: told[each])
        self._say(retro, title)
        return title

    def _times_told(self, retro: OpenRetro) -> Counter[str]:
        return Counter(self._told.get(retro.place.id, ()))

    def _say(self, retro: OpenRetro, text: str) -> None:
        told = self._told.setdefault(retro.place.id, [])
        told.append(text)
        self._world.storage.put("retro_told", retro.place.id, told)

    def _story(self, retro: OpenRetro) -> str:
        return self._world.facts.stories.get(retro.place.id, ANYONE)


def _key(retro: OpenRetro, step: str) -> str:
    return f"{retro.place.id} {retro.message.id} {step}"
