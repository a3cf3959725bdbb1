"""A press writes rows of its own alone: it gets by while everything that is there is held."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.pressing.forms import Kept
from core.retros.model import Phase
from tests.ground import MONDAY, Ground, answer
from tests.store.retros import FRIDAY, TODAY, begin, ids, until, write

STUCK = 20  # seconds: a press that waits for a row waits for ever


@asynccontextmanager
async def everything_held(inside: Ground) -> AsyncIterator[None]:
    """Another transaction reads every row and lets nobody change one, until this is left."""
    tables = await inside.database.all(
        dict, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    async with inside.database.transaction() as connection:
        for each in tables:
            held = f'SELECT FROM "{each["name"]}" FOR SHARE'
            await connection.execute(held.encode())
        async with asyncio.timeout(STUCK):
            yield


async def test_a_first_answer_and_a_repeated_one(inside: Ground) -> None:
    opened, answers = await inside.open(), inside.ports.checkins.answers
    async with everything_held(inside):
        kept = await answers.keep(opened.round_id, "ada", "n1", answer(), "Saved.", MONDAY)
        assert await answers.repeat_last(opened.round_id, "kim", answer("red", "Late"), MONDAY)

    assert kept == Kept("Saved.", new=True)


async def test_a_note_a_ballot_and_an_action(inside: Ground) -> None:
    retro, retros = (await begin(inside)).retro_id, inside.ports.retros.retros
    first, second = (await write(inside, retro, "a", "b"))[:2]
    async with everything_held(inside):
        assert (await retros.add_note(retro, "n1", "start", "c")).new
    await until(inside, retro, Phase.VOTE)
    assert len(await ids(inside, retro)) == 3
    async with everything_held(inside):
        for who in ("ada", "grace"):
            kept = await retros.vote(retro, who, f"{who}1", [first, second], {first: 1, second: 2})
            assert kept.new
    await retros.move_on(retro, Phase.VOTE, FRIDAY)
    async with everything_held(inside):
        await retros.add_action(retro, "n3", "Ask", None, TODAY, TODAY)


async def test_what_holds_everything_does_stop_who_changes_what_is_there(inside: Ground) -> None:
    opened = await inside.open()
    with pytest.raises(TimeoutError):
        async with everything_held(inside), asyncio.timeout(0.5):
            await inside.database.run(
                "UPDATE rounds SET late = late WHERE id = %(id)s", {"id": opened.round_id}
            )
