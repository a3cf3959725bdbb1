"""The tenant as a process of its own: it says when it is ready, and ends when it is told to."""

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp


async def test_it_says_where_it_listens_and_ends_at_sigterm(folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--app-id", "app", "--token", "t", "--data", str(folder),
        cwd=Path(__file__).parents[2], stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(20):
        word, address = (await process.stdout.readline()).decode().split()
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{address}/chat/events") as stream,
        ):
            await stream.content.readuntil(b"\n\n")
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0

    assert word == "ready"
    assert (folder / "tenant.sqlite").exists()


async def test_attended_it_ends_with_whoever_started_it() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--app-id", "app", "--token", "t", "--attended",
        cwd=Path(__file__).parents[2],
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    async with asyncio.timeout(20):
        assert (await process.stdout.readline()).startswith(b"ready ")
        process.stdin.close()
        assert await process.wait() == 0
