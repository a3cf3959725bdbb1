"""Lets the page live: now and then a colleague does what fresh cards ask for, and some never do."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random

from simulator.colleagues import verbs
from simulator.colleagues.answering import Answering, Wish
from simulator.colleagues.free import is_free
from simulator.colleagues.leaders import Leaders
from simulator.colleagues.retros import OpenRetro, Retros
from simulator.colleagues.spots import Spot
from simulator.colleagues.stories import remarks
from simulator.facts import Person
from simulator.messages import Message
from simulator.world import World

PAUSES = (3.0, 9.0)
FRESH = timedelta(hours=24)
CHATTY = 0.12
TYPING = (1.0, 2.5)
LATELY = 30  # messages in which nobody says the same as somebody before


async def live(world: World, answering: Answering, retros: Retros, leaders: Leaders) -> None:
    """Until cancelled; does nothing while the colleagues are off."""
    dice = Random(world.settings.seed)
    while True:
        await asyncio.sleep(dice.uniform(*PAUSES))
        if world.switches.colleagues:
            await one_act(world, answering, retros, leaders, dice)


async def one_act(
    world: World, answering: Answering, retros: Retros, leaders: Leaders, dice: Random
) -> bool:
    """One colleague does one thing; False when nobody is left who would.

    Who was asked replies first: somebody waits for that in front of the page.
    """
    if await one_reply(world, leaders):
        return True
    if dice.random() < 0.5:
        return await one_answer(world, answering, dice) or await one_part(world, retros, dice)
    return await one_part(world, retros, dice) or await one_answer(world, answering, dice)


async def one_answer(world: World, answering: Answering, dice: Random) -> bool:
    """One colleague answers one fresh check-in."""
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


async def one_part(world: World, retros: Retros, dice: Random) -> bool:
    """One colleague writes a note, votes or adds an action; none of them moves a retro on."""
    willing = [
        (retro, step, person)
        for retro in retros.open()
        if _is_fresh(world, retro.message)
        for step in verbs.STEPS
        if step.name == retro.step
        for person in _taking_part(world, retros, retro, step)
    ]
    if not willing:
        return False
    retro, step, person = dice.choice(willing)
    times = str(retros.parts(retro, step.name)[person.id])
    hand = retros.dice(retro, world.settings.seed, step.name, person.id, times)
    write = retros.writes(retro, step, hand)
    await retros.take_part(retro, step, person, write)
    return True


async def one_reply(world: World, leaders: Leaders) -> bool:
    """One owner replies to a fresh question."""
    for spot, person in leaders.questions():
        here = person.id in world.hub.visitors
        if _is_fresh(world, spot.message) and not here and is_free(world, person, spot.message):
            await leaders.reply(spot, person, world.settings.seed)
            return True
    return False


async def _remark(
    world: World, answering: Answering, card: Spot, person: Person, dice: Random
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


def _is_fresh(world: World, message: Message) -> bool:
    """A retro's card is as fresh as its phase."""
    return world.clock.now - (message.edited_at or message.sent_at) < FRESH


def _willing(world: World, answering: Answering, card: Spot) -> list[Person]:
    """Each card has its own few who leave it out; nobody answers for a visitor."""
    share = answering.share(card)
    return [
        person
        for person in answering.unanswered(card)
        if _is_unled(world, person) and Random(f"{card.message.id}/{person.id}").random() < share
    ]


def _taking_part(
    world: World, retros: Retros, retro: OpenRetro, step: verbs.Step
) -> Iterator[Person]:
    """The same few leave out a whole retro; nobody acts for a visitor."""
    done, share = retros.parts(retro, step.name), retros.story(retro).share
    if step.together is not None and done.total() >= step.together:
        return
    for person in retros.people(retro):
        takes_part = Random(f"{retro.message.id}/{person.id}").random() < share
        free = _is_unled(world, person) and is_free(world, person, retro.message)
        if takes_part and done[person.id] < step.each and free:
            yield person


def _is_unled(world: World, person: Person) -> bool:
    """Whom the tour lets a newcomer be leaves everything to them, also before a page is open."""
    led = {world.facts.visitor, *(stop.as_person for stop in world.facts.tour)}
    return person.id not in world.hub.visitors and person.id not in led
