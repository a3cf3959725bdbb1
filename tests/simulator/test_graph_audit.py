"""Graph answers what the audit reads, with what is easily overlooked in it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.facts import Kind, Team, ThingKind
from simulator.generated import generate
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts
from tests.simulator.published import check

GRAPH = "/graph/v1.0"
ALL_KINDS = {"Prefer": "odata.maxpagesize=9, include-unknown-enum-members"}
TEAMS = "resourceProvisioningOptions/Any(x:x eq 'Team')"
OWNERS = "owners($select=id,displayName,userPrincipalName,userType,accountEnabled)"


def named(tenant: Tenant, name: str) -> Team:
    return next(team for team in tenant.world.facts.teams if team.name == name)


@pytest.fixture
async def untidy(begin: Starts) -> AsyncIterator[Tenant]:
    """A generated tenant with every kind of trouble in it."""
    async with begin(facts=generate(60, 200, 3, mess=True)) as tenant:
        yield tenant


@pytest.fixture
async def stranger(untidy: Tenant) -> AsyncIterator[Client]:
    """A client of the untidy tenant."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, untidy.url)


async def test_audit_reads_have_the_published_shape(stranger: Client, untidy: Tenant) -> None:
    odd = next(team.id for team in untidy.world.facts.teams if team.things)
    shapes = {
        "/organization": "organizationCollectionResponse",
        f"/groups?$filter={TEAMS}&$expand={OWNERS}": "groupCollectionResponse",
        f"/groups/{odd}?$expand=members": "group",
        f"/groups/{odd}/members": "directoryObjectCollectionResponse",
        f"/groups/{odd}/owners": "directoryObjectCollectionResponse",
        "/users?$expand=manager&$select=id,accountEnabled": "userCollectionResponse",
        f"/teams/{odd}": "team",
        f"/teams/{odd}?$expand=channels": "team",
        f"/teams/{odd}/channels": "channelCollectionResponse",
    }
    for path, kind in shapes.items():
        answer = await stranger("GET", GRAPH + path)
        assert answer.status == 200, path
        check(answer.body, kind)


async def test_groups_that_carry_no_team_are_there_too(client: Client, tenant: Tenant) -> None:
    everything = await client("GET", f"{GRAPH}/groups")
    teams = await client("GET", f"{GRAPH}/groups", **{"$filter": TEAMS})
    other = tenant.world.facts.groups[0]

    assert (len(everything.body["value"]), len(teams.body["value"])) == (27, 24)
    single = await client("GET", f"{GRAPH}/groups/{other.id}")
    members = await client("GET", f"{GRAPH}/groups/{other.id}/members")
    assert single.body["resourceProvisioningOptions"] == []
    assert {each["id"] for each in members.body["value"]} == set(other.members)
    assert (await client("GET", f"{GRAPH}/teams/{other.id}")).status == 404


async def test_owners_come_with_their_groups_but_never_more_than_twenty(
    stranger: Client, untidy: Tenant
) -> None:
    found = await stranger("GET", f"{GRAPH}/groups?$filter={TEAMS}&$select=id&$expand={OWNERS}")
    crowded = next(team for team in untidy.world.facts.teams if len(team.owners) > 20)
    expanded = {each["id"]: each for each in found.body["value"]}
    all_of_them = await stranger("GET", f"{GRAPH}/groups/{crowded.id}/owners")

    assert len(expanded) == 60
    for team in untidy.world.facts.teams:
        assert expanded[team.id].keys() == {"id", "owners"}
        assert len(expanded[team.id]["owners"]) == min(20, len(team.owners))
    assert expanded[crowded.id]["owners"][0].keys() == {
        "@odata.type", "id", "displayName", "userPrincipalName", "userType", "accountEnabled",
    }  # fmt: skip
    assert {each["id"] for each in all_of_them.body["value"]} == set(crowded.owners)


async def test_expanding_is_refused_where_graph_refuses_it(client: Client) -> None:
    eventual = {"ConsistencyLevel": "eventual"}
    advanced = await client.get(
        f"{GRAPH}/groups", eventual, **{"$expand": "owners", "$count": "true"}
    )
    several = await client("GET", f"{GRAPH}/groups", **{"$expand": "owners,members"})
    unknown = await client("GET", f"{GRAPH}/groups", **{"$expand": "photo"})

    for refused in (advanced, several, unknown):
        assert (refused.status, refused.code) == (400, "Request_UnsupportedQuery")


async def test_unasked_only_the_default_properties_come(client: Client, tenant: Tenant) -> None:
    users = await client("GET", f"{GRAPH}/users")
    groups = await client("GET", f"{GRAPH}/groups", **{"$expand": "owners"})
    iris = named(tenant, "PRJ-Iris")
    members = await client("GET", f"{GRAPH}/groups/{iris.id}/members")

    assert len(users.body["value"][0]) == 11
    assert "accountEnabled" not in users.body["value"][0]
    assert "accountEnabled" not in groups.body["value"][0]["owners"][0]
    assert members.body["value"][0].keys() == users.body["value"][0].keys() | {"@odata.type"}
    assert groups.body["value"][0].keys() >= {"visibility", "createdDateTime", "displayName"}
    assert not groups.body["value"][0].keys() & {"isArchived", "assignedLabels"}


async def test_a_team_has_graphs_settings_and_what_differs_in_it(
    client: Client, tenant: Tenant
) -> None:
    ember, untouched = named(tenant, "PRJ-Ember"), named(tenant, "PRJ Apollo")
    found = (await client("GET", f"{GRAPH}/teams/{ember.id}")).body
    usual = (await client("GET", f"{GRAPH}/teams/{untouched.id}")).body
    wanted = {"$select": "id,isArchived,memberSettings"}
    small = (await client("GET", f"{GRAPH}/teams/{ember.id}", **wanted)).body

    assert found["memberSettings"]["allowDeleteChannels"] is True
    assert found["memberSettings"]["allowAddRemoveApps"] is False
    assert set(usual["memberSettings"].values()) == {True}
    assert len(usual["memberSettings"]) == 6
    assert usual["guestSettings"] == {
        "allowCreateUpdateChannels": False,
        "allowDeleteChannels": False,
    }
    assert usual["funSettings"]["giphyContentRating"] == "moderate"
    assert usual["discoverySettings"] == {"showInTeamsSearchAndSuggestions": True}
    assert usual["messagingSettings"]["allowTeamMentions"] is True
    assert small.keys() == {"@odata.context", "id", "isArchived", "memberSettings"}


async def test_a_shared_channel_is_unknown_unless_it_is_asked_for(
    client: Client, tenant: Tenant
) -> None:
    harbor = named(tenant, "PRJ-Harbor").id
    path = f"/teams/{harbor}/channels"
    plain = await client("GET", GRAPH + path)
    asked = await client.get(GRAPH + path, ALL_KINDS)
    expanded = await client("GET", f"{GRAPH}/teams/{harbor}", **{"$expand": "channels"})
    of_a_part = (await client.batch(path, headers=ALL_KINDS))["0"]["body"]
    of_the_envelope = await client.send(
        "POST",
        f"{GRAPH}/$batch",
        {"requests": [{"id": "a", "method": "GET", "url": path}]},
        ALL_KINDS,
        {},
    )

    def last(body: dict[str, list[dict[str, str]]], name: str = "value") -> str:
        return body[name][-1]["membershipType"]

    assert last(plain.body) == last(expanded.body, "channels") == "unknownFutureValue"
    assert last(asked.body) == last(of_a_part) == "shared"
    assert asked.headers["Preference-Applied"] == "include-unknown-enum-members"
    assert last(of_the_envelope.body["responses"][0]["body"]) == "unknownFutureValue"


async def test_private_channels_of_an_archived_team_are_not_listed(
    stranger: Client, untidy: Tenant
) -> None:
    archived = next(
        team
        for team in untidy.world.facts.teams
        if team.archived and any(each.kind is Kind.PRIVATE for each in team.channels)
    )
    found = await stranger.get(f"{GRAPH}/teams/{archived.id}/channels", ALL_KINDS)

    assert {each["id"] for each in found.body["value"]} == {
        each.id for each in archived.channels if each.kind is not Kind.PRIVATE
    }


async def test_a_group_may_have_no_visibility(client: Client, tenant: Tenant) -> None:
    shown = {}
    for name in ("Sales", "PRJ-Fjord", "PRJ-Apollo"):
        path = f"{GRAPH}/groups/{named(tenant, name).id}"
        shown[name] = (await client("GET", path, **{"$select": "visibility"})).body["visibility"]

    assert shown == {"Sales": None, "PRJ-Fjord": "Public", "PRJ-Apollo": "Private"}


async def test_what_the_app_may_not_see_has_a_type_and_an_id_only(
    client: Client, tenant: Tenant
) -> None:
    security = named(tenant, "IT and Security")
    wanted = {"$select": "id,displayName,accountEnabled"}
    path = f"{GRAPH}/groups/{security.id}/members"
    seen = (await client("GET", path, **wanted)).body["value"]
    tenant.deny("User.Read.All")
    hidden = (await client("GET", path, **wanted)).body["value"]
    owners = await client("GET", f"{GRAPH}/groups", **{"$expand": "owners($select=userType)"})

    things = [each for each in seen if not each["@odata.type"].endswith(".user")]
    assert {each["@odata.type"].rpartition(".")[2] for each in things} == {
        ThingKind.DEVICE,
        ThingKind.SERVICE,
    }
    assert all(each["displayName"] is None for each in things)
    assert [each["id"] for each in hidden] == [each["id"] for each in seen]
    assert {(each["displayName"], each["accountEnabled"]) for each in hidden} == {(None, None)}
    assert owners.body["value"][0]["owners"][0] == {
        "@odata.type": "#microsoft.graph.user",
        "userType": None,
    }


async def test_the_organization_has_a_name(client: Client, tenant: Tenant) -> None:
    found = await client("GET", f"{GRAPH}/organization", **{"$select": "id,displayName"})

    assert found.body["value"] == [{"id": tenant.world.facts.id, "displayName": "Contoso"}]
