"""Lets the page live: now and then a colleague answers a fresh card, and some never do."""

import asyncio
from datetime import timedelta
from itertools import islice
from random import Random

from simulator.colleagues.answering import Answering, OpenCard, Wish
from simulator.colleagues.stories import remarks
from simulator.facts import Person
from simulator.world import World

PAUSES = (3.0, 9.0)
FRESH = timedelta(hours=24)
CHATTY = 0.12
TYPING = (1.0, 2.5)
LATELY = 30  # messages in which nobody says the same as somebody before


async def live(world: World, answering: Answering) -> None:
    """Until cancelled; does nothing while the colleagues are off."""
    dice = Random(world.settings.seed)
    while True:
        await asyncio.sleep(dice.uniform(*PAUSES))
        if world.switches.colleagues:
            await one_answer(world, answering, dice)


async def one_answer(world: World, answering: Answering, dice: Random) -> bool:
    """One colleague answers one fresh card; False when nobody is left who would."""
    willing = [
        (card, person)
        for card in answering.open_cards()
        if world.clock.now - card.message.sent_at < FRESH
        for person in _willing(world, answering, card)
    ]
    if not willing:
        return False
    card, person = dice.choice(willing)
    result = await answering.one(card, person, Wish(seed=world.settings.seed))
    if result["result"]["kind"] == "message" and dice.random() < CHATTY:
        await _remark(world, answering, card, person, dice)
    return True


async def _remark(
    world: World, answering: Answering, card: OpenCard, person: Person, dice: Random
) -> None:
    lately = islice(world.messages.newest_first(card.place.id), LATELY)
    said = {message.content.text for message in lately}
    lines = [line for line in remarks() if line not in said]
    if not lines:
        return

    typing = {"conversation": card.place.id, "name": person.name}
    world.hub.tell(card.place.id, "typing", typing)
    await asyncio.sleep(dice.uniform(*TYPING))
    await answering.remark(card, person, dice.choice(lines))


def _willing(world: World, answering: Answering, card: OpenCard) -> list[Person]:
    """Each card has its own few who leave it out; nobody answers for a visitor."""
    share = answering.story(card).share
    return [
        person
        for person in answering.unanswered(card)
        if person.id not in world.hub.visitors
        and Random(f"{card.message.id}/{person.id}").random() < share
    ]
