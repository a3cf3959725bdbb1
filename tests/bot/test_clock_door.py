"""Whoever plays a rehearsal is asked to move its clock, and says what happens on the way."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clockwork.door import BUSY, FILE, GONE, Tell, asked, opened
from core.errors import SetupError

TO = datetime(2026, 11, 23, 15, tzinfo=UTC)


async def test_what_happens_on_the_way_is_heard_as_it_comes(tmp_path: Path) -> None:
    async def move(to: datetime, tell: Tell) -> None:
        await tell("the audit runs")
        await tell(f"it is {to:%d %B}")

    heard: list[str] = []
    async with opened(tmp_path, move):
        assert await asked(tmp_path, TO, heard.append)
    assert heard == ["the audit runs", "it is 23 November"]


async def test_where_nobody_plays_it_or_has_died_the_clock_is_ones_own(tmp_path: Path) -> None:
    assert not await asked(tmp_path, TO, print)
    (tmp_path / FILE).write_text(str(tmp_path / "nobody"))
    assert not await asked(tmp_path, TO, print)


async def test_what_stops_the_clock_is_said(tmp_path: Path) -> None:
    async def move(to: datetime, tell: Tell) -> None:
        del to
        await tell("the audit runs")
        raise SetupError("The audit is not done.")

    async with opened(tmp_path, move):
        with pytest.raises(SetupError, match="The audit is not done"):
            await asked(tmp_path, TO, print)


async def test_the_clock_is_moved_by_one_at_a_time(tmp_path: Path) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def move(to: datetime, tell: Tell) -> None:
        del to, tell
        begun.set()
        await go_on.wait()

    async with opened(tmp_path, move):
        first = asyncio.create_task(asked(tmp_path, TO, print))
        await begun.wait()
        with pytest.raises(SetupError, match=BUSY[:20]):
            await asked(tmp_path, TO, print)
        go_on.set()
        assert await first
        assert await asked(tmp_path, TO, print), "afterwards it is free again"


async def test_who_goes_away_half_way_has_the_walk_end_there(tmp_path: Path) -> None:
    ended: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()

    async def move(to: datetime, tell: Tell) -> None:
        del to
        try:
            while True:
                await tell("the audit runs")
                await asyncio.sleep(0)
        except ConnectionError as error:
            ended.set_result(error)
            raise

    def leave(line: str) -> None:
        raise SetupError(f"Enough: {line}.")

    async with opened(tmp_path, move):
        with pytest.raises(SetupError, match="Enough"):
            await asked(tmp_path, TO, leave)
        assert await ended


async def test_a_demo_that_ends_on_the_way_says_so(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def move(to: datetime, tell: Tell) -> None:
        del to
        await tell("the audit runs")
        begun.set()
        raise asyncio.CancelledError

    async with opened(tmp_path, move):
        with pytest.raises(SetupError, match=GONE[:20]):
            await asked(tmp_path, TO, print)
