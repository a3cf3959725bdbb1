"""What is written of teams, people and channels is so: reads, rosters and the bot show it."""

from pathlib import Path
from typing import Any

import aiohttp

from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts
from tests.simulator.tiny_bot import TinyBot
from tests.simulator.writable import PLAIN, PRIVATE, facts
from tests.simulator.writing import (
    GRAPH,
    MEMBER,
    ROOT,
    events,
    first,
    listed,
    member,
    membership,
    stranger,
    write,
)


async def test_a_team_is_called_something_else(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team = first(estate)
    estate.world.installs.add_team(team.id)
    change = {
        "displayName": "Bridge",
        "description": "Builds the bridge over the river.",
        "classification": "Secret",
        "visibility": "public" if team.visibility == "private" else "private",
        "memberSettings": {"allowDeleteChannels": False},
        "funSettings": {"giphyContentRating": "strict"},
    }
    answered = await write(writer, "PATCH", f"/teams/{team.id}", change)
    now = (await writer("GET", f"{GRAPH}/teams/{team.id}")).body
    group = (await writer("GET", f"{GRAPH}/groups/{team.id}")).body
    details = (await writer("GET", f"/teams/v3/teams/{team.general}")).body
    await estate.heard()

    assert answered.status == 204
    assert [now[name] for name in list(change)[:4]] == list(change.values())[:4]
    assert now["memberSettings"]["allowDeleteChannels"] is False
    assert now["memberSettings"]["allowCreateUpdateChannels"] is True
    assert now["funSettings"]["giphyContentRating"] == "strict"
    assert (group["displayName"], group["visibility"].lower()) == ("Bridge", change["visibility"])
    assert details["name"] == "Bridge"
    assert events(bot) == ["teamRenamed"]


async def test_a_team_is_archived_a_moment_later_and_can_be_read_alone(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team = first(estate)
    estate.world.installs.add_team(team.id)
    answered = await write(writer, "POST", f"/teams/{team.id}/archive", {})
    operation = answered.headers["Location"]
    states = [(await writer("GET", GRAPH + operation)).body["status"] for _ in range(2)]
    refused = await write(writer, "PATCH", f"/teams/{team.id}", {"description": "Closed."})
    added = await write(writer, "POST", f"/teams/{team.id}/members", member(stranger(estate)))
    shut = (await writer("GET", f"{GRAPH}/teams/{team.id}")).body["isArchived"]
    await write(writer, "POST", f"/teams/{team.id}/unarchive")
    seen = [(await writer("GET", f"{GRAPH}/teams/{team.id}")).body["isArchived"] for _ in "ab"]
    await estate.heard()

    assert (answered.status, states) == (202, ["inProgress", "succeeded"])
    assert (refused.status, added.status, shut) == (403, 201, True)
    assert seen == [True, False]
    assert events(bot) == ["teamArchived", "teamMemberAdded", "teamUnarchived"]


async def test_people_come_are_made_owners_and_go(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team, person = first(estate), stranger(estate)
    path = f"/teams/{team.id}/members"
    estate.world.installs.add_team(team.id)
    added = await write(writer, "POST", path, member(person))
    again = await write(writer, "POST", path, member(person))
    one = f"{path}/{await membership(writer, path, person)}"
    roles = [
        (await write(writer, "PATCH", one, {"@odata.type": MEMBER, "roles": each})).body["roles"]
        for each in (["owner"], [])
    ]
    roster = (await writer("GET", f"/teams/v3/conversations/{team.general}/members")).body
    in_group = await listed(writer, f"/groups/{team.id}/members")
    removed = await write(writer, "DELETE", one)
    gone = await write(writer, "GET", one)
    await estate.heard()

    assert (added.status, again.status, added.body["userId"]) == (201, 201, person)
    assert roles == [["owner"], []]
    assert person in {each["aadObjectId"] for each in roster} & {each["id"] for each in in_group}
    assert (removed.status, gone.status) == (204, 404)
    assert events(bot) == ["teamMemberAdded", "teamMemberRemoved"]


async def test_channels_are_made_renamed_and_deleted(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team = first(estate)
    path = f"/teams/{team.id}/channels"
    estate.world.installs.add_team(team.id)
    made = await write(writer, "POST", path, {"displayName": "Risks", "layoutType": "chat"})
    one = f"{path}/{made.body['id']}"
    owner = member(team.owners[0], "owner")
    private = {"displayName": "Pay", "membershipType": "private", "members": [owner]}
    own = await write(writer, "POST", path, private)
    renamed = await write(writer, "PATCH", one, {"displayName": "Risks and issues"})
    names = [each["displayName"] for each in await listed(writer, path)]
    window = (await writer("GET", "/chat/state", **{"as": team.owners[0]})).body["teams"]
    deleted = await write(writer, "DELETE", one)
    after = [each["displayName"] for each in await listed(writer, path)]
    again = await write(writer, "POST", path, {"displayName": "risks and issues"})
    await estate.heard()

    assert (made.status, own.status, renamed.status, deleted.status) == (201, 201, 204, 204)
    assert names[-2:] == ["Risks and issues", "Pay"]
    [shown] = [each["channels"] for each in window if each["id"] == team.id]
    assert [each["name"] for each in shown][-2:] == names[-2:]
    assert "Risks and issues" not in after
    assert (again.status, again.body["error"]["innerError"]["code"]) == (400, "NameAlreadyExists")
    assert events(bot) == ["channelCreated", "channelRenamed", "channelDeleted"]


async def test_open_pages_look_again(writer: Client, estate: Tenant) -> None:
    team = first(estate)
    async with estate.world.hub.listen(team.owners[0]) as page:
        await write(writer, "PATCH", f"/teams/{team.id}", {"displayName": "Bridge"})
        heard = page.events.get_nowait()
    window = (await writer("GET", "/chat/state", **{"as": team.owners[0]})).body["teams"]

    assert heard == ("changed", {})
    assert "Bridge" in {each["name"] for each in window}


async def test_a_private_channel_has_people_of_its_own(writer: Client, estate: Tenant) -> None:
    team = first(estate)
    path = f"/teams/{team.id}/channels/{PRIVATE.id}/members"
    person = next(each for each in team.members if each not in team.owners[:1])
    added = await write(writer, "POST", path, member(person))
    one = f"{path}/{added.body['id']}"
    owns = await write(writer, "PATCH", one, {"@odata.type": MEMBER, "roles": ["owner"]})
    there = {each["userId"]: each["roles"] for each in await listed(writer, path)}
    twice = await write(writer, "POST", path, member(person))
    outside = await write(writer, "POST", path, member(stranger(estate)))
    removed = await write(writer, "DELETE", one)
    await write(writer, "POST", path, member(person))
    in_team = await membership(writer, f"/teams/{team.id}/members", person)
    left = await write(writer, "DELETE", f"/teams/{team.id}/members/{in_team}")

    assert (added.status, owns.body["roles"], there[person]) == (201, ["owner"], ["owner"])
    assert (twice.status, outside.status, removed.status) == (400, 400, 204)
    assert left.status == 204
    assert person not in {each["userId"] for each in await listed(writer, path)}


async def test_what_was_written_is_there_after_a_restart(begin: Starts, folder: Path) -> None:
    async with begin(facts=facts(), data_dir=folder) as tenant:
        await busy(tenant)
        before = await everything(tenant)
    async with begin(facts=facts(), data_dir=folder) as tenant:
        assert await everything(tenant) == before
        other = PLAIN.teams[1].id
        async with aiohttp.ClientSession() as session:
            client = Client(session, tenant.url)
            restored = await write(client, "POST", f"/directory/deletedItems/{other}/restore")

    assert restored.status == 200


async def busy(tenant: Tenant) -> None:
    team, other = first(tenant), PLAIN.teams[1]
    own = {"membershipType": "private", "members": [member(team.owners[0], "owner")]}
    container = {"url": f"{ROOT}/groups/{team.id}"}
    async with aiohttp.ClientSession() as session:
        client = Client(session, tenant.url)
        path = f"/teams/{team.id}"
        await write(client, "PATCH", path, {"displayName": "Bridge", "visibility": "public"})
        await write(client, "POST", f"{path}/members", member(stranger(tenant), "owner"))
        await write(client, "POST", f"{path}/channels", {"displayName": "Pay"} | own)
        await write(client, "POST", "/planner/plans", {"container": container, "title": "Sprint"})
        await write(client, "POST", f"/groups/{team.id}/renew")
        await write(client, "DELETE", f"/groups/{other.id}")


async def everything(tenant: Tenant) -> list[Any]:
    team = first(tenant)
    paths = [f"/teams/{team.id}", f"/teams/{team.id}/channels", f"/teams/{team.id}/members"]
    paths += [f"/groups/{team.id}", f"/groups/{team.id}/planner/plans", "/groups"]
    pay = team.channels[-1].id
    paths.append(f"/teams/{team.id}/channels/{pay}/members")
    async with aiohttp.ClientSession() as session:
        client = Client(session, tenant.url)
        found = [(await client("GET", GRAPH + each)).body for each in paths]
    return [without(each) for each in found]


def without(body: dict[str, Any]) -> dict[str, Any]:
    """But for the address that it came from."""
    return {name: value for name, value in body.items() if name != "@odata.context"}
