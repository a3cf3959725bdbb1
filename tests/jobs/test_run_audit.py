"""A scheduled audit is done once and reported once, or it says that it could not be done."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.errors import NotFound
from core.facts import Gap
from core.people.rosters import Member
from core.ports import Ports
from core.posting.addresses import Address, Met
from core.standards.model import Audited
from jobs.sweeps import begin_and_end
from jobs.tasks import Later, run_audit
from store.database import Database
from tests.ground import DAY, MONDAY, Ground, ground, member
from tests.jobs.working import Tenant, with_standards
from tests.store.findings import done

NIGHT = MONDAY.replace(hour=8)  # 2:00 in Chicago
OFFICE = """\
center: {organisation: Contoso, time_zone: America/Chicago, staff: [pat@contoso.example]}
audits:
  - {id: nightly, schedule: {cron: "0 2 * * *"}}
"""
WEEKLY = f"""\
{OFFICE}  - {{id: weekly, standards: [every-team], report_to: [kim@contoso.example],
     schedule: {{cron: "0 2 * * TUE"}}}}
"""


@pytest.fixture
def tenant() -> Tenant:
    """A tenant with one team that has one owner."""
    return Tenant()


@pytest.fixture
async def servers(
    database: Database, database_url: str, tenant: Tenant
) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment, whose staff has a chat with us."""
    async with Database(database_url) as another, ground(database) as one, ground(another) as two:
        both = [with_standards(each, tenants=tenant) for each in (one, two)]
        await one.plan(OFFICE, NIGHT - timedelta(hours=1))
        people: dict[str, Member | Gap] = {"pat@contoso.example": member("pat")}
        await one.ports.people.names.resolve(people)
        address = Address("a:pat", "http://127.0.0.1:9/", "28:bot", "home")
        await one.ports.posting.addresses.learn(Met(address, None, "pat"))
        yield both


async def night(servers: list[Ground], when: datetime = NIGHT) -> list[str]:
    """It is that time, and every server looks, several times, all at once; the runs that wait."""
    await servers[0].at(when)
    await asyncio.gather(*(begin_and_end.run(each.ports) for each in servers * 3))
    return [str(each["run_id"]) for each in await servers[0].jobs("run_audit")]


async def work(ports: Ports, run_id: str, times: int = 1) -> None:
    """Do the run's job so many times, as the engine does when it is asked to wait."""
    for _ in range(times):
        try:
            await run_audit.run(ports, run_id)
        except Later:
            continue


async def outcomes(inside: Ground, audit: str = "nightly") -> list[str]:
    """What became of each occurrence of an audit, oldest first."""
    found = await inside.database.all(
        dict,
        "SELECT outcome FROM occurrences WHERE schedule = %(schedule)s ORDER BY due_at",
        {"schedule": f"audit:{audit}"},
    )
    return [each["outcome"] for each in found]


async def states(inside: Ground) -> list[tuple[str, int]]:
    """The state of each run, and how often it was begun."""
    found = await inside.database.all(
        dict, "SELECT state, attempts FROM audit_runs ORDER BY due_at, audit"
    )
    return [(each["state"], each["attempts"]) for each in found]


async def told(inside: Ground) -> list[str]:
    """The summary of every message that was queued, oldest first."""
    found = await inside.database.all(dict, "SELECT body FROM deliveries ORDER BY id")
    return [each["body"]["summary"] for each in found]


async def test_an_audit_that_is_due_is_planned_once_by_all_servers(servers: list[Ground]) -> None:
    one, _ = servers
    assert await night(servers, NIGHT - timedelta(minutes=1)) == []

    assert len(await night(servers)) == 1
    assert await outcomes(one) == ["opened"]
    assert await states(one) == [("planned", 0)]
    begun = await one.value("SELECT begun_id FROM occurrences")
    assert begun == await one.value("SELECT id FROM audit_runs")


async def test_after_an_outage_only_the_latest_is_done(servers: list[Ground]) -> None:
    one, _ = servers
    assert len(await night(servers, NIGHT + 3 * DAY + timedelta(hours=23))) == 1
    assert await outcomes(one) == ["missed", "missed", "missed", "late"]


async def test_an_audit_waits_until_its_last_run_has_ended(servers: list[Ground]) -> None:
    one, two = servers
    (first,) = await night(servers)
    assert await night(servers, NIGHT + 2 * DAY) == [first]
    assert await outcomes(one) == ["opened"]

    await work(two.ports, first)
    assert len(await night(servers, NIGHT + 2 * DAY + timedelta(hours=1))) == 2
    assert await outcomes(one) == ["opened", "missed", "late"]


async def test_a_run_is_kept_and_reported_to_staff_once_however_often_it_is_worked(
    servers: list[Ground], tenant: Tenant
) -> None:
    one, two = servers
    (run_id,) = await night(servers)
    await asyncio.gather(work(one.ports, run_id), work(two.ports, run_id))
    asked = tenant.asked
    await work(one.ports, run_id)

    kept = await one.ports.standards.runs.get(run_id)
    assert kept
    assert (kept.run.audit, kept.run.whole, kept.run.teams) == ("nightly", True, 1)
    assert set(kept.run.standards) == set(one.ports.standards.standards)
    assert kept.run.started_at - NIGHT < timedelta(minutes=1), "our clock, which is moved"
    assert [state for state, _ in await states(one)] == ["done"]
    assert len(await told(one)) == 1
    assert len(await one.jobs("deliver")) == 1
    assert await one.value("SELECT conversation_id FROM deliveries") == "a:pat"
    assert tenant.asked == asked, "at once both may read; later, it is done"


async def test_a_run_whose_report_was_lost_is_told_without_being_read_again(
    servers: list[Ground], tenant: Tenant
) -> None:
    one, two = servers
    (run_id,) = await night(servers)
    await one.database.run("ALTER TABLE deliveries RENAME TO away")
    with pytest.raises(Exception, match="deliveries"):
        await run_audit.run(one.ports, run_id)
    await one.database.run("ALTER TABLE away RENAME TO deliveries")

    assert await states(one) == [("done", 1)]
    assert await told(one) == []
    await asyncio.gather(*(run_audit.run(each.ports, run_id) for each in servers))
    await work(two.ports, run_id)
    assert await states(one) == [("done", 1)]
    assert tenant.asked == 1
    assert len(await told(one)) == 1


async def test_nobody_waits_for_a_report_that_is_written(servers: list[Ground]) -> None:
    """Another run is kept meanwhile: a long report holds no lock."""
    one, two = servers
    (run_id,) = await night(servers)
    center, waiting = one.ports.standards.runs.center, asyncio.Event()

    class Slow:
        """Looks up the organisation, which is wanted for the report, when it may."""

        def __getattr__(self, name: str) -> object:
            return getattr(one.ports.standards.runs, name)

        async def keep(self, *args: Any) -> Audited:
            kept = await one.ports.standards.runs.keep(*args)
            waiting.set()
            return kept

        async def center(self) -> tuple[str, str]:
            if waiting.is_set():
                await two.ports.standards.runs.keep(done("meanwhile"), [])
            return await center()

    await run_audit.run(with_standards(one, runs=Slow()).ports, run_id)
    assert len(await told(one)) == 1
    assert await one.ports.standards.runs.get("meanwhile")


async def test_who_reads_it_may_be_others_and_may_have_no_chat_with_us(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.plan(WEEKLY, NIGHT - timedelta(hours=1))
    assert await one.value("SELECT count(*) FROM named_people WHERE called LIKE 'kim%%'") == 1
    people: dict[str, Member | Gap] = {"kim@contoso.example": member("kim")}
    await one.ports.people.names.resolve(people)
    runs = await night(servers, NIGHT + DAY)
    for run_id in runs:
        await work(one.ports, run_id)

    assert [state for state, _ in await states(one)] == ["done", "done"]
    narrow = await one.ports.standards.runs.history(9, ["every-team"])
    assert [each.audit for each in narrow] == ["weekly"]
    where = "SELECT array_agg(conversation_id) FROM deliveries"
    assert await one.value(where) == ["a:pat", "person:kim"]


async def test_when_graph_cannot_be_read_it_is_tried_again_and_then_told(
    servers: list[Ground], tenant: Tenant
) -> None:
    one, _ = servers
    tenant.what = "the sign-in was refused by Microsoft Graph; check the app id"
    (run_id,) = await night(servers)
    with pytest.raises(Later) as later:
        await run_audit.run(one.ports, run_id)
    assert later.value.delay == one.ports.posting.patience.repeat.total_seconds()
    assert await told(one) == []

    await work(one.ports, run_id, times=4)
    assert await states(one) == [("given_up", 3)]
    assert tenant.asked == 3
    assert await told(one) == [
        "Contoso · nightly audit could not be done. The sign-in was refused by Microsoft Graph; "
        "check the app id. The next one is due Tue 17 Nov, 2:00."
    ]
    assert await one.value("SELECT reason FROM audit_runs") == tenant.what
    assert await one.ports.standards.runs.get(run_id) is None
    assert await one.ports.standards.runs.history(9) == []


async def test_a_run_that_never_comes_to_its_end_is_given_up(
    servers: list[Ground], tenant: Tenant
) -> None:
    one, _ = servers
    (run_id,) = await night(servers)
    for _ in range(3):
        await one.ports.standards.audits.started(run_id)  # and the process dies
    await work(one.ports, run_id)

    assert await states(one) == [("given_up", 4)]
    assert tenant.asked == 0
    (says,) = await told(one)
    assert "begun three times" in says


async def test_a_standard_that_is_gone_is_named(servers: list[Ground]) -> None:
    one, _ = servers
    (run_id,) = await night(servers)
    await one.database.run("UPDATE audits SET standards = '{every-team,old-one}'")
    await one.database.run("UPDATE schedules SET next_local = NULL, next_due_at = NULL")
    await work(one.ports, run_id)

    assert await told(one) == [
        "Contoso · nightly audit could not be done. There is no standard old-one any more; "
        "name others in the office file. No other one is planned."
    ]


async def test_without_standards_nothing_is_called_fine(servers: list[Ground]) -> None:
    one, _ = servers
    (run_id,) = await night(servers)
    await work(with_standards(one, standards={}).ports, run_id)

    (says,) = await told(one)
    assert "There are no standards; add them to the content folder." in says
    assert await states(one) == [("given_up", 1)]


async def test_an_audit_that_left_the_office_file_is_not_due(servers: list[Ground]) -> None:
    one, _ = servers
    await one.database.run("DELETE FROM office_items WHERE part = 'audits'")
    await one.plan(OFFICE.partition("audits:")[0])

    assert await night(servers) == []
    assert await one.ports.standards.runs.next_at() is None


async def test_the_same_file_again_keeps_what_is_due(servers: list[Ground]) -> None:
    one, _ = servers
    await one.plan(OFFICE, NIGHT + timedelta(hours=5))

    assert await one.ports.standards.runs.next_at() == NIGHT


async def test_a_run_that_nobody_planned_is_not_there(inside: Ground) -> None:
    with pytest.raises(NotFound):
        await run_audit.run(inside.ports, "nothing")
