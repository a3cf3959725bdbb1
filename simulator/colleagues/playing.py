"""Plays retros as a rehearsal orders: who is willing takes part, and somebody moves it on."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from simulator import look_up
from simulator.colleagues import verbs
from simulator.colleagues.free import is_free
from simulator.colleagues.handing_in import Write
from simulator.colleagues.retros import OpenRetro, Retros
from simulator.colleagues.spots import spots
from simulator.facts import Person
from simulator.results import Result
from simulator.world import World

PATIENCE = 6.0  # real seconds until a card shows the next phase
NEXT_TRY = 0.5  # real seconds until the next person tries too; pressed by two it moves once
TRIES = 4  # so many people try to move a retro on
NOTES = (1, 2, 2, 2, 3)  # how many notes somebody has
ACTIONS = (2, 3)
DONE = 0.6  # the share of earlier actions that are done by the next retro
SAID = "message"  # what a form that was taken is answered with; and a refusal, in words


@dataclass(frozen=True, slots=True)
class RetroWish:
    """Without `conversation`: every one with an open retro. It is played through `until`, and
    stays there: `closed` closes it. Nobody who is `left_out` does anything."""

    conversation: str | None = None
    until: str = verbs.CLOSED
    left_out: tuple[str, ...] = ()
    seed: int = 1


@dataclass(slots=True)
class Played:
    """`answers` are the sentences that people got, each once; `unsent` forms were not taken."""

    conversation: str
    phase: str
    forms: dict[str, int] = field(default_factory=dict)
    done: int = 0
    unsent: int = 0
    answers: list[str] = field(default_factory=list)

    def heard(self, step: str, result: Result) -> None:
        sent = result["kind"] == SAID
        self.forms[step] = self.forms.get(step, 0) + sent
        self.unsent += not sent
        if (text := result.get("text")) and text not in self.answers:
            self.answers.append(text)

    def as_json(self) -> dict[str, Any]:
        return {
            "conversation": self.conversation,
            "phase": self.phase,
            "notes": self.forms.get(verbs.WRITE.name, 0),
            "ballots": self.forms.get(verbs.VOTE.name, 0),
            "actions": self.forms.get(verbs.ACTIONS.name, 0),
            "closed_actions": self.done,
            "unsent": self.unsent,
            "answers": self.answers,
        }


class Playing:
    """`patience` in real seconds."""

    def __init__(self, world: World, retros: Retros, patience: float = PATIENCE) -> None:
        self._world = world
        self._retros = retros
        self._patience = patience

    async def play(self, wish: RetroWish) -> list[dict[str, Any]]:
        """What was played in each conversation, and the phase in which it is now."""
        out = {look_up.person(self._world, key).id for key in wish.left_out}
        async with asyncio.TaskGroup() as tasks:
            started = [
                tasks.create_task(self._play(retro, wish, out | self._taken(retro)))
                for retro in self._retros.open(wish.conversation)
            ]
        return [task.result().as_json() for task in started]

    def _taken(self, retro: OpenRetro) -> set[str]:
        """Those whose part in it is the visitor's."""
        people = self._retros.people(retro)
        return {each.id for each in people if not is_free(self._world, each, retro.message)}

    async def _play(self, retro: OpenRetro, wish: RetroWish, out: set[str]) -> Played:
        """A phase without a form of its own, or without anything in it, is only moved on."""
        played = Played(retro.place.id, retro.step)
        await self._tick_off(retro, wish, out, played)
        while not _is_past(retro.step, wish.until):
            await self._step(retro, wish, out, played)
            if retro.step == wish.until:
                break
            after = await self._moved_on(retro, out, played)
            if after is None:
                break
            retro = after
        played.phase = retro.step
        return played

    async def _step(self, retro: OpenRetro, wish: RetroWish, out: set[str], played: Played) -> None:
        step = next((each for each in verbs.STEPS if each.name == retro.step), None)
        if step is None or step.opens not in self._retros.cards.verbs(retro.message):
            return
        hands = [
            (person, self._written(retro, step, person, wish))
            for person in self._chosen(retro, step, wish, out)
        ]
        async with asyncio.TaskGroup() as tasks:
            for person, written in hands:
                tasks.create_task(self._send(retro, step, person, written, played))

    def _written(
        self, retro: OpenRetro, step: verbs.Step, person: Person, wish: RetroWish
    ) -> list[Write]:
        """Settled before anybody presses, so that it does not depend on who is faster."""
        dice = self._retros.dice(retro, wish.seed, step.name, person.id)
        times = dice.choice(NOTES) if step is verbs.WRITE else 1
        return [self._retros.writes(retro, step, dice) for _ in range(times)]

    async def _send(
        self,
        retro: OpenRetro,
        step: verbs.Step,
        person: Person,
        written: list[Write],
        played: Played,
    ) -> None:
        for write in written:
            result = await self._retros.take_part(retro, step, person, write)
            played.heard(step.name, result)

    def _chosen(
        self, retro: OpenRetro, step: verbs.Step, wish: RetroWish, out: set[str]
    ) -> list[Person]:
        """The story's share of the people, less those who took part already."""
        dice = self._retros.dice(retro, wish.seed, step.name)
        everybody, done = self._retros.people(retro), self._retros.parts(retro, step.name)
        left = [each for each in everybody if each.id not in out and each.id not in done]
        wanted = max(1, round(len(everybody) * self._retros.story(retro).share))
        if step is verbs.ACTIONS:
            wanted = min(wanted, dice.choice(ACTIONS))
        dice.shuffle(left)
        return left[: max(0, wanted - len(done))]

    async def _moved_on(self, retro: OpenRetro, out: set[str], played: Played) -> OpenRetro | None:
        """None where nobody could, or the card does not change.

        A refusal is a sentence too, so what counts is what the card shows. Pressed by two it is
        moved on once: the button says which phase it leaves.
        """

        def moved() -> OpenRetro | None:
            now = self._retros.again(retro)
            return now if now.step != retro.step else None

        found = self._retros.cards.verbs(retro.message)
        verb = verbs.NEXT if verbs.NEXT in found else verbs.CLOSE
        leaders = self._leaders(retro, out)
        for person in leaders:
            for spot in spots(retro.place, retro.message, verb)[:1]:
                result = await self._retros.hands.press(person, spot)
                if text := result.get("text"):
                    played.answers.append(text)
            if after := await self._retros.cards.until(moved, min(NEXT_TRY, self._patience)):
                return after
        return await self._retros.cards.until(moved, self._patience) if leaders else None

    def _leaders(self, retro: OpenRetro, out: set[str]) -> list[Person]:
        """Owners of the team first; somebody else may own the project."""
        team = retro.place.team
        owners = set(team.owners) if team else set()
        people = [each for each in self._retros.people(retro) if each.id not in out]
        return sorted(people, key=lambda each: each.id not in owners)[:TRIES]

    async def _tick_off(
        self, retro: OpenRetro, wish: RetroWish, out: set[str], played: Played
    ) -> None:
        """What was agreed earlier and is done by now, once for each retro."""
        people = [each for each in self._retros.people(retro) if each.id not in out]
        if not people or self._retros.parts(retro, verbs.TICK_OFF):
            return
        dice = self._retros.dice(retro, wish.seed, verbs.TICK_OFF)
        for spot in spots(retro.place, retro.message, verbs.TICK_OFF):
            if dice.random() < DONE:
                person = dice.choice(people)
                self._retros.remember(retro, verbs.TICK_OFF, person)
                result = await self._retros.hands.press(person, spot)
                played.done += result["kind"] != "error"


def _is_past(step: str, until: str) -> bool:
    """A phase that nobody here knows lies before everything."""
    return step in verbs.ORDER and verbs.ORDER.index(step) > verbs.ORDER.index(until)
