"""What is not written though it could be, and what must not be taken away again."""

from dataclasses import replace

import pytest

from core.errors import NotRead
from core.standards.changes.model import Thing, Value
from core.standards.changes.ports import Look, MovedOn, NotPermitted, NotWritten
from graph.estate.estate import Estate
from graph.estate.keeping import word
from graph.wire.client import GraphClient
from simulator import look_up
from simulator.estate import Task
from simulator.tenant import Tenant
from tests.graph.estate_cases import (
    APOLLO,
    CASES,
    CEDAR,
    ONE_EACH,
    Case,
    called,
    channel,
    let_read,
    somebody,
)
from tests.graph.server import Graph, many


async def test_a_guest_is_not_made_an_owner(tenant: Tenant, estate: Estate) -> None:
    for role in ("member", ""):
        target = somebody(role, guest=True)
        case = Case(Thing.ROLE, CEDAR if role else APOLLO, role, "owner", target)
        change = case.change(tenant.world)
        now = await estate.look(change)
        assert now.value == role
        with pytest.raises(NotWritten, match="guests are not made owners"):
            await estate.put(change, "owner", now)
    assert not tenant.world.graph.counts.written


async def test_a_guest_who_owned_a_team_is_said_to_be_one(tenant: Tenant, estate: Estate) -> None:
    target = somebody("member", guest=True)
    change = Case(Thing.ROLE, CEDAR, "owner", "member", target).change(tenant.world)
    now = await estate.look(change)
    kept: dict[str, Value] = {"membership": word(now, "membership"), "guest": False}
    with pytest.raises(NotWritten, match="guests are not made owners"):
        await estate.put(change, "owner", Look("member", kept))
    assert not tenant.world.graph.counts.written


async def test_who_owns_a_team_is_read_as_an_audit_reads_it(tenant: Tenant, estate: Estate) -> None:
    team = look_up.team(tenant.world, APOLLO)
    owners = tenant.world.directory.rosters[team.id].owners
    tenant.deny("TeamMember.Read.All", "TeamMember.ReadWrite.All")
    assert await estate.owns(team.id, owners[0].upper())
    gone = owners.pop(0)
    assert not await estate.owns(team.id, gone), "as it is at that moment"
    with pytest.raises(MovedOn):
        await estate.owns("00000000-0000-4000-8000-000000000000", gone)
    tenant.deny("GroupMember.Read.All")
    with pytest.raises(NotRead, match=r"GroupMember\.Read\.All"):
        await estate.owns(team.id, gone)


async def test_somebody_whom_entra_does_not_know_is_not_added(
    tenant: Tenant, estate: Estate
) -> None:
    case = Case(Thing.ROLE, APOLLO, "", "member", lambda *_: "00000000-0000-4000-8000-000000000000")
    change = case.change(tenant.world)
    with pytest.raises(MovedOn, match="nobody in Microsoft Entra"):
        await estate.put(change, "member", await estate.look(change))


@pytest.mark.parametrize(
    ("name", "denied"),
    [
        ("a member who becomes an owner", ["TeamMember.ReadWrite.All"]),
        ("an owner who goes", ["TeamMember.ReadWrite.All"]),
        ("a new member", ["TeamMember.ReadWriteNonOwnerRole.All", "TeamMember.ReadWrite.All"]),
        ("a new channel", ["Channel.Create"]),
        ("a plan", ["Tasks.ReadWrite.All"]),
    ],
)
async def test_what_the_app_does_not_hold_is_named(
    tenant: Tenant, estate: Estate, name: str, denied: list[str]
) -> None:
    case = CASES.get(name, ONE_EACH["plan"])
    change = case.change(tenant.world)
    now = await estate.look(change)
    tenant.deny(*denied)
    with pytest.raises(NotPermitted, match=denied[0]):
        await estate.put(change, case.after, now)


async def test_a_channel_in_which_somebody_posted_is_not_taken_away(
    tenant: Tenant, estate: Estate
) -> None:
    case = Case(Thing.CHANNEL, APOLLO, before=False, after=True, target=lambda *_: "status")
    change = case.change(tenant.world)
    let_read(tenant, APOLLO)
    assert (await estate.look(change)).value is True
    assert await estate.holds_back(change) == "somebody has posted in the channel since"


async def test_where_messages_may_not_be_read_it_cannot_be_told(
    tenant: Tenant, estate: Estate
) -> None:
    case = Case(Thing.CHANNEL, APOLLO, before=False, after=True, target=lambda *_: "status")
    said = await estate.holds_back(case.change(tenant.world))
    assert said.startswith("it cannot be told whether anybody has posted in the channel: ")
    assert said.endswith("needs ChannelMessage.Read.Group")


async def test_a_plan_with_tasks_is_not_taken_away(tenant: Tenant, estate: Estate) -> None:
    change = ONE_EACH["plan"].change(tenant.world)
    await estate.put(change, True, await estate.look(change))
    assert await estate.holds_back(change) == ""
    plan = (await estate.look(change)).kept
    assert isinstance(plan, dict)
    team = called(tenant.world, "PRJ Apollo")
    task = Task("task", str(plan["id"]), "Do it", "2026-01-01T00:00:00Z")
    tenant.world.directory.put(replace(team, tasks=(task,)))

    assert await estate.holds_back(change) == "there are tasks in the plan"


async def test_a_tab_that_goes_takes_none_with_it_that_is_called_the_same(
    tenant: Tenant, estate: Estate
) -> None:
    team = called(tenant.world, APOLLO)
    general = channel(team, "General")
    [page] = [each for each in general.tabs if each.name == "Store page"]
    twin = replace(page, id="twin", url="https://other.example/", content="", entity="")
    channels = [replace(general, tabs=(*general.tabs, twin)), *team.channels[1:]]
    change = CASES["a tab that goes"].change(tenant.world)
    tenant.world.directory.put(replace(team, channels=tuple(channels)))

    await estate.put(change, False, await estate.look(change))

    assert (await estate.look(change)).value is False
    left = channel(called(tenant.world, APOLLO), "General").tabs
    assert [each.id for each in left if each.name == "Store page"] == ["twin"]


@pytest.mark.parametrize("covers", ["All", "None"])
async def test_a_policy_that_is_not_for_chosen_groups_takes_none(
    graph: Graph, client: GraphClient, tenant: Tenant, covers: str
) -> None:
    change = CASES["expiring"].change(tenant.world)
    policy = {"id": "policy", "managedGroupTypes": covers, "groupLifetimeInDays": 365}
    graph.on(f"/groups/{change.team_id}/groupLifecyclePolicies", many())
    graph.on("/groupLifecyclePolicies", many(policy))
    estate = Estate(client)

    with pytest.raises(NotWritten, match="the expiration policy is not for chosen groups"):
        await estate.put(change, True, await estate.look(change))
    graph.on("/groupLifecyclePolicies", many())
    with pytest.raises(NotWritten, match="the organisation has no expiration policy"):
        await estate.put(change, True, await estate.look(change))


async def test_a_renewal_is_not_taken_back(tenant: Tenant, estate: Estate) -> None:
    change = CASES["renewed"].change(tenant.world)
    with pytest.raises(NotWritten, match="a renewal cannot be taken back"):
        await estate.put(change, False, await estate.look(change))
