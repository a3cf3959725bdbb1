"""SIGKILL in the middle of a night's audit: it is done from the start, and told once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bench.processes import until
from bench.stage import Size, Stage, staged
from bot.office_import import import_office
from bot.planning import on_import
from bot.system_clock import system_time
from store.clock import ClockStore
from store.migrate import migrate
from store.office.file import read_file
from store.standards.runs import RunStore

SERVE = ("-m", "bench.serve_quick")
SLOW = 400  # milliseconds an answer of Graph: long enough to be killed in between
SOON = 60.0  # seconds for anything that is waited for
NIGHT = datetime(2026, 11, 17, 2, tzinfo=UTC)
OFFICE = """\
center: {{organisation: Contoso, time_zone: UTC, staff: [{staff}]}}
audits: [{{id: nightly, schedule: {{cron: "0 2 * * *"}}}}]
"""


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant of 100 teams whose channels we may not read; one of the staff has added the app."""
    async with staged(Size(400)) as made:
        await made.order("graph", {"denied": ["Channel.ReadBasic.All"]})
        staff = made.facts.people[0]
        await migrate(made.database.url)
        await _clock(made, NIGHT - timedelta(hours=1))
        file = read_file(OFFICE.format(staff=staff.upn).encode(), "office.yaml")
        plan = partial(on_import, made.database, system_time())
        await import_office(made.database, file, on_change=plan)
        server = await made.launched(*SERVE)
        try:
            await made.order("install", {"teams": [], "people": [staff.id]})
            await made.at_rest(SOON)
        finally:
            await server.end()
        yield made


async def _clock(stage: Stage, to: datetime) -> None:
    await ClockStore(stage.database).move(to - system_time())


async def _states(stage: Stage) -> list[tuple[str, int]]:
    """The state of every run and how often it was begun, oldest first."""
    found = await stage.database.all(dict, "SELECT state, attempts FROM audit_runs ORDER BY due_at")
    return [(each["state"], each["attempts"]) for each in found]


async def _reports(stage: Stage) -> int:
    """How many cards about an audit the tenant has got."""
    return sum("audit" in str(each["cards"]) for each in await stage.order("messages"))


async def _killed_while_reading(stage: Stage) -> None:
    """A server begins to read the tenant, and is killed."""
    await stage.order("latency", {"ms": SLOW})
    server = await stage.launched(*SERVE)
    try:
        asked = (await stage.order("graph_counts"))["http_requests"]

        async def reading() -> bool:
            counts = await stage.order("graph_counts")
            return await _states(stage) == [("running", 1)] and counts["http_requests"] > asked

        await until(reading, "The audit did not begin", SOON, 0.02)
    finally:
        await server.kill()
        await stage.order("latency", {"ms": 0})


async def test_an_audit_whose_server_was_killed_is_done_by_the_next_and_told_once(
    stage: Stage,
) -> None:
    await _clock(stage, NIGHT)
    await _killed_while_reading(stage)
    assert await _states(stage) == [("running", 1)], "never shown as done"
    assert await RunStore(stage.database).latest() is None

    server = await stage.launched(*SERVE)
    try:
        await stage.at_rest(SOON)
        assert await _states(stage) == [("done", 2)]
        assert await _reports(stage) == 1
        await _clock(stage, NIGHT + timedelta(days=1))

        async def next_one() -> bool:
            return await _states(stage) == [("done", 2), ("done", 1)]

        await until(next_one, "The next night's audit was not done", SOON)
    finally:
        await server.end()

    kept = await RunStore(stage.database).latest()
    assert kept
    assert kept.findings
    assert not kept.new, "what the interrupted audit found was whole, and nothing twice"
    assert not kept.fixed
