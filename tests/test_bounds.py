"""Nothing waits without a bound: each is held against a peer that says nothing.

The tests shorten what they wait for; what the bounds are stands in docs/bounds.md, and here it is
compared with the code.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException

from bot.chat.connector import Connector
from bot.clockwork import door, walk
from bot.credentials import FixedToken, Grant, KeptToken
from bot.demo.tenant import Tenant
from bot.doctor import signing_keys
from bot.door.arrivals import Arrivals
from bot.door.figures import Deployment
from bot.door.gate import read_body
from bot.door.gate_errors import KeysAway, Refusal
from bot.door.readiness import Readiness
from bot.door.signing_keys import SigningKeys
from core.errors import Ambiguous, NotRead, SetupError, StoreAway, Transient
from core.posting.addresses import Address
from graph.wire.asks import Ask, Kind
from graph.wire.client import GraphClient
from graph.wire.waiting import Waits
from jobs.retries import Retries
from store.database import Database, within
from store.migrate import migrate
from store.posting.tally import TallyStore
from tests.ground import NOBODY_OUTSIDE
from tests.silent_peer import Peer, peer

__all__ = ["peer"]

PAGE = Path(__file__).parents[1] / "docs" / "bounds.md"
SHORT = 0.1  # seconds, for a test
LATEST = 20.0  # seconds after which a test takes it for a wait without a bound
ROW = re.compile(r"^\| [^|]+ \| (?P<said>[\d.]+) s \| [^|]+ \| `(?P<name>[\w.]+)` \|$", re.M)


async def no_connection(peer: Peer) -> None:
    """Nobody who wants one waits for it longer than for a free one."""
    async with Database(peer.database, wait=SHORT) as database:
        await database.run("SELECT 1")


async def start(peer: Peer) -> None:
    """Not even the first connection comes about."""
    await migrate(peer.database, SHORT)


async def monitoring(peer: Peer) -> None:
    """What cannot be looked at is missing."""
    async with Database(peer.database) as database:
        assert await Readiness(database, SHORT).missing() == ["database"]
        counts = TallyStore(database), Arrivals(database)
        assert await Deployment(database, *counts, [], [], SHORT).figures() is None
        async with within(SHORT):
            await database.run("SELECT 1")


async def goodbye(peer: Peer) -> None:
    """A worker that ends."""
    async with (
        Database(peer.database, wait=SHORT) as database,
        App(connector=PsycopgConnector()).open_async(database.pool) as app,
    ):
        await Retries(app.connector).unregister_worker(1)


async def keys(peer: Peer) -> None:
    """The first fetch."""
    async with ClientSession() as session:
        await SigningKeys(peer.url, session, lambda: 0.0, patience=SHORT).find("any")


async def sign_in(peer: Peer) -> None:
    """Nobody tells whether we may."""

    async def never(fresh: bool) -> Grant:
        async with ClientSession() as session, session.get(peer.url, params={"fresh": str(fresh)}):
            raise AssertionError("it answered")

    await KeptToken(never, patience=SHORT).get()


async def post(peer: Peer) -> None:
    """It may have arrived."""
    async with ClientSession() as session:
        connector = Connector(session, FixedToken("any"), timeout=ClientTimeout(SHORT))
        await connector.send(Address("19:any", peer.url, "28:any", "home"), {"text": "Hello"})


async def graph(peer: Peer) -> None:
    """A read, tried once."""

    async def token() -> str:
        return "any"

    waits = Waits(tries=1, answer=SHORT, connect=SHORT)
    async with GraphClient(f"{peer.url}/v1.0", token, patience=waits) as client:
        await client.read(Ask(Kind.CHANNELS, "/teams/any/channels"))


async def half_a_body(_: Peer) -> None:
    """A client that begins to send, and stops."""

    async def hear(request: web.Request) -> web.Response:
        try:
            await read_body(request.content, request.content_length, SHORT)
        except Refusal as refusal:
            return web.Response(status=refusal.status)
        return web.Response()

    app = web.Application()
    app.router.add_post("/", hear)
    async with TestServer(app, host="127.0.0.1") as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST / HTTP/1.1\r\nHost: any\r\nContent-Length: 9\r\n\r\nhalf")
        assert b" 408 " in await reader.readline()
        writer.close()


async def clock(_: Peer) -> None:
    """Who plays the rehearsal took the wish, and says nothing more."""

    async def stand(*_: object) -> None:
        await asyncio.Event().wait()

    with TemporaryDirectory() as folder:
        async with door.opened(Path(folder), stand):
            await door.asked(Path(folder), datetime(2026, 11, 16, tzinfo=UTC), print, SHORT)


async def wish(_: Peer) -> None:
    """Somebody connects to the door of the clock, and does not say what they wish."""

    async def stand(*_: object) -> None:
        raise AssertionError("it moved")

    with TemporaryDirectory() as folder:
        async with door.opened(Path(folder), stand, SHORT):
            where = (Path(folder) / door.FILE).read_text("utf-8")
            reader, writer = await asyncio.open_unix_connection(where)
            assert await reader.read() == b"", "it hangs up"
            writer.close()


async def due(_: Peer) -> None:
    """What is due at one time is not done."""

    async def never() -> bool:
        return False

    await walk.until(never, "It is not done", SHORT)


async def doctor(peer: Peer) -> None:
    """It tells what does not answer, and goes on."""
    there = NOBODY_OUTSIDE.model_copy(update={"openid_metadata_url": peer.url})
    async with ClientSession() as session:
        assert (await signing_keys(there, session, SHORT)).fine is False


async def order(peer: Peer) -> None:
    """The simulated tenant hangs."""
    async with ClientSession(timeout=ClientTimeout(SHORT)) as session:
        await Tenant(peer.url, session).order("visitors")


SILENT = "tests/store/test_silence.py"
EMBEDDED = "tests/store/test_embedded_trouble.py"
# What is tried here, and how it ends; or the test that holds it where more is needed.
HELD: dict[str, tuple[Callable[[Peer], Awaitable[None]], type[Exception] | None] | str] = {
    "store.bounded.CONNECT": (no_connection, StoreAway),
    "store.database.WAIT": (no_connection, StoreAway),
    "store.bounded.SILENCE": f"{SILENT}::test_a_statement_that_is_not_answered_is_given_up",
    "store.bounded.LONG": f"{SILENT}::test_work_that_may_be_large_is_waited_for_longer",
    "store.migrate.STEP": (start, StoreAway),
    "store.bounded.CANCEL": f"{SILENT}::test_who_has_less_time_than_a_statement_hears_it_in_time",
    "store.bounded.LISTEN": f"{SILENT}::test_a_listener_looks_for_its_server",
    "store.bounded.STRANDED": f"{SILENT}::test_the_server_lets_go_of_what_a_silent_client_holds",
    "jobs.retries.WRITE": f"{SILENT}::test_a_worker_goes_on_when_the_server_speaks_again",
    "store.embedded.PATIENCE": f"{EMBEDDED}::test_who_starts_waits_for_another_only_so_long",
    "store.embedded_process.START": "",
    "store.embedded_keeper.PATIENCE": "",
    "bot.runtime.KEEP_UP": f"{EMBEDDED}::test_a_server_that_died_is_started_again_by_who_uses_it",
    "store.backups.programs.QUIET": f"{SILENT}::test_a_program_that_says_nothing_is_ended",
    "bot.door.gate.SLOW": (half_a_body, None),
    "bot.door.web.WAIT": "tests/stories/test_database_silent.py::"
    "test_what_comes_meanwhile_is_answered_with_503_and_taken_when_it_speaks_again",
    "bot.door.readiness.LOOK": (monitoring, StoreAway),
    "bot.app.LAST": "",
    "bot.app.IDLE": "",  # aiohttp's own
    "bot.clockwork.door.STEP": (clock, SetupError),
    "bot.clockwork.door.WISH": (wish, None),
    "bot.cli.kit.waiting.STILL": "tests/jobs/test_workers.py::"
    "test_who_waits_for_cards_that_do_not_arrive_is_told_how_many",
    "bot.clockwork.walk.PATIENCE": (due, SetupError),
    "bot.door.signing_keys.PATIENCE": (keys, KeysAway),
    "bot.credentials.PATIENCE": (sign_in, Transient),
    "bot.chat.connector.TIMEOUT.total": (post, Ambiguous),
    "bot.chat.connector.TIMEOUT.connect": "tests/bot/test_connector.py::"
    "test_silence_ends_in_a_timeout",
    "graph.wire.waiting.MINUTE": "tests/graph/test_read_again.py::"
    "test_a_minute_lies_between_where_nobody_waits",
    "graph.wire.waiting.Waits.answer": (graph, NotRead),
    "graph.wire.waiting.Waits.connect": (graph, NotRead),
    "graph.wire.waiting.Waits.longest": "tests/graph/test_client.py::"
    "test_an_audit_of_all_teams_waits_as_long_as_it_is_told_and_that_of_one_says_why_not",
    "graph.wire.files.LONGEST": "tests/graph/test_activity_report.py::"
    "test_a_file_that_drips_is_not_waited_for",
    "graph.wire.pacer.PATIENCE": "tests/graph/test_shared_pace.py::"
    "test_while_the_slate_is_away_a_process_goes_by_itself",
    "bot.cli.kit.files.PATIENCE": "tests/cli/test_output_files.py::"
    "test_a_pipe_from_which_nobody_reads_is_told",
    "bot.doctor.PATIENCE": (doctor, None),
    "bot.way_in.PATIENCE": "tests/bot/test_way_in.py::test_silence_ends_in_a_sentence",
    "jobs.engine.GRACE": "tests/stories/test_database_silent.py::"
    "test_it_ends_when_it_is_told_to_though_the_database_says_nothing",
    "bot.runtime.PATIENCE": "tests/cli/test_silence.py::"
    "test_a_server_ends_in_order_though_its_database_says_nothing",
    "jobs.retries.GOODBYE": (goodbye, ConnectorException),
    "bot.app.HANG_UP": "tests/cli/test_silence.py::"
    "test_a_server_ends_in_order_though_its_database_says_nothing",
    "store.database.CLOSE": (no_connection, StoreAway),
    "bot.demo.stage.BROWSER": f"{SILENT}::test_what_blocks_a_thread_holds_up_nobody_who_has_to_end",
    "bot.demo.tenant.START": "",
    "bot.demo.tenant.ORDER": (order, TimeoutError),
    "bot.demo.tenant.END": "",
}


def test_the_page_has_every_bound_and_each_is_the_one_of_the_code() -> None:
    said = {each["name"]: float(each["said"]) for each in ROW.finditer(PAGE.read_text("utf-8"))}
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]

    assert len(said) == len([line for line in rows if "constant" not in line])
    assert said == {name: value(name) for name in HELD}


def value(name: str) -> float:
    """Of a constant, or of a field by its default."""
    where, _, last = name.rpartition(".")
    found = resolve_name(where)
    return float(getattr(found() if isinstance(found, type) else found, last))


@pytest.mark.parametrize(("act", "ends"), [how for how in HELD.values() if isinstance(how, tuple)])
async def test_a_peer_that_says_nothing_is_given_up(
    peer: Peer, act: Callable[[Peer], Awaitable[None]], ends: type[Exception] | None
) -> None:
    with pytest.raises(ends) if ends else nullcontext():
        async with asyncio.timeout(LATEST):
            await act(peer)


@pytest.mark.parametrize("where", [how for how in HELD.values() if isinstance(how, str) and how])
def test_what_is_held_elsewhere_is_held_there(where: str) -> None:
    file, _, test = where.partition("::")
    assert f"def {test}(" in (PAGE.parents[1] / file).read_text("utf-8")
