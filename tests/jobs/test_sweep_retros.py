"""A retro that is due is opened once, and one that nobody moved on makes way for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.people.roles import Role
from core.posting.subjects import Subject
from core.retros.model import Phase
from jobs.sweeps import begin_and_end
from store.database import Database
from tests.ground import CHANNEL, DAY, Ground, ground
from tests.store.cards import arrive, edits
from tests.store.parts import those
from tests.store.retros import FRIDAY, OFFICE, SERIES, notes, write

WEEK = 7 * DAY
EVERY_TWO = SERIES.replace('FRI"', 'FRI", every_weeks: 2')


@pytest.fixture
async def servers(database: Database, database_url: str) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment, which has met its team and planned a retro."""
    async with Database(database_url) as another, ground(database) as one, ground(another) as two:
        await one.plan(OFFICE + SERIES, FRIDAY - DAY)
        await one.meet()
        await one.roster("ada", "grace", "kim")
        yield [one, two]


async def all_sweep(servers: list[Ground]) -> None:
    """Every server looks, several times, all at once."""
    await asyncio.gather(*(begin_and_end.run(each.ports) for each in servers * 3))


async def outcomes(inside: Ground) -> list[str]:
    """What became of each time it was due, oldest first."""
    found = await inside.database.all(
        dict,
        "SELECT outcome FROM occurrences WHERE schedule = 'retro:look-back' ORDER BY due_at",
    )
    return [each["outcome"] for each in found]


async def test_two_servers_open_a_due_retro_exactly_once(servers: list[Ground]) -> None:
    one, _ = servers
    await one.at(FRIDAY - timedelta(minutes=5))
    await all_sweep(servers)
    assert await one.ports.retros.retros.open_retros(None) == []

    await one.at(FRIDAY)
    await all_sweep(servers)
    (retro_id,) = await one.ports.retros.retros.open_retros(["look-back"])
    retro = await one.ports.retros.retros.get(retro_id)
    assert (retro.format.id, retro.votes, retro.opened_at) == ("4ls", 2, FRIDAY)
    assert await those(one, Subject("retro", retro_id), Role.STARTER, "ada", "grace") == []
    assert len(await one.jobs("deliver")) == 1
    assert await outcomes(one) == ["opened"]


async def test_one_that_nobody_moved_on_is_closed_as_it_is_when_the_next_one_comes(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.at(FRIDAY)
    await all_sweep(servers)
    (first,) = await one.ports.retros.retros.open_retros(None)
    await write(one, first, "a", "b")
    await one.ports.retros.retros.move_on(first, Phase.WRITE, FRIDAY)
    card = Subject("retro", first)
    await arrive(one, card)
    await one.forget_jobs()

    await one.at(FRIDAY + WEEK)
    await all_sweep(servers)
    (second,) = await one.ports.retros.retros.open_retros(None)
    retro = await one.ports.retros.retros.get(first)
    assert (retro.phase, retro.closed_at) == (None, FRIDAY + WEEK)
    assert {text: each.votes for text, each in (await notes(one, first)).items()} == {
        "a": 0,
        "b": 0,
    }
    assert await edits(one) == [card], "its card becomes the summary"
    assert (await one.ports.retros.retros.get(second)).number == 2
    assert await outcomes(one) == ["opened", "opened"]


async def test_one_that_was_started_by_hand_makes_way_too(servers: list[Ground]) -> None:
    one, _ = servers
    by_hand = await one.ports.retros.retros.start(CHANNEL, None, "kim", FRIDAY - DAY)
    await one.at(FRIDAY)
    await all_sweep(servers)

    (due,) = await one.ports.retros.retros.open_retros(None)
    assert due != by_hand.retro_id
    assert await one.ports.posting.deliveries.outcomes("retro", [by_hand.retro_id], 3) == {
        "cancelled": 1
    }


async def test_after_an_outage_the_latest_is_opened_late_and_older_ones_are_missed(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.at(FRIDAY + 2 * WEEK + timedelta(hours=3))
    await all_sweep(servers)
    assert await outcomes(one) == ["missed", "missed", "late"]
    assert len(await one.ports.retros.retros.open_retros(None)) == 1


async def test_a_day_late_is_too_late(servers: list[Ground]) -> None:
    one, _ = servers
    await one.at(FRIDAY + DAY)
    await all_sweep(servers)
    assert await outcomes(one) == ["missed"]
    assert await one.ports.retros.retros.open_retros(None) == []


async def test_a_retro_is_held_every_so_many_weeks(servers: list[Ground]) -> None:
    one, _ = servers
    await one.plan(OFFICE + EVERY_TWO, FRIDAY - DAY)
    held = []
    for week in range(5):
        await one.at(FRIDAY + week * WEEK)
        await all_sweep(servers)
        held.append(len(await outcomes(one)))
    assert held == [1, 1, 2, 2, 3]


async def test_a_retro_that_is_taken_out_of_the_office_rests(servers: list[Ground]) -> None:
    one, _ = servers
    moved = OFFICE.replace(CHANNEL, "19:new@thread.tacv2")
    await one.plan(moved + SERIES, FRIDAY - DAY)
    await one.at(FRIDAY)
    await all_sweep(servers)
    assert await one.ports.retros.retros.in_channel("19:new@thread.tacv2")
    assert await one.ports.retros.retros.in_channel(CHANNEL) is None


async def test_50_retros_due_at_once_open_once_each(servers: list[Ground]) -> None:
    one, _ = servers
    line = OFFICE.splitlines(keepends=True)[-1]
    projects = "".join(
        line.replace("id: apollo", f"id: p{n}").replace("19:apollo", f"19:p{n}") for n in range(50)
    )
    series = SERIES.splitlines(keepends=True)[-1]
    due = "".join(
        series.replace("look-back", f"r{n}").replace("apollo", f"p{n}") for n in range(50)
    )
    await one.plan(OFFICE + projects + SERIES + due, FRIDAY - DAY)
    await one.at(FRIDAY)
    await all_sweep(servers)
    assert len(await one.ports.retros.retros.open_retros(None)) == 51
    assert len({str(each) for each in await one.jobs("deliver")}) == 51
