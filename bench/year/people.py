"""People answer check-ins: once, twice at once, with an older form, with one press, or not at all.

What was acknowledged is remembered, by a number in the answer's own words.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator.colleagues.form import data_of, fields, sender
from simulator.colleagues.spots import Spot, spots
from simulator.facts import Person
from simulator.messages import Message
from simulator.mistakes import Mistake
from simulator.places import Place
from simulator.results import Result
from simulator.tenant import Tenant

ANSWER, NO_CHANGE, WITHDRAW = "checkin.answer", "checkin.no_change", "checkin.withdraw"
SILENT = 0.4  # of all who are asked
AT_ONCE = 12
ASKING = 0.3  # of the answers, for something that needs attention
NOTHING, ANY = "", "*"  # no answer is kept; one is, whatever it says
COLOURS = ("green", "green", "amber", "red")

Key = tuple[str, str]  # a round and a person
Data = dict[str, Any]


@dataclass
class Answers:
    """What may be kept by now of each answer; more than one where no acknowledgement came."""

    tenant: Tenant
    dice: Random
    may_be: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(lambda: {NOTHING}))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    odd: list[str] = field(default_factory=list)
    _number: int = 0

    async def to(self, place: Place, message: Message, round_id: str) -> None:
        """Some of the channel's people answer the round's card."""
        permits = asyncio.Semaphore(AT_ONCE)
        willing = [
            each for each in self.tenant.world.places.members(place) if self.dice.random() >= SILENT
        ]
        async with asyncio.TaskGroup() as group:
            for who in willing:
                hand = Random(self.dice.random())  # noqa: S311 a play
                group.create_task(self._acts(permits, place, message, round_id, who, hand))

    async def _acts(
        self,
        permits: asyncio.Semaphore,
        place: Place,
        message: Message,
        round_id: str,
        who: Person,
        hand: Random,
    ) -> None:
        found = spots(place, message, ANSWER)
        if not found:
            return
        key, spot = (round_id, who.id), found[0]
        async with permits:
            try:
                await self._one_act(key, spot, who, hand)
            except Mistake:  # they were removed from the team meanwhile
                self.counts["no members any more"] += 1

    async def _one_act(self, key: Key, spot: Spot, who: Person, hand: Random) -> None:
        luck = hand.random()
        if luck < 0.15:
            await self._repeats(key, spot, who)
        elif luck < 0.25:
            await self._twice_at_once(key, spot, who, hand)
        elif luck < 0.35:
            await self._with_an_older_form(key, spot, who, hand)
        else:
            await self._answers(key, spot, who, hand)
            if luck > 0.95:
                await self._withdraws(key, spot, who)

    async def _answers(self, key: Key, spot: Spot, who: Person, hand: Random) -> None:
        form = await self._form(spot, who)
        if form is not None:
            sent, number = self._filled(form, hand)
            self._heard(key, number, await self._submit(spot, who, sent))

    async def _twice_at_once(self, key: Key, spot: Spot, who: Person, hand: Random) -> None:
        """The same form, as an impatient finger or Teams itself sends it."""
        form = await self._form(spot, who)
        if form is None:
            return
        sent, number = self._filled(form, hand)
        both = await asyncio.gather(*(self._submit(spot, who, sent) for _ in range(2)))
        for each in both:
            self._heard(key, number, each)
        words = {each.get("text") for each in both if _saved(each)}
        if len(words) > 1:
            self.odd.append(f"one form was answered in two ways: {sorted(map(str, words))}")

    async def _with_an_older_form(self, key: Key, spot: Spot, who: Person, hand: Random) -> None:
        """Two are open; the one that was opened first is sent last, and counts."""
        older, newer = await self._form(spot, who), await self._form(spot, who)
        for form in (newer, older):
            if form is not None:
                sent, number = self._filled(form, hand)
                self._heard(key, number, await self._submit(spot, who, sent))

    async def _repeats(self, key: Key, spot: Spot, who: Person) -> None:
        found = spots(spot.place, spot.message, NO_CHANGE)
        if not found:
            return
        world = self.tenant.acts
        result = await world.press(who.id, spot.place.id, spot.message.id, found[0].button, {})
        self.counts["presses"] += 1
        if _saved(result):
            self.may_be[key] = {ANY} if NOTHING in self.may_be[key] else self.may_be[key]
        elif result["kind"] == "error":
            self.may_be[key].add(ANY)
            self.counts["unanswered"] += 1

    async def _withdraws(self, key: Key, spot: Spot, who: Person) -> None:
        form = await self._form(spot, who)
        send = form and sender(form, WITHDRAW)
        if not send or str(data_of(send).get("verb")) != WITHDRAW:
            return
        result = await self._submit(spot, who, data_of(send))
        if result["kind"] == "error":
            self.may_be[key].add(NOTHING)
        elif result["kind"] == "message":
            self.may_be[key] = {NOTHING}

    async def _form(self, spot: Spot, who: Person) -> Data | None:
        """The dialog's card; None where it did not open, or says something else."""
        where, id_ = spot.place.id, spot.message.id
        result = await self.tenant.acts.press(who.id, where, id_, spot.button, {})
        self.counts["presses"] += 1
        if result["kind"] != "dialog":
            self.counts["unanswered" if result["kind"] == "error" else "refused"] += 1
            return None
        card: Data = result["card"]
        return card if any(fields(card)) else None

    async def _submit(self, spot: Spot, who: Person, data: Data) -> Result:
        self.counts["presses"] += 1
        return await self.tenant.acts.submit(who.id, spot.place.id, spot.message.id, data)

    def _filled(self, form: Data, hand: Random) -> tuple[Data, str]:
        """What is sent, and the number in its words."""
        self._number += 1
        said = f"This is number {self._number}."
        send = sender(form)
        typed: Data = dict(data_of(send)) if send else {}
        for each in fields(form):
            if set(COLOURS) <= set(each.choices):
                typed[each.id] = hand.choice(COLOURS)
            elif each.id.endswith("_note"):
                typed[each.id] = f"The reason of number {self._number}"
            elif each.id == "listen":
                typed[each.id] = said
            elif each.id == "attention" and hand.random() < ASKING:
                typed[each.id] = f"Should we do number {self._number}?"
            elif each.id == "attention_owner" and typed.get("attention"):
                typed[each.id] = hand.choice([one for one in each.choices if one])
            else:
                typed[each.id] = each.value
        return typed, said

    def _heard(self, key: Key, said: str, result: Result) -> None:
        if _saved(result):
            self.counts["saved"] += 1
            self.may_be[key] = {said}
        elif result["kind"] == "error":
            self.counts["unanswered"] += 1
            self.may_be[key].add(said)
        else:
            self.counts["refused"] += 1
            self.odd.append(f"{said} was not taken: {str(result)[:300]}")


def _saved(result: Result) -> bool:
    return result["kind"] == "message" and str(result.get("text", "")).startswith("Saved")
