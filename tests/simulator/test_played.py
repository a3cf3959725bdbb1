"""Nobody acts in a visitor's name: neither for whom they were this week, nor for the staff."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import aiohttp
import pytest

from simulator.colleagues.answering import Answering, Wish
from simulator.colleagues.leaders import Leaders, LeadersWish
from simulator.colleagues.live import one_answer, one_part, one_reply
from simulator.colleagues.playing import RetroWish
from simulator.colleagues.retros import Retros
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.test_tour import write
from tests.simulator.tiny_bot import TinyBot, posted
from tests.simulator.toy_digest import ToyDigest
from tests.simulator.toy_retro import ToyRetro

APOLLO, EMBER = channel("PRJ-Apollo", "Status"), channel("PRJ-Ember", "Status")
ADA, KIM, PAT, SAM = (person(name).id for name in ("ada", "kim", "pat", "sam"))
MONDAY = datetime.fromisoformat("2026-11-16T09:40:00-06:00")
DICE = Random(1)  # noqa: S311 - colleagues, not keys


@pytest.fixture
async def week(client: Client, tenant: Tenant, bot: TinyBot) -> Client:
    """It is Monday, and the app is in the teams of Apollo and Ember."""
    await tenant.install(["PRJ-Apollo", "PRJ-Ember"], [ADA, KIM, PAT, SAM])
    bot.heard.clear()
    await at(client, MONDAY)
    return client


async def at(client: Client, when: datetime) -> None:
    await client("POST", "/control/clock", {"now": when.isoformat()})


def acted(bot: TinyBot) -> set[str]:
    """Who pressed or sent anything."""
    return {each["from"]["aadObjectId"] for each in bot.of("invoke")}


@pytest.mark.parametrize("on_the_page", ["words", "a press", "a form"])
async def test_whom_a_visitor_was_does_not_answer_that_week(
    week: Client, tenant: Tenant, bot: TinyBot, on_the_page: str
) -> None:
    made = (await week.post(APOLLO, posted())).body["id"]
    where = {"as": ADA, "conversation": APOLLO, "message": made}
    if on_the_page == "words":
        await write(week, ADA, tenant.world.places.bot_chat(ADA), "check in")
    elif on_the_page == "a press":
        await week("POST", "/chat/press", where | {"action": {"verb": "x"}, "inputs": {}})
    else:
        await week("POST", "/chat/dialog", where | {"data": {"verb": "checkin.submit"}})
    bot.heard.clear()

    await at(week, MONDAY + timedelta(days=1))
    await tenant.answer(Wish(share=1.0, rest=True))
    assert len(acted(bot)) > 3
    assert ADA not in acted(bot)


async def test_who_looked_only_answers_on_the_way_and_whoever_was_played_from_the_next_week_on(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    await week("GET", "/chat/state", **{"as": ADA})
    await week.post(APOLLO, posted())
    await tenant.answer(Wish(share=1.0))
    assert ADA in acted(bot)

    await write(week, ADA, APOLLO, "Good morning")
    await week.post(APOLLO, posted())
    bot.heard.clear()
    await at(week, MONDAY + timedelta(weeks=1))
    await tenant.answer(Wish(share=1.0))
    assert ADA not in acted(bot), "last week's card is the visitor's"
    await week.post(APOLLO, posted())
    await tenant.answer(Wish(share=1.0))
    assert ADA in acted(bot)


async def test_a_card_of_the_week_before_is_the_visitors_too(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    await week.post(APOLLO, posted())
    await at(week, MONDAY + timedelta(weeks=1))
    await write(week, ADA, APOLLO, "Good morning")
    await tenant.answer(Wish(share=1.0))
    assert ADA not in acted(bot)


async def test_what_stands_in_a_chat_is_nobody_elses(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    """Whoever asked for it; and the staff answer nowhere."""
    for who in (PAT, ADA):
        await week.post(tenant.world.places.bot_chat(who), posted())
    await week.post(EMBER, posted())
    answered = await tenant.answer(Wish(share=1.0))
    while await one_answer(tenant.world, Answering(tenant.world, tenant.acts), DICE):
        pass

    assert {each["conversation"] for each in answered} == {EMBER}
    assert acted(bot)
    assert not acted(bot) & {PAT, ADA}


async def test_a_digest_that_somebody_else_asked_for_is_read_by_nobody(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    digest = ToyDigest(week, owner=tenant.world.places.bot_chat(ADA))
    bot.areas.append(digest.answer)
    for who in (SAM, PAT, KIM):
        await digest.send(tenant.world.places.bot_chat(who))
    met = await tenant.leaders(LeadersWish())

    assert [each["person"] for each in met["leaders"]] == [KIM]
    assert not acted(bot) & {SAM, PAT}


async def test_whom_a_visitor_was_neither_decides_nor_replies_that_week(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    leaders = Leaders(tenant.world, tenant.acts, patience=0.05)
    digest = ToyDigest(week, owner=tenant.world.places.bot_chat(ADA))
    bot.areas.append(digest.answer)
    for who in (KIM, ADA):
        await write(week, who, tenant.world.places.bot_chat(who), "help")
    await digest.send(tenant.world.places.bot_chat(KIM))
    await digest.ask("What do you need from me this week?")
    met = await leaders.meet(LeadersWish())

    assert met == {"leaders": [], "replies": []}
    assert not await one_reply(tenant.world, leaders)
    assert acted(bot) == set()


async def test_whom_a_visitor_was_has_no_other_part_in_a_retro(
    week: Client, tenant: Tenant, bot: TinyBot
) -> None:
    retro = ToyRetro(week, APOLLO)
    bot.areas.append(retro.answer)
    await retro.open()
    team = next(each for each in tenant.world.facts.teams if each.name == "PRJ-Apollo")
    for who in team.members:
        await write(week, who, APOLLO, "Good morning")
    await tenant.retro(RetroWish(until="vote"))

    assert not await one_part(tenant.world, Retros(tenant.world, tenant.acts), DICE)
    assert acted(bot) == set()


async def test_whom_a_visitor_was_is_kept(begin: Starts, folder: Path) -> None:
    async with begin(data_dir=folder) as tenant, aiohttp.ClientSession() as session:
        await write(Client(session, tenant.url), ADA, APOLLO, "Good morning")
    async with begin(data_dir=folder) as tenant:
        assert tenant.world.played.since(ADA, tenant.world.clock.now)
