"""Several processes that read at once stay together below the limits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.system_clock import system_time
from core.errors import NotRead, StoreAway
from core.facts import Gap
from core.slate import Held
from graph.wire import requests
from graph.wire.asks import Ask, Kind
from graph.wire.batch import read_many
from graph.wire.book import AHEAD, Book
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.quotas import IDENTITY_UNITS, RATES, Bucket
from graph.wire.reasons import BUSY
from simulator.app import start
from simulator.settings import Settings
from store.clock import ClockStore
from store.database import Database
from store.slate import SlateStore
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, refusal
from tests.graph.test_pacing import asks, most_in_a_second
from tests.graph.watch import Watch

TOKEN = "secret-token"  # noqa: S105 it opens nothing but the simulated tenant


class Wall:
    """A slate in memory, by a watch."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.text = ""
        self.away = False

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Held]:
        """In turn, as nothing is awaited meanwhile."""
        if self.away:
            raise StoreAway("away")
        held = Held(self.text, self.watch.now)
        yield held
        self.text = held.text


class Far(Wall):
    """One that is slow: what it says of the time is old when it is heard."""

    def __init__(self, watch: Watch, delays: list[float]) -> None:
        super().__init__(watch)
        self.delays = iter(delays)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Held]:
        """Read, and heard so much later."""
        async with super().held() as held:
            await self.watch.sleep(next(self.delays, 0.0))
            yield held


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([0.0, 0.02, 0.1, 0.3]), min_size=40, max_size=200))
async def test_a_time_that_is_heard_late_lets_nobody_leave_too_early(delays: list[float]) -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep, Far(watch, [0.0, *delays]))
    seen = []
    for number in range(100):
        leave = await pacer.leave(asks(Kind.TEAM, str(number)))
        assert leave
        seen.append(watch.now)
        await pacer.answered(leave)
    assert most_in_a_second(seen) <= RATES[Bucket.TEAM].most


async def test_a_busy_team_keeps_nobody_waiting_who_asks_another() -> None:
    watch = Watch()

    async def sleep(seconds: float) -> None:
        for _ in range(200):  # whoever can leave does
            await asyncio.sleep(0)
        watch.now += seconds

    pacer = Pacer(watch, sleep)
    left: list[tuple[str, float]] = []

    async def ask(team: str) -> None:
        leave = await pacer.leave(asks(Kind.TEAM, team))
        assert leave
        left.append((team, watch.now))
        await pacer.answered(leave)

    await asyncio.gather(*(ask("busy") for _ in range(6)), *(ask(f"calm-{n}") for n in range(9)))
    assert max(at for team, at in left if team != "busy") == 0
    assert len([at for team, at in left if team == "busy" and at == 0]) == 4


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 15)), min_size=30, max_size=60))
async def test_no_second_sees_more_than_the_row_allows_whoever_asks(
    asked: list[tuple[int, int]],
) -> None:
    watch = Watch()
    wall = Wall(watch)
    pacers = [Pacer(watch, watch.sleep, wall) for _ in range(3)]
    seen: list[float] = []

    for number, (who, questions) in enumerate(asked):
        together = asks(Kind.TEAM, *(f"{number}-{n}" for n in range(questions)))
        leave = await pacers[who].leave(together)
        assert leave
        seen += [watch.now] * questions
        await pacers[who].answered(leave)

    assert most_in_a_second(seen) <= 30
    assert watch.now < len(seen) / 30 * 2 + 1


async def test_what_one_is_told_holds_for_all_and_what_entra_gives_is_for_all_together() -> None:
    watch = Watch()
    wall = Wall(watch)
    one, other = Pacer(watch, watch.sleep, wall), Pacer(watch, watch.sleep, wall)

    await one.close(Bucket.CHANNELS, 120)
    assert await other.leave(asks(Kind.CHANNELS, "apollo")) is None
    with pytest.raises(NotRead, match="asked us to wait"):
        await other.opened(Bucket.CHANNELS, 60)
    await other.opened(Bucket.CHANNELS, 120)
    assert watch.now == 120

    for number in range(200):
        await (one, other)[number % 2].leave(asks(Kind.GROUP_MEMBERS, *map(str, range(20))))
    assert watch.now >= 120 + (200 * 40 - IDENTITY_UNITS) / 315 - 1


async def test_what_one_is_told_in_a_batch_the_other_does_not_ask(graph: Graph) -> None:
    watch = Watch()
    wall = Wall(watch)
    graph.on("/users/ada", refusal(429, Retry_After="120"))
    graph.on("/users/bob", Reply({"id": "bob", "displayName": "Bob"}))

    async with AsyncExitStack() as stack:
        one, other = [
            await stack.enter_async_context(
                GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep, wall))
            )
            for _ in range(2)
        ]
        first = await read_many(one, [Ask(Kind.USER, "/users/ada")])
        second = await read_many(other, [Ask(Kind.USER, "/users/bob")])

    assert first == second == [Gap(BUSY)]
    assert graph.times("/users/bob") == 0


async def test_while_the_slate_is_away_a_process_goes_by_itself() -> None:
    watch = Watch()
    wall = Wall(watch)
    wall.away = True
    pacer = Pacer(watch, watch.sleep, wall)

    for number in range(4):
        assert await pacer.leave(asks(Kind.TEAM, *(f"{number}-{n}" for n in range(15))))

    assert 1 < watch.now < 2


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
async def test_a_clock_that_jumps_stops_nobody(jump: float) -> None:
    watch = Watch(now=10_000)
    wall = Wall(watch)
    pacer = Pacer(watch, watch.sleep, wall)
    await pacer.leave(asks(Kind.TEAM, *map(str, range(30))))
    await pacer.leave(asks(Kind.GROUP_MEMBERS, *map(str, range(20))))
    await pacer.close(Bucket.CHANNELS, 50)

    watch.now = jumped = watch.now + jump
    await pacer.opened(Bucket.CHANNELS, 1)
    assert await pacer.leave(asks(Kind.TEAM, *map(str, range(30))))
    assert await pacer.leave(asks(Kind.GROUP_MEMBERS, *map(str, range(20))))
    assert watch.now <= jumped + AHEAD


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"left": 5}', '{"left": [[1]]}', "7"])
def test_a_book_that_another_version_wrote_is_begun_anew(text: str) -> None:
    assert Book.read(text) == Book()


def test_a_book_is_read_as_it_was_written() -> None:
    book = Book()
    book.depart("a", asks(Kind.TEAM, "apollo", "apollo"), 5.0)
    book.depart("b", asks(Kind.GROUP_MEMBERS, "apollo"), 5.0)
    book.arrived("a", 0.25)
    book.close(Bucket.CHANNELS, 60, 5.0)

    assert Book.read(book.written()) == book


async def test_what_stands_on_a_slate_is_changed_by_one_at_a_time(database_url: str) -> None:
    async with Database(database_url) as one, Database(database_url) as two:
        slates = [SlateStore(one, "graph"), SlateStore(two, "graph"), SlateStore(two, "other")]

        async def count(slate: SlateStore) -> None:
            for _ in range(20):
                async with slate.held() as held:
                    held.text = str(int(held.text or 0) + 1)

        await asyncio.gather(*(count(each) for each in slates))

        with pytest.raises(ZeroDivisionError):
            async with slates[0].held() as held:
                held.text = str(1 / 0)
        async with slates[0].held() as graph, slates[2].held() as other:
            assert (graph.text, other.text) == ("40", "20")
            assert other.now >= graph.now > 1e9


async def test_two_workers_that_read_a_tenant_at_once_are_not_refused(database_url: str) -> None:
    """Each alone leaves with thirty at once, which is all that a second may see."""
    async with AsyncExitStack() as stack:
        wanted = Settings(bot_url="http://127.0.0.1:9/", app_id="app", token=TOKEN)
        tenant = await stack.enter_async_context(start(wanted))
        ids = [team.id for team in tenant.world.facts.teams][:20]
        clients = []
        for _ in range(2):
            database = await stack.enter_async_context(Database(database_url))
            pacer = Pacer(slate=SlateStore(database, "graph"))
            client = GraphClient(f"{tenant.url}/graph/v1.0", token, pacer=pacer)
            clients.append(await stack.enter_async_context(client))

        questions = [Ask(Kind.TEAM, f"/teams/{id_}", id_) for id_ in ids]
        answers = await asyncio.gather(*(read_many(each, questions) for each in clients))

        assert [len(each) for each in answers] == [20, 20]
        assert tenant.graph_counts()["throttled"] == 0
        assert tenant.graph_counts()["questions"] == 40


async def test_who_lets_days_go_by_waits_for_no_report_of_the_days_before(
    database_url: str,
) -> None:
    """A rehearsal has its nights in seconds; fourteen reports in ten minutes are one a night."""
    async with AsyncExitStack() as stack:
        wanted = Settings(bot_url="http://127.0.0.1:9/", app_id="app", token=TOKEN)
        tenant = await stack.enter_async_context(start(wanted))
        database = await stack.enter_async_context(Database(database_url))
        pacer = Pacer(slate=SlateStore(database, "graph"))
        made = GraphClient(f"{tenant.url}/graph/v1.0", token, pacer=pacer)
        client = await stack.enter_async_context(made)

        lines: list[str] = []
        for night in range(RATES[Bucket.REPORTS].most + 1):
            ahead = timedelta(days=night)
            tenant.set_clock(system_time() + ahead)
            await ClockStore(database).move(ahead)
            async with asyncio.timeout(60):
                await client.read_file(requests.activity(client.sdk), lines.append)

        assert tenant.graph_counts()["throttled"] == 0
