"""The audit of every night: done and told once by any number of servers, or said not to be done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.system_clock import system_time
from jobs.sweeps import begin_and_end, settle
from simulator.faults import Fault, FaultKind
from store.clock import ClockStore
from tests.rehearsal import Rehearsal
from tests.stories.people import MONDAY, Person, read

NIGHT = MONDAY.replace(hour=2) + timedelta(days=1)
STAFF = "pat@contoso.example"
YUKI = "yuki.tanabe@contoso.example"


@pytest.fixture
async def pat(center: Rehearsal) -> Person:
    """One of the staff, who has added the app; so has somebody who is not of the staff."""
    await center.tenant.install([], [STAFF, "noor.haddad@contoso.example"])
    await center.settled()
    return Person(center, "pat")


def reports(center: Rehearsal, person: Person) -> list[str]:
    """What somebody heard of audits, cards and single lines, oldest first."""
    texts = [read(*each["cards"]) or each["content"]["text"] for each in messages(center, person)]
    return [text for text in texts if "audit" in text and "Your check-ins" not in text]


def messages(center: Rehearsal, person: Person) -> list[dict[str, Any]]:
    """All that came to somebody, oldest first."""
    return [dict(each) for each in center.tenant.messages(person.chat)]


async def runs(center: Rehearsal) -> list[dict[str, Any]]:
    """Every run, oldest first."""
    return await center.database.all(
        dict,
        "SELECT id, audit, state, reason, attempts, teams FROM audit_runs ORDER BY due_at",
    )


async def night(center: Rehearsal, nights: int, *servers: Rehearsal) -> None:
    """It is two o'clock, and these servers look at once, each of them several times."""
    now = NIGHT + timedelta(days=nights)
    await ClockStore(center.database).move(now - system_time())
    center.tenant.set_clock(now)
    async with asyncio.TaskGroup() as group:
        for server in servers * 3:
            group.create_task(begin_and_end.run(server.ports))
    await center.settled()


@asynccontextmanager
async def sweeping(center: Rehearsal) -> AsyncIterator[None]:
    """Judge what is unclear again and again meanwhile, as every server does."""

    async def sweeps() -> None:
        while True:
            await settle.run(center.ports)
            await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(sweeps())
        yield
        task.cancel()


async def test_two_servers_audit_each_night_once_and_tell_each_of_the_staff_once(
    center: Rehearsal, other: Rehearsal, pat: Person, noor: Person
) -> None:
    for nights in range(3):
        await night(center, nights, center, other)

    done = await runs(center)
    assert [(each["audit"], each["state"], each["attempts"]) for each in done] == [
        ("nightly", "done", 1)
    ] * 3
    assert {each["teams"] for each in done} == {24}
    told = reports(center, pat)
    assert len(told) == 1, "the other nights had nothing new"
    assert told[0].startswith("Contoso · nightly audit · ")
    assert reports(center, noor) == []
    first = await center.ports.standards.runs.get(done[0]["id"])
    last = await center.ports.standards.runs.get(done[2]["id"])
    assert first
    assert last
    assert first.findings
    assert not last.new
    assert not last.fixed


async def test_who_adds_the_app_later_gets_the_newest_report_and_those_from_then_on(
    center: Rehearsal, pat: Person
) -> None:
    yuki = Person(center, "yuki.tanabe")
    for nights in range(2):
        await night(center, nights, center)
    await center.tenant.install([], [YUKI])
    await night(center, 2, center)

    assert len(reports(center, pat)) == 1
    (newest,) = reports(center, yuki)
    assert "Wed 18 Nov" in newest, "that of the first night was replaced while it waited"


async def test_while_graph_refuses_us_nothing_is_reported_as_met(
    center: Rehearsal, pat: Person
) -> None:
    center.tenant.deny("GroupMember.Read.All")
    await night(center, 0, center)

    (given_up,) = await runs(center)
    assert (given_up["state"], given_up["attempts"]) == ("given_up", 3)
    assert "GroupMember.Read.All" in given_up["reason"]
    (notice,) = reports(center, pat)
    assert "could not be done" in notice
    assert "GroupMember.Read.All" in notice
    assert await center.ports.standards.runs.latest() is None

    center.tenant.deny()
    await night(center, 1, center)
    assert [each["state"] for each in await runs(center)] == ["given_up", "done"]
    assert len(reports(center, pat)) == 2


async def test_a_report_whose_answer_was_lost_is_sent_once_more(
    center: Rehearsal, pat: Person
) -> None:
    """Nobody may look into a chat, so there it may stand twice; it is never missing."""
    center.tenant.fault(Fault(FaultKind.DROP_AFTER, times=1, conversation=pat.chat))
    async with sweeping(center):
        await night(center, 0, center)

    assert len(reports(center, pat)) == 2
    found = await center.database.row(
        "SELECT state, repeats FROM deliveries WHERE key LIKE 'report:%' AND NOT waits_for_address"
    )
    assert found == {"state": "sent", "repeats": 1}
