"""Graph answers what check-ins read, in the shape that Microsoft publishes."""

import json

import pytest

from simulator.tenant import Tenant
from tests.simulator.conftest import Client, channel, person
from tests.simulator.published import check
from tests.simulator.tiny_bot import posted

GRAPH = "/graph/v1.0"


def team_id(tenant: Tenant, name: str) -> str:
    return next(team.id for team in tenant.world.facts.teams if team.name == name)


@pytest.fixture
def team(tenant: Tenant) -> str:
    return f"{GRAPH}/teams/{team_id(tenant, 'PRJ-Apollo')}"


async def test_answers_have_the_published_shape(client: Client, team: str, apollo: str) -> None:
    await client.post(apollo, posted())
    group = team.replace("/teams/", "/groups/")
    shapes = {
        f"{GRAPH}/users": "userCollectionResponse",
        f"{GRAPH}/users/ada@contoso.example": "user",
        f"{GRAPH}/groups": "groupCollectionResponse",
        group: "group",
        team: "team",
        f"{team}/channels": "channelCollectionResponse",
        f"{team}/channels/{apollo}": "channel",
        f"{team}/members": "conversationMemberCollectionResponse",
        f"{team}/channels/{apollo}/members": "conversationMemberCollectionResponse",
        f"{team}/channels/{apollo}/messages": "chatMessageCollectionResponse",
    }
    for path, kind in shapes.items():
        answer = await client("GET", path)
        assert answer.status == 200, path
        check(answer.body, kind)


async def test_a_person_is_found_by_id_and_by_principal_name(client: Client) -> None:
    ada = person("ada")
    by_id = await client("GET", f"{GRAPH}/users/{ada.id}")
    by_name = await client("GET", f"{GRAPH}/users/{ada.upn}", **{"$select": "id,department"})

    assert by_id.body["displayName"] == "Ada Okonkwo"
    assert "department" not in by_id.body
    del by_name.body["@odata.context"]
    assert by_name.body == {"id": ada.id, "department": "Product"}


async def test_paths_do_not_care_for_capitals(
    client: Client, tenant: Tenant, team: str, apollo: str
) -> None:
    ada, id_ = person("ada"), team_id(tenant, "PRJ-Apollo")
    capitals = team.replace(id_, id_.upper())
    group = capitals.replace("/teams/", "/Groups/")

    for path in (f"{GRAPH}/users/{ada.id.upper()}", f"{GRAPH}/Users/{ada.upn.upper()}"):
        assert (await client("GET", path)).body["id"] == ada.id
    for path in (capitals, group):
        assert (await client("GET", path)).body["id"] == id_
    for path in (f"{group}/members", f"{capitals}/channels", f"{capitals}/channels/{apollo}"):
        assert (await client("GET", path)).status == 200


async def test_what_is_not_there_is_refused_in_graphs_words(client: Client, team: str) -> None:
    nobody = await client("GET", f"{GRAPH}/users/nobody@contoso.example")
    lost = await client("GET", f"{team}/channels/19:none@thread.tacv2")
    odd = await client("GET", f"{GRAPH}/users", **{"$filter": "surname gt 'x'"})

    assert (nobody.status, nobody.code) == (404, "Request_ResourceNotFound")
    assert (lost.status, lost.code) == (404, "NotFound")
    assert (odd.status, odd.code) == (400, "Request_UnsupportedQuery")
    assert (await client("GET", f"{GRAPH}/planner/plans")).status == 501
    assert (await client("GET", f"{GRAPH}/users", **{"$top": "0"})).status == 400


async def test_pages_lead_through_everything_once(client: Client, tenant: Tenant) -> None:
    """61 twice is all of them: the second page has no link to an empty third."""
    path, query = f"{GRAPH}/users", {"$top": "61", "$select": "id"}
    ids: list[str] = []
    pages = 0
    while True:
        page = await client("GET", path, **query)
        pages += 1
        ids += [each["id"] for each in page.body["value"]]
        if "@odata.nextLink" not in page.body:
            break
        path, query = page.body["@odata.nextLink"].removeprefix(tenant.url), {}

    assert len(ids) == len(set(ids)) == len(tenant.world.facts.people)
    assert pages == 2


async def test_members_and_owners_of_a_group(client: Client, team: str) -> None:
    group = team.replace("/teams/", "/groups/")
    owners = await client("GET", f"{group}/owners")
    members = await client("GET", f"{group}/members")

    assert [each["displayName"] for each in owners.body["value"]] == [
        "Ada Okonkwo",
        "Anil Deshpande",
    ]
    assert len(members.body["value"]) == 7


async def test_a_private_channel_has_its_own_members(client: Client, team: str) -> None:
    steering = channel("PRJ-Apollo", "Steering")
    members = await client("GET", f"{team}/channels/{steering}/members")

    roles = {each["displayName"]: each["roles"] for each in members.body["value"]}
    assert roles["Ada Okonkwo"] == ["owner"]
    assert roles["Kim Halvorsen"] == []
    assert len(roles) == 4


async def test_a_posted_card_is_found_in_the_channel_as_a_string(
    client: Client, team: str, apollo: str
) -> None:
    made = await client.post(apollo, posted("Find me"))
    listed = await client("GET", f"{team}/channels/{apollo}/messages", **{"$top": "1"})

    message = listed.body["value"][0]
    card = json.loads(message["attachments"][0]["content"])
    assert (message["id"], card["body"][0]["text"]) == (made.body["id"], "Find me")
    assert message["from"]["application"]["displayName"] == "Process Center"


async def test_messages_need_the_consent_and_the_installation(
    client: Client, tenant: Tenant, team: str, apollo: str
) -> None:
    path = f"{team}/channels/{apollo}/messages"
    await client("POST", "/control/graph", {"channel_messages": False})
    without_consent = await client("GET", path)
    await client("POST", "/control/graph", {"channel_messages": True})
    await tenant.uninstall(["PRJ-Apollo"], [])

    assert (without_consent.status, without_consent.code) == (403, "Forbidden")
    assert (await client("GET", path)).status == 403


async def test_a_batch_answers_each_part_by_itself(client: Client, team: str) -> None:
    wanted = [
        {"id": "1", "method": "GET", "url": "/users/ada@contoso.example?$select=id"},
        {"id": "2", "method": "GET", "url": "/users/nobody@contoso.example"},
        {"id": "3", "method": "GET", "url": team.removeprefix(GRAPH) + "/channels?$top=2"},
    ]
    answer = await client("POST", f"{GRAPH}/$batch", {"requests": wanted})
    parts = {each["id"]: each for each in answer.body["responses"]}

    assert {key: part["status"] for key, part in parts.items()} == {"1": 200, "2": 404, "3": 200}
    assert parts["1"]["body"]["id"] == person("ada").id
    link = parts["3"]["body"]["@odata.nextLink"].removeprefix(client.address)
    assert len((await client("GET", link)).body["value"]) == 2


async def test_a_batch_of_twenty_one_or_with_equal_ids_is_refused(client: Client) -> None:
    part = {"method": "GET", "url": "/users"}
    many = [part | {"id": str(number)} for number in range(21)]
    twice = [part | {"id": "a"}, part | {"id": "A"}]

    for requests in (many, twice, []):
        answer = await client("POST", f"{GRAPH}/$batch", {"requests": requests})
        assert answer.status == 400


async def test_groups_with_teams_are_found_by_filter(client: Client) -> None:
    wanted = "resourceProvisioningOptions/Any(x:x eq 'Team') and startswith(displayName,'PRJ')"
    found = await client("GET", f"{GRAPH}/groups", **{"$filter": wanted})

    assert len(found.body["value"]) == 10
