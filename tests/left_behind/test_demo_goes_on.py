"""The data folder of a demo of the version before: the next demo goes on from there."""

import asyncio
import signal
import sys
from pathlib import Path

import psycopg
from aiohttp import ClientSession

from bot.demo.company import until
from bot.demo.stage import FOLDER, TOLD
from bot.demo.tenant import Tenant
from bot.settings import inherited
from store.embedded import EmbeddedServer
from store.migrate import current, newest
from tests.left_behind.before import Before, Row, look, restore, times, unpack
from tests.rehearsal import WAIT, free_port
from tests.stories.people import CEDAR, read

UNDONE = "SELECT task_name FROM procrastinate_jobs WHERE status = 'failed' OR task_name LIKE %s"


async def test_a_demo_goes_on_in_the_folder_of_an_older_one(tmp_path: Path) -> None:
    home, port = tmp_path / FOLDER, free_port()
    before = _left_in(home)
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port)),
        env={**inherited(), "PROCESS_CENTER_DATA_DIR": str(tmp_path)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    assert demo.stdout
    async with asyncio.timeout(2 * WAIT):
        try:
            opened = await demo.stdout.readuntil(b"is open")
            async with ClientSession() as session:
                await _goes_on(Tenant(f"http://127.0.0.1:{port}", session), before)
        finally:
            if demo.returncode is None:
                demo.send_signal(signal.SIGINT)
            ended, _ = await demo.communicate()
    assert b"begins anew" not in opened
    assert b"What you did is kept" in ended
    assert demo.returncode == 0
    assert "failed" not in (home / "log").read_text("utf-8")

    with EmbeddedServer(home / "postgres") as server:
        assert current(server.url) == newest()
        with psycopg.connect(server.url) as connection:
            assert connection.execute(UNDONE, ["show\\_%"]).fetchall() == []


async def _goes_on(tenant: Tenant, before: Before) -> None:
    """What was on its way arrives once, a card that was behind is current, and people answer."""
    now = (await tenant.state())["now"]
    assert now[:10] == before.left_at.date().isoformat(), "no time passed"
    on_its_way = [
        each for each in before.unsettled if each["state"] == "queued" and not each["waits"]
    ]
    assert on_its_way
    (reply,) = [each for each in before.behind if each["kind"] == "question"]

    async def all_there() -> bool:
        messages = await _messages(tenant)
        (card,) = [each["cards"] for each in messages if each["id"] == reply["activity_id"]]
        shown = before.says()[reply["thing"]] in read(*card)
        return shown and all(times(messages, each) for each in on_its_way)

    await until(all_there, "what the older demo had left was not done")
    messages = await _messages(tenant)
    assert [times(messages, each) for each in on_its_way] == [1] * len(on_its_way)
    told = await tenant.order("answer", {"conversation": CEDAR, "count": 1})
    assert [each["result"]["kind"] for each in told["answered"]] == ["message"]


async def _messages(tenant: Tenant) -> list[Row]:
    found: list[Row] = await tenant.order("messages")
    return found


def _left_in(home: Path) -> Before:
    """The folder as the demo of the version before left it; its server's files are made anew."""
    home.mkdir()
    unpack(home)
    with EmbeddedServer(home / "postgres") as server:
        restore(home, server.url)
        before = look(home, server.url)
    (home / TOLD).touch()
    return before
