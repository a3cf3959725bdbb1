"""Retros are held and digests are dealt with, by the tenant's own colleagues."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench.stage import Stage
from bench.year.seen import Seen
from simulator.colleagues.form import typed_in
from simulator.colleagues.handing_in import Hands
from simulator.colleagues.leaders import LeadersWish
from simulator.colleagues.playing import RetroWish
from simulator.colleagues.spots import spots
from simulator.colleagues.verbs import CLOSED, WRITE
from simulator.messages import Message
from simulator.mistakes import Mistake
from simulator.tenant import Tenant

LEFT_OPEN = 0.2  # of retros: the next one that is due closes them
NOTES = 3
SAVED = "Saved, without your name"


@dataclass
class Meetings:
    """`notes` are those that were acknowledged, by retro."""

    stage: Stage
    tenant: Tenant
    dice: Random
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    held: int = 0
    decided: int = 0
    asked: int = 0
    _number: int = 0

    async def retros(self, cards: Sequence[Seen]) -> None:
        """Everybody who is there holds theirs; some stay open."""
        async with asyncio.TaskGroup() as group:
            for each in cards:
                group.create_task(self._hold(each, self.dice.random() >= LEFT_OPEN))

    async def digests(self) -> None:
        """Leaders deal with what is new to them, and owners reply."""
        met = await self.tenant.leaders(LeadersWish(seed=self.dice.randrange(1000)))
        self.decided += sum(len(each["decided"]) for each in met["leaders"])
        self.asked += sum(bool(each["asked"]) for each in met["leaders"])

    async def lost(self) -> int:
        """How many acknowledged notes are not kept; they are judged once."""
        lost = 0
        for retro, texts in self.notes.items():
            found = await self.stage.database.row(
                "SELECT array_agg(text) AS texts FROM retro_notes WHERE retro_id = %(retro)s",
                {"retro": retro},
            )
            kept = (found and found["texts"]) or []
            lost += sum(not any(text in each for each in kept) for text in texts)
        self.notes.clear()
        return lost

    async def _hold(self, card: Seen, to_its_end: bool) -> None:
        message = self.tenant.world.messages.find(card.conversation, card.id)
        if message is None:
            return
        for _ in range(NOTES):
            await self._note(card, message)
        self.held += 1
        if to_its_end:
            seed = self.dice.randrange(1000)
            await self.tenant.retro(RetroWish(card.conversation, CLOSED, seed=seed))

    async def _note(self, card: Seen, message: Message) -> None:
        place = self.tenant.world.places.find(card.conversation)
        found = spots(place, message, WRITE.opens) if place else []
        if not place or not found:
            return
        self._number += 1
        text = f"This is note {self._number}."
        who = self.dice.choice(self.tenant.world.places.members(place))
        write = typed_in(
            lambda each: text if each.type == "Input.Text" else (each.value or each.choices[0]),
            WRITE.sends,
        )
        try:
            result = await Hands(self.tenant.acts).hand_in(who, found[0], write)
        except Mistake:
            return
        if str(result.get("text", "")).startswith(SAVED):
            self.notes[card.about].append(text)
