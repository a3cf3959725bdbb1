"""What happened is still there after a restart, and gone with a fresh start."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.tiny_bot import posted

STATUS = channel("PRJ-Apollo", "Status")


async def test_a_second_start_continues_where_the_first_ended(begin: Starts, folder: Path) -> None:
    async with begin(data_dir=folder) as first:
        await busy_day(first)
        before = seen(first)

    async with begin(data_dir=folder) as second:
        assert seen(second) == before
        assert abs(second.world.clock.ahead - timedelta(days=3)) < timedelta(seconds=1)
        await second.install(["PRJ-Apollo"], [])
        async with aiohttp.ClientSession() as session:
            later = await Client(session, second.url).post(STATUS, posted())
        assert int(later.body["id"]) > max(int(each["id"]) for each in before["messages"])


async def test_a_fresh_start_forgets(begin: Starts, folder: Path) -> None:
    async with begin(data_dir=folder) as first:
        told = len(first.messages(STATUS))
        await busy_day(first)

    async with begin(data_dir=folder, fresh=True) as second:
        assert len(second.messages(STATUS)) == told
        assert not second.world.installs.teams
        assert second.world.clock.ahead == timedelta()


async def test_a_clock_set_back_at_the_beginning_takes_the_past_with_it(tenant: Tenant) -> None:
    told = len(tenant.messages())
    earlier = tenant.world.clock.now - timedelta(weeks=2)
    tenant.set_clock(earlier)

    before = tenant.messages()
    assert max(each["sent_at"] for each in before) < earlier.isoformat()
    assert len(before) < told
    assert tenant.world.unread(person("ada").id, STATUS)["unread"] == 0
    await tenant.say(person("ada").id, STATUS, "Good morning")
    tenant.set_clock(earlier - timedelta(weeks=3))
    assert len(tenant.messages()) == len(before) + 1
    tenant.set_clock(earlier + timedelta(weeks=2))
    assert len(tenant.messages()) == told + 1


async def busy_day(tenant: Tenant) -> None:
    await tenant.install(["PRJ-Apollo"], ["pat@contoso.example"])
    await tenant.change_members("PRJ-Apollo", add=[person("pat").id])
    tenant.set_clock(tenant.world.clock.now + timedelta(days=3))
    async with aiohttp.ClientSession() as session:
        client = Client(session, tenant.url)
        made = (await client.post(STATUS, posted("first"))).body["id"]
        path = f"/teams/v3/conversations/{STATUS}/activities/{made}"
        await client("PUT", path, posted("second"))
    await tenant.say(person("ada").id, STATUS, "Good evening")


def seen(tenant: Tenant) -> dict[str, Any]:
    world = tenant.world
    team = next(team for team in world.facts.teams if team.name == "PRJ-Apollo")
    return {
        "messages": tenant.messages(STATUS),
        "installed": (world.installs.teams, world.installs.people),
        "roster": world.directory.rosters[team.id].members,
        "unread": world.unread(person("noor.haddad").id, STATUS),
        "key": world.sign_in.kid,
    }
