"""Where something went wrong, people hear that nothing was stored only where that is certain."""

from collections.abc import Awaitable, Callable

import pytest

from bot.chat.dispatch import OOPS, UNSURE, Dispatch
from bot.chat.turn import Reply, Turn
from bot.door.metrics import Metrics
from core.away import AWAY
from core.away import UNSURE as AWAY_JUST_THEN
from core.errors import StoreAway
from core.people.roles import ANYBODY
from store.database import Connection, row
from tests.ground import MONDAY, Ground, inside

__all__ = ["inside"]
Run = Callable[[Ground], Awaitable[object]]
SET = "UPDATE rehearsal_clock SET ahead = '1 day'"
CUT = """
    CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON rehearsal_clock DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cut();
"""


async def breaks() -> None:
    """Whatever nobody thought of."""
    raise ZeroDivisionError


async def reading(ground: Ground) -> None:
    await ground.value("SELECT 1")
    await ground.ports.rehearsal.ahead()
    await breaks()


async def refused(ground: Ground) -> None:
    await ground.database.run("UPDATE rehearsal_clock SET nothing = 1")


async def undone(ground: Ground) -> None:
    async with ground.database.transaction() as connection:
        await connection.execute(SET)
        await breaks()


async def kept_alone(ground: Ground) -> None:
    await ground.database.run(SET)
    await breaks()


async def kept_by_row(ground: Ground) -> None:
    async with ground.database.connection() as connection:
        await row(connection, f"{SET} RETURNING ahead")
    await breaks()


async def kept_whole(ground: Ground) -> None:
    async with ground.database.transaction() as connection:
        await connection.execute(SET)
    await breaks()


async def says(ground: Ground, run: Run) -> str:
    """What somebody hears to a press that does this."""

    async def answer(_: Turn) -> Reply:
        await run(ground)
        return Reply(says="Saved.")

    turn = Turn(ground.ports, MONDAY, "1", "ada", "Ada", "chat", None, None)
    return (await Dispatch(ground.ports, Metrics())._reply(answer, ANYBODY, turn)).says


@pytest.mark.parametrize("run", [reading, refused, undone])
async def test_nothing_was_stored_where_nothing_was(inside: Ground, run: Run) -> None:
    assert await says(inside, run) == OOPS


@pytest.mark.parametrize("run", [kept_alone, kept_by_row, kept_whole])
async def test_where_it_may_have_been_stored_nobody_says_that_it_was_not(
    inside: Ground, run: Run
) -> None:
    assert await says(inside, run) == UNSURE
    assert "Nothing was stored" not in UNSURE


async def in_transaction(connection: Connection) -> None:
    await connection.execute(SET)


async def test_a_connection_that_is_cut_at_the_commit_leaves_it_open(inside: Ground) -> None:
    """It may have been before the commit or after it."""
    await inside.database.run(CUT)

    async def whole(ground: Ground) -> None:
        async with ground.database.transaction() as connection:
            await in_transaction(connection)

    async def alone(ground: Ground) -> None:
        await ground.database.run(SET)

    for run in (whole, alone):
        with pytest.raises(StoreAway) as told:
            await says(inside, run)
        assert told.value.says == AWAY_JUST_THEN
        assert "whether this was stored is not known" in told.value.says


async def test_a_connection_that_is_cut_before_it_stored_nothing(inside: Ground) -> None:
    async def cut(ground: Ground) -> None:
        async with ground.database.transaction() as connection:
            await in_transaction(connection)
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreAway) as told:
        await says(inside, cut)
    assert told.value.says == AWAY
