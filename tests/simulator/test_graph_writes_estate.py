"""What is written of tabs, apps, plans and groups is so: later reads show it."""

from datetime import timedelta

from simulator.tenant import Tenant
from tests.simulator.conftest import Client
from tests.simulator.tiny_bot import TinyBot
from tests.simulator.writable import BOARD, PLAIN
from tests.simulator.writing import (
    GRAPH,
    ROOT,
    events,
    first,
    listed,
    write,
)


async def test_tabs_are_added_and_taken_away(writer: Client, estate: Tenant) -> None:
    team = first(estate)
    path = f"/teams/{team.id}/channels/{team.channels[1].id}/tabs"
    site = {
        "displayName": "Handbook",
        "teamsApp@odata.bind": f"{ROOT}/appCatalogs/teamsApps/com.microsoft.teamspace.tab.web",
        "configuration": {"entityId": None, "contentUrl": "https://handbook.example"}
        | {"websiteUrl": "https://handbook.example", "removeUrl": None},
    }
    bound = f"{ROOT}/appCatalogs/teamsApps/{BOARD.id}"
    made = await write(writer, "POST", path, site)
    twice = await write(writer, "POST", path, site | {"teamsApp@odata.bind": bound})
    tabs = await listed(writer, path, **{"$expand": "teamsApp"})
    one = await writer("GET", f"{GRAPH}{path}/{made.body['id']}", **{"$expand": "teamsApp"})
    gone = [await write(writer, "DELETE", f"{path}/{each['id']}") for each in tabs]

    assert (made.status, twice.status, one.body["teamsApp"]["displayName"]) == (201, 201, "Website")
    assert [each["displayName"] for each in tabs] == ["Board", "Handbook", "Handbook"]
    assert tabs[2]["configuration"]["contentUrl"] == "https://handbook.example"
    assert {each.status for each in gone} == {204}
    assert await listed(writer, path) == []


async def test_apps_are_installed_brought_up_to_date_and_removed(
    writer: Client, estate: Tenant
) -> None:
    team, other = first(estate), PLAIN.teams[1]
    bound = {"teamsApp@odata.bind": f"{ROOT}/appCatalogs/teamsApps/{BOARD.id}"}
    added = await write(writer, "POST", f"/teams/{other.id}/installedApps", bound)
    again = await write(writer, "POST", f"/teams/{other.id}/installedApps", bound)
    path = f"/teams/{team.id}/installedApps"
    both = {"$expand": "teamsApp,teamsAppDefinition"}
    old = next(each for each in await listed(writer, path, **both) if "timer" in str(each))
    upgraded = await write(writer, "POST", f"{path}/{old['id']}/upgrade", {})
    new = next(each for each in await listed(writer, path, **both) if "timer" in str(each))
    removed = await write(writer, "DELETE", f"{path}/{old['id']}")

    assert (added.status, again.status, upgraded.status, removed.status) == (201, 409, 204, 204)
    versions = [each["teamsAppDefinition"]["version"] for each in (old, new)]
    assert versions == ["0.9.0", "1.0.0"]
    assert len(await listed(writer, path)) == 1


async def test_our_own_app_is_installed_and_hears_of_it(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team = first(estate)
    path = f"/teams/{team.id}/installedApps"
    [ours] = [each for each in await listed(writer, "/appCatalogs/teamsApps") if each["externalId"]
              == estate.world.settings.app_id]  # fmt: skip
    bound = {"teamsApp@odata.bind": f"{ROOT}/appCatalogs/teamsApps/{ours['id']}"}
    added = await write(writer, "POST", path, bound)
    await estate.world.installs.unheard.join()
    removed = await write(writer, "DELETE", added.headers["Location"])
    await estate.heard()

    assert (added.status, removed.status) == (201, 204)
    actions = [each["action"] for each in bot.of("installationUpdate")]
    assert (actions[0], actions[-1]) == ("add", "remove")
    assert team.id not in estate.world.installs.teams


async def test_plans_are_made_and_deleted_by_their_etag(writer: Client, estate: Tenant) -> None:
    team = first(estate)
    container = {"url": f"{ROOT}/groups/{team.id}"}
    made = await write(
        writer, "POST", "/planner/plans", {"container": container, "title": "Sprint"}
    )
    one = f"/planner/plans/{made.body['id']}"
    task = await write(
        writer, "POST", "/planner/tasks", {"planId": made.body["id"], "title": "Buy paint"}
    )
    tasks = await listed(writer, f"{one}/tasks")
    titles = [each["title"] for each in await listed(writer, f"/groups/{team.id}/planner/plans")]
    etag = (await writer("GET", GRAPH + one)).body["@odata.etag"]
    headers: list[dict[str, str]] = [{}, {"If-Match": 'W/"other"'}, {"If-Match": etag}]
    deletes = [
        (await writer.send("DELETE", GRAPH + one, None, each, {})).status for each in headers
    ]

    assert (made.status, task.status, titles) == (201, 201, ["Work", "Sprint"])
    assert [each["title"] for each in tasks] == ["Buy paint"]
    assert deletes == [428, 412, 204]
    assert len(await listed(writer, f"/groups/{team.id}/planner/plans")) == 1


async def test_a_group_gets_a_switch_of_its_own(writer: Client, estate: Tenant) -> None:
    path = f"/groups/{first(estate).id}/settings"
    templates = await listed(writer, "/groupSettingTemplates")
    [template] = [each["id"] for each in templates if each["displayName"].endswith("Guest")]
    values = [{"name": "AllowToAddGuests", "value": "false"}]
    made = await write(writer, "POST", path, {"templateId": template, "values": values})
    twice = await write(writer, "POST", path, {"templateId": template, "values": values})
    one = f"{path}/{made.body['id']}"
    values[0]["value"] = "true"
    changed = await write(writer, "PATCH", one, {"values": values})
    now = (await writer("GET", GRAPH + one)).body["values"][0]["value"]
    deleted = await write(writer, "DELETE", one)

    assert [made.status, twice.status, changed.status, deleted.status] == [201, 400, 204, 204]
    assert made.body["values"] == [{"name": "AllowToAddGuests", "value": "False"}]
    assert now == "True"
    assert await listed(writer, path) == []


async def test_a_group_is_deleted_and_comes_back_as_it_was(
    writer: Client, estate: Tenant, bot: TinyBot
) -> None:
    team = first(estate)
    estate.world.installs.add_team(team.id)
    before = (await writer("GET", f"{GRAPH}/teams/{team.id}", **{"$expand": "channels"})).body
    deleted = await write(writer, "DELETE", f"/groups/{team.id}")
    gone = [await write(writer, "GET", f"/{each}/{team.id}") for each in ("groups", "teams")]
    kept = await write(writer, "GET", f"/directory/deletedItems/{team.id}")
    left = {each["id"] for each in await listed(writer, "/groups")}
    joined = await listed(writer, f"/users/{team.owners[0]}/joinedTeams")
    window = (await writer("GET", "/chat/state", **{"as": team.owners[0]})).body["teams"]
    restored = await write(writer, "POST", f"/directory/deletedItems/{team.id}/restore")
    after = (await writer("GET", f"{GRAPH}/teams/{team.id}", **{"$expand": "channels"})).body
    await estate.heard()

    assert (deleted.status, [each.status for each in gone]) == (204, [404, 404])
    assert kept.body["displayName"] == team.name
    assert kept.body["deletedDateTime"] is not None
    assert team.id not in {*left, *(each["id"] for each in [*joined, *window])}
    assert (restored.status, after) == (200, before)
    assert events(bot) == ["teamDeleted", "teamRestored"]


async def test_a_deleted_group_is_kept_for_a_month(writer: Client, estate: Tenant) -> None:
    team = first(estate)
    await write(writer, "DELETE", f"/groups/{team.id}")
    estate.set_clock(estate.world.clock.now + timedelta(days=31))

    assert (await write(writer, "POST", f"/directory/deletedItems/{team.id}/restore")).status == 404


async def test_a_policy_covers_a_group_and_no_longer(writer: Client) -> None:
    team = PLAIN.teams[1]
    path = f"/groups/{team.id}/groupLifecyclePolicies"
    [policy] = await listed(writer, "/groupLifecyclePolicies")
    of = f"/groupLifecyclePolicies/{policy['id']}"
    counts, said = [len(await listed(writer, path))], []
    for act in ("addGroup", "addGroup", "removeGroup", "removeGroup"):
        answer = await write(writer, "POST", f"{of}/{act}", {"groupId": team.id})
        said.append(answer.body["value"])
        counts.append(len(await listed(writer, path)))

    assert said == [True, False, True, False]
    assert counts == [0, 1, 1, 0, 0]


async def test_a_renewed_group_ends_later(writer: Client, estate: Tenant) -> None:
    path = f"/groups/{first(estate).id}"
    before = (await writer("GET", GRAPH + path)).body
    renewed = await write(writer, "POST", f"{path}/renew")
    after = (await writer("GET", GRAPH + path)).body

    assert renewed.status == 204
    assert after["expirationDateTime"] > before["expirationDateTime"]
    assert after["renewedDateTime"] > before["renewedDateTime"]
