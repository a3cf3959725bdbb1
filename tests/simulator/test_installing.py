"""Adding the app and people: what the bot is told, in Teams' shape."""

from simulator.directory import Directory
from simulator.facts import mri
from simulator.tenant import Tenant
from tests.simulator.conftest import APP_ID, Client, channel, person
from tests.simulator.tiny_bot import TinyBot


async def test_an_installation_is_told_once_with_everything_needed_to_write_back(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    wish = {"teams": ["PRJ-Apollo"], "people": [person("kim").id]}
    first = await client("POST", "/control/install", wish)
    second = await client("POST", "/control/install", wish)

    assert first.body == {"teams": 1, "people": 1, "unheard": 0}
    assert second.body == {"teams": 0, "people": 0, "unheard": 0}
    general = channel("PRJ-Apollo", "General")
    update = next(
        each
        for each in bot.of("conversationUpdate")
        if each["conversation"]["conversationType"] == "channel"
    )
    team = next(team for team in tenant.world.facts.teams if team.name == "PRJ-Apollo")
    assert update["membersAdded"] == [{"id": f"28:{APP_ID}", "name": "Process Center"}]
    assert update["conversation"]["id"] == general
    assert update["channelData"]["tenant"] == {"id": tenant.world.facts.id}
    assert update["channelData"]["team"] == {
        "id": general,
        "aadGroupId": team.id,
        "name": "PRJ-Apollo",
    }
    assert update["serviceUrl"] == f"{tenant.url}/teams/"
    assert [each["action"] for each in bot.of("installationUpdate")] == ["add", "add"]


async def test_all_means_every_team_and_everybody_who_works_there(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    counted = await client("POST", "/control/install", {"teams": "all", "people": "all"})

    assert counted.body == {"teams": 24, "people": 114, "unheard": 0}
    assert len(bot.of("installationUpdate")) == 138
    assert person("goran.vukovic").id not in tenant.world.installs.people


async def test_who_joins_and_leaves_is_told_where_the_app_is(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    noor, pat = person("noor.haddad"), person("pat")
    change = {"team": "PRJ-Apollo", "add": [pat.id], "remove": [noor.upn]}
    await client("POST", "/control/members", change)
    await client("POST", "/control/members", {"team": "PRJ-Cedar", "add": [pat.id]})

    joined, left = bot.of("conversationUpdate")[-2:]
    assert joined["membersAdded"] == [{"id": mri(pat.id), "aadObjectId": pat.id}]
    assert left["membersRemoved"] == [{"id": mri(noor.id), "aadObjectId": noor.id}]
    assert left["channelData"]["eventType"] == "teamMemberRemoved"
    roster = await client("GET", f"/teams/v3/conversations/{apollo}/members")
    names = {each["name"] for each in roster.body}
    assert ("Pat Moreno" in names, "Noor Haddad" in names) == (True, False)


async def test_an_unknown_team_or_person_is_named(client: Client) -> None:
    refused = await client("POST", "/control/install", {"teams": ["PRJ-Zero"]})

    assert (refused.status, refused.body["error"]) == (404, "There is no team “PRJ-Zero”.")


async def test_who_is_made_an_owner_is_a_member_too_and_stays_one_after_a_restart(
    client: Client, tenant: Tenant
) -> None:
    noor, pat = person("noor.haddad"), person("pat")
    await client(
        "POST", "/control/members", {"team": "PRJ-Apollo", "own": [noor.upn, pat.id, pat.id]}
    )
    team = next(each for each in tenant.world.directory.teams.values() if each.name == "PRJ-Apollo")
    roster = tenant.world.directory.rosters[team.id]
    again = Directory(tenant.world.facts, tenant.world.storage).rosters[team.id]

    assert again.owners == roster.owners
    assert sorted(again.members) == sorted(roster.members)
    assert roster.owners[-2:] == [noor.id, pat.id]
    assert roster.members.count(noor.id) == roster.members.count(pat.id) == 1
