"""Private and shared channels, chats of several, other organisations, archived teams."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.facts import mri
from simulator.tenant import Tenant
from tests.simulator.conftest import APP_ID, Client, Starts, channel, person
from tests.simulator.tiny_bot import TinyBot, posted

BOT = f"28:{APP_ID}"
PRIVATE = channel("PRJ-Apollo", "Steering")
SHARED = channel("PRJ-Apollo", "Beta customers")
GENERAL = channel("PRJ-Apollo", "General")


def apollo_id(tenant: Tenant) -> str:
    return next(each.id for each in tenant.world.facts.teams if each.name == "PRJ-Apollo")


@pytest.mark.parametrize("own", [PRIVATE, SHARED])
async def test_the_app_is_added_to_each_private_and_shared_channel_after_its_team(
    client: Client, bot: TinyBot, own: str
) -> None:
    early = await client("POST", "/control/channel", {"channel": own, "app": True})
    assert early.body["error"] == "Add the app to the team before its channels."

    await client("POST", "/control/install", {"teams": ["PRJ-Apollo"]})
    refused = await client.post(own, posted())
    assert (refused.status, refused.code) == (403, "BotNotInConversationRoster")
    assert refused.body["error"]["message"] == "The bot is not part of the conversation roster."
    assert (await client.post(GENERAL, posted())).status == 201

    for _ in range(2):
        await client("POST", "/control/channel", {"channel": own, "app": True})
    assert (await client.post(own, posted())).status == 201
    (told,) = [e for e in bot.heard if e["channelData"].get("eventType") == "channelMemberAdded"]
    assert told["membersAdded"] == [{"id": BOT, "name": "Process Center"}]
    assert told["conversation"]["id"] == told["channelData"]["channel"]["id"] == own
    assert told["channelData"]["channel"]["type"] == ("private" if own == PRIVATE else "shared")
    assert told["channelData"]["team"] == {"id": GENERAL}, "as in Microsoft's sample"


async def test_removing_the_app_from_one_channel_leaves_it_in_the_others_and_the_team(
    client: Client, bot: TinyBot, tenant: Tenant
) -> None:
    await tenant.install(["PRJ-Apollo"], [])
    for own in (PRIVATE, SHARED):
        await tenant.reshaping.add_app(own)
    for _ in range(2):
        await client("POST", "/control/channel", {"channel": PRIVATE, "app": False})

    answers = [(await client.post(each, posted())).status for each in (PRIVATE, SHARED, GENERAL)]
    assert answers == [403, 201, 201]
    (told,) = [e for e in bot.heard if "membersRemoved" in e]
    assert told["membersRemoved"] == [{"id": BOT, "name": "Process Center"}]
    assert told["channelData"]["eventType"] == "channelMemberRemoved"
    assert told["conversation"]["id"] == PRIVATE


async def test_removing_the_app_from_the_team_removes_it_from_its_channels_for_good(
    client: Client, tenant: Tenant
) -> None:
    await tenant.install(["PRJ-Apollo"], [])
    await tenant.reshaping.add_app(PRIVATE)
    await tenant.uninstall(["PRJ-Apollo"], [])
    await tenant.install(["PRJ-Apollo"], [])

    assert (await client.post(PRIVATE, posted())).status == 403


async def test_members_are_direct_ones_and_all_members_those_whom_a_team_brings_too(
    client: Client, bot: TinyBot, tenant: Tenant
) -> None:
    await tenant.install(["PRJ-Apollo"], [])
    await tenant.reshaping.add_app(SHARED)
    await client("POST", "/control/channel", {"channel": SHARED, "share": "PRJ-Cedar"})
    place = f"/graph/v1.0/teams/{apollo_id(tenant)}/channels/{SHARED}"
    direct = (await client("GET", f"{place}/members")).body["value"]
    everybody = (await client("GET", f"{place}/allMembers")).body["value"]

    cedar = next(each for each in tenant.world.facts.teams if each.name == "PRJ-Cedar")
    assert len(direct) == 4
    assert len(everybody) == 4 + len(cedar.members)
    brought = everybody[-1]["@microsoft.graph.originalSourceMembershipUrl"]
    assert brought.endswith(f"/teams/{cedar.id}/members")
    told = bot.heard[-1]["channelData"]
    assert told["eventType"] == "channelShared"
    assert told["sharedWithTeams"][0]["aadGroupId"] == cedar.id
    assert bot.heard[-1]["conversation"]["id"] == GENERAL

    await client("POST", "/control/channel", {"channel": SHARED, "unshare": "PRJ-Cedar"})
    assert len((await client("GET", f"{place}/allMembers")).body["value"]) == 4
    assert bot.heard[-1]["channelData"]["eventType"] == "channelUnshared"


async def test_somebody_of_another_organisation_is_in_the_channel_and_in_no_directory(
    client: Client, bot: TinyBot, tenant: Tenant
) -> None:
    (rahel,) = tenant.world.facts.outsiders
    await tenant.install(["PRJ-Apollo"], [])
    await tenant.reshaping.add_app(SHARED)
    await client("POST", "/control/channel", {"channel": SHARED, "add": [rahel.upn]})

    place = f"/graph/v1.0/teams/{apollo_id(tenant)}/channels/{SHARED}"
    last = (await client("GET", f"{place}/members")).body["value"][-1]
    assert (last["userId"], last["tenantId"]) == (rahel.id, rahel.home)
    assert rahel.home != tenant.world.facts.id
    assert (await client("GET", f"/graph/v1.0/users/{rahel.id}")).status == 404
    listed = await client("GET", "/graph/v1.0/users", **{"$top": "999", "$select": "id"})
    assert rahel.id not in {each["id"] for each in listed.body["value"]}
    assert bot.heard[-1]["membersAdded"] == [{"id": mri(rahel.id), "aadObjectId": rahel.id}]
    assert bot.heard[-1]["channelData"]["tenant"] == {"id": tenant.world.facts.id}

    await client("POST", "/control/channel", {"channel": SHARED, "remove": [rahel.id]})
    assert bot.heard[-1]["channelData"]["eventType"] == "channelMemberRemoved"


async def test_a_deleted_channel_is_gone_until_it_is_restored(
    client: Client, bot: TinyBot, apollo: str, tenant: Tenant
) -> None:
    await client("POST", "/control/channel", {"channel": apollo, "deleted": True})
    assert (await client.post(apollo, posted())).status == 404
    listed = f"/graph/v1.0/teams/{apollo_id(tenant)}/channels"
    there = (await client("GET", listed)).body["value"]
    assert apollo not in {each["id"] for each in there}

    await client("POST", "/control/channel", {"channel": apollo, "deleted": False})
    assert (await client.post(apollo, posted())).status == 201
    events = [each["channelData"].get("eventType") for each in bot.heard[-2:]]
    assert events == ["channelDeleted", "channelRestored"]


async def test_an_archived_team_is_read_only_until_it_is_taken_up_again(
    client: Client, bot: TinyBot, apollo: str, tenant: Tenant
) -> None:
    await client("POST", "/control/archive", {"team": "PRJ-Apollo", "archived": True})
    refused = await client.post(apollo, posted())
    assert refused.status == 403
    assert "MessageWritesBlocked" in refused.body["error"]["message"]
    said = {"as": person("noor.haddad").id, "text": "Hello"}
    written = await client("POST", f"/chat/conversations/{apollo}/messages", said)
    assert written.body["error"].startswith("This team is archived")
    team = f"/graph/v1.0/teams/{apollo_id(tenant)}"
    assert (await client("GET", team)).body["isArchived"] is True

    await client("POST", "/control/archive", {"team": "PRJ-Apollo", "archived": False})
    assert (await client.post(apollo, posted())).status == 201
    events = [each["channelData"].get("eventType") for each in bot.heard[-2:]]
    assert events == ["teamArchived", "teamUnarchived"]
    assert "channel" not in bot.heard[-1]["channelData"]


@pytest.mark.parametrize("meeting", [False, True])
async def test_a_mention_in_a_chat_of_several_adds_the_app_and_is_heard(
    client: Client, bot: TinyBot, tenant: Tenant, meeting: bool
) -> None:
    chat = tenant.world.facts.chats[meeting].id
    assert (await client.post(chat, posted())).code == "BotNotInConversationRoster"
    noor = person("noor.haddad").id
    for text in ("Good morning", "@Process Center help"):
        said = {"as": noor, "text": text}
        await client("POST", f"/chat/conversations/{chat}/messages", said)

    kinds = [each["type"] for each in bot.heard]
    assert kinds == ["conversationUpdate", "installationUpdate", "message"]
    heard = bot.heard[-1]
    assert heard["conversation"] == {
        "id": chat,
        "conversationType": "groupChat",
        "tenantId": tenant.world.facts.id,
        "isGroup": True,
    }
    assert ("meeting" in heard["channelData"]) is meeting
    assert "team" not in heard["channelData"]
    assert (await client.post(chat, posted())).status == 201


async def test_the_page_shows_chats_of_several_to_those_who_are_in_them(client: Client) -> None:
    window = (await client("GET", "/chat/state", **{"as": person("noor.haddad").id})).body
    names = [(each["with"]["name"], each["with"]["title"]) for each in window["chats"]][1:3]
    assert names == [
        ("Store launch", "Group chat · Ada, Noor, Wren, Kim"),
        ("Apollo weekly", "Meeting chat · Ada, Noor, Jun, Kim"),
    ]
    other = (await client("GET", "/chat/state", **{"as": person("pat").id})).body
    assert "Store launch" not in {each["with"]["name"] for each in other["chats"]}


async def test_what_was_done_to_channels_is_there_after_a_restart(
    begin: Starts, folder: Any
) -> None:
    async def looks(tenant: Tenant) -> tuple[object, ...]:
        channels, installs = tenant.world.directory.channels, tenant.world.installs
        rest = channels.rosters[SHARED].members, channels.shared_with(SHARED)
        return *rest, channels.deleted, channels.archived, installs.channels, installs.chats

    async with begin(data_dir=folder) as tenant:
        await tenant.install(["PRJ-Apollo"], [])
        done: list[Callable[..., Any]] = [tenant.reshaping.add_app, tenant.reshaping.delete]
        for each in done:
            await each(SHARED)
        await tenant.reshaping.change_members(SHARED, [person("pat").id], [])
        await tenant.reshaping.share(SHARED, "PRJ-Cedar")
        await tenant.reshaping.archive("PRJ-Cedar")
        await tenant.say(
            "noor.haddad@contoso.example", tenant.world.facts.chats[0].id, "@Process Center hi"
        )
        before = await looks(tenant)
    async with begin(data_dir=folder) as again:
        assert await looks(again) == before


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ({"app": True}, "That is no private or shared channel."),
        ({"share": "PRJ-Cedar"}, "That is no shared channel."),
        ({"deleted": True}, "General cannot be deleted."),
        ({}, "Give one or more of app, add, remove, share, unshare, deleted."),
    ],
)
async def test_what_cannot_be_done_to_a_channel_is_said(
    client: Client, order: dict[str, Any], says: str
) -> None:
    refused = await client("POST", "/control/channel", {"channel": GENERAL, **order})
    assert (refused.status, refused.body["error"]) == (400, says)
