"""Graph refuses what it would refuse, and what was refused has changed nothing."""

from typing import Any

import pytest

from simulator.graph.writes import OF_WRITES, PERMISSIONS, Write
from simulator.tenant import Tenant
from tests.simulator.conftest import Client
from tests.simulator.writable import BOARD, GUEST, PLAIN, PRIVATE, TIMER
from tests.simulator.writing import ROOT, first, listed, member, membership, write

TEAM = f"/teams/{PLAIN.teams[0].id}"
GROUP = f"/groups/{PLAIN.teams[0].id}"
GENERAL = f"{TEAM}/channels/{PLAIN.teams[0].general}"
SECOND = f"{TEAM}/channels/{PLAIN.teams[0].channels[1].id}"
NOBODY = "00000000-0000-0000-0000-000000000000"


def app(id_: str) -> dict[str, str]:
    return {"teamsApp@odata.bind": f"{ROOT}/appCatalogs/teamsApps/{id_}"}


def tab(id_: str, **more: Any) -> dict[str, Any]:
    return {"displayName": "A tab", "configuration": {}} | app(id_) | more


PRIVATE_ONE = {"displayName": "Own", "membershipType": "private"}
WITHOUT_OWNER = PRIVATE_ONE | {"members": [member(PLAIN.teams[0].owners[0])]}
CONTAINER = {"url": f"{ROOT}/groups/{PLAIN.teams[0].id}"}
# What is asked, and the status of the refusal.
REFUSALS: list[tuple[str, str, Any, int]] = [
    ("PATCH", TEAM, None, 400),
    ("PATCH", TEAM, {"displayName": ""}, 400),
    ("PATCH", TEAM, {"displayName": "x" * 257}, 400),
    ("PATCH", TEAM, {"description": "x" * 1025}, 400),
    ("PATCH", TEAM, {"name": "Bridge"}, 400),
    ("PATCH", TEAM, {"visibility": "secret"}, 400),
    ("PATCH", TEAM, {"memberSettings": {"allowEverything": True}}, 400),
    ("PATCH", TEAM, {"memberSettings": {"allowDeleteChannels": "no"}}, 400),
    ("PATCH", TEAM, {"funSettings": {"giphyContentRating": "wild"}}, 400),
    ("PATCH", f"/teams/{NOBODY}", {"displayName": "Bridge"}, 404),
    ("POST", f"/teams/{NOBODY}/archive", {}, 404),
    ("POST", f"{TEAM}/members", member(NOBODY), 404),
    ("POST", f"{TEAM}/members", member(GUEST, "owner"), 400),
    ("POST", f"{TEAM}/members", member(GUEST, "king"), 400),
    ("POST", f"{TEAM}/members", {"roles": []}, 400),
    ("PATCH", f"{TEAM}/members/nobody", {"roles": ["owner"]}, 404),
    ("DELETE", f"{TEAM}/members/nobody", None, 404),
    ("POST", f"{TEAM}/channels", {"displayName": "general"}, 400),
    ("POST", f"{TEAM}/channels", {"displayName": "x" * 51}, 400),
    ("POST", f"{TEAM}/channels", {"displayName": "Risks & issues"}, 400),
    ("POST", f"{TEAM}/channels", {"displayName": "_risks"}, 400),
    ("POST", f"{TEAM}/channels", {"description": "Nameless."}, 400),
    ("POST", f"{TEAM}/channels", {"displayName": "Own", "membershipType": "secret"}, 400),
    ("POST", f"{TEAM}/channels", {"displayName": "Own", "layoutType": "round"}, 400),
    ("POST", f"{TEAM}/channels", PRIVATE_ONE, 400),
    ("POST", f"{TEAM}/channels", WITHOUT_OWNER, 400),
    ("PATCH", SECOND, {"displayName": "GENERAL"}, 400),
    ("PATCH", GENERAL, {"displayName": "Start"}, 400),
    ("DELETE", GENERAL, None, 400),
    ("DELETE", f"{TEAM}/channels/19:nowhere@thread.tacv2", None, 404),
    ("POST", f"{SECOND}/members", member(PLAIN.teams[0].owners[0]), 400),
    ("POST", f"{SECOND}/tabs", tab(TIMER.id + "?"), 400),
    ("POST", f"{SECOND}/tabs", tab("unknown"), 400),
    ("POST", f"{SECOND}/tabs", tab(BOARD.id, displayName="x" * 129), 400),
    ("POST", f"{SECOND}/tabs", tab(BOARD.id, configuration={"url": "x"}), 400),
    ("DELETE", f"{SECOND}/tabs/nothing", None, 404),
    ("POST", f"{TEAM}/installedApps", app(BOARD.id), 409),
    ("POST", f"{TEAM}/installedApps", app("unknown"), 404),
    ("POST", f"{TEAM}/installedApps", {}, 400),
    ("DELETE", f"{TEAM}/installedApps/nothing", None, 404),
    ("POST", f"{TEAM}/installedApps/nothing/upgrade", {}, 404),
    ("POST", "/planner/plans", {"title": "Sprint"}, 400),
    ("POST", "/planner/plans", {"container": CONTAINER}, 400),
    (
        "POST",
        "/planner/plans",
        {"container": {"url": f"{ROOT}/groups/{NOBODY}"}, "title": "A"},
        404,
    ),
    ("DELETE", "/planner/plans/nothing", None, 404),
    ("GET", "/planner/plans/nothing/tasks", None, 404),
    ("POST", f"{GROUP}/settings", {"templateId": NOBODY, "values": []}, 400),
    ("PATCH", f"{GROUP}/settings/nothing", {"values": []}, 404),
    ("DELETE", f"{GROUP}/settings/nothing", None, 404),
    ("DELETE", f"/groups/{NOBODY}", None, 404),
    ("POST", f"/directory/deletedItems/{PLAIN.teams[0].id}/restore", None, 404),
    ("POST", f"/groupLifecyclePolicies/{NOBODY}/addGroup", {"groupId": NOBODY}, 404),
    ("POST", f"/groups/{NOBODY}/renew", None, 404),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), REFUSALS)
async def test_graph_refuses(
    writer: Client, estate: Tenant, method: str, path: str, body: Any, status: int
) -> None:
    before = estate.world.directory.teams.copy()
    refused = await write(writer, method, path, body)

    assert refused.status == status
    assert refused.code
    assert estate.world.directory.teams == before
    assert estate.graph_counts()["written"] == {}


async def test_the_last_owner_stays(writer: Client, estate: Tenant) -> None:
    path = f"{TEAM}/members"
    owners = list(estate.world.directory.rosters[first(estate).id].owners)
    ones = [f"{path}/{await membership(writer, path, each)}" for each in owners]
    for each in ones[1:]:
        assert (await write(writer, "DELETE", each)).status == 204
    refused = [
        await write(writer, "PATCH", ones[0], {"roles": []}),
        await write(writer, "DELETE", ones[0]),
    ]
    own = f"{TEAM}/channels/{PRIVATE.id}/members"
    [alone] = await listed(writer, own)
    refused.append(await write(writer, "DELETE", f"{own}/{alone['id']}"))

    assert [each.status for each in refused] == [400, 400, 400]
    assert estate.world.directory.rosters[first(estate).id].owners == owners[:1]


async def test_a_team_without_owners_is_not_archived(writer: Client, estate: Tenant) -> None:
    roster = estate.world.directory.rosters[first(estate).id]
    roster.owners.clear()

    assert (await write(writer, "POST", f"{TEAM}/archive", {})).status == 400


NAMED = {"displayName": "Bridge"}
WHILE_ARCHIVED: list[tuple[str, str, Any]] = [
    ("PATCH", TEAM, NAMED),
    ("POST", f"{TEAM}/channels", NAMED),
    ("PATCH", SECOND, NAMED),
    ("DELETE", SECOND, None),
    ("POST", f"{SECOND}/tabs", tab(BOARD.id)),
    ("POST", f"{TEAM}/installedApps", app(TIMER.id)),
    ("POST", f"{TEAM}/channels/{PRIVATE.id}/members", member(PLAIN.teams[0].members[-1])),
]


@pytest.mark.parametrize(("method", "path", "body"), WHILE_ARCHIVED)
async def test_an_archived_team_can_be_read_alone(
    writer: Client, estate: Tenant, method: str, path: str, body: Any
) -> None:
    estate.world.directory.channels.archive(first(estate).id, archived=True)
    refused = await write(writer, method, path, body)

    assert (refused.status, refused.code) == (403, "Forbidden")


# One write of each kind: how it is asked, and with what.
ASKED: dict[Write, tuple[str, str, Any]] = {
    Write.UPDATE_TEAM: ("PATCH", TEAM, NAMED),
    Write.ARCHIVE_TEAM: ("POST", f"{TEAM}/archive", {}),
    Write.UNARCHIVE_TEAM: ("POST", f"{TEAM}/unarchive", None),
    Write.ADD_GROUP_SETTING: ("POST", f"{GROUP}/settings", {}),
    Write.UPDATE_GROUP_SETTING: ("PATCH", f"{GROUP}/settings/1", {}),
    Write.DELETE_GROUP_SETTING: ("DELETE", f"{GROUP}/settings/1", None),
    Write.DELETE_GROUP: ("DELETE", GROUP, None),
    Write.RESTORE_GROUP: ("POST", "/directory/deletedItems/1/restore", None),
    Write.ADD_TO_POLICY: ("POST", "/groupLifecyclePolicies/1/addGroup", {}),
    Write.REMOVE_FROM_POLICY: ("POST", "/groupLifecyclePolicies/1/removeGroup", {}),
    Write.RENEW_GROUP: ("POST", f"{GROUP}/renew", None),
    Write.ADD_MEMBER: ("POST", f"{TEAM}/members", member(PLAIN.teams[0].members[-1])),
    Write.UPDATE_MEMBER: ("PATCH", f"{TEAM}/members/1", {"roles": []}),
    Write.REMOVE_MEMBER: ("DELETE", f"{TEAM}/members/1", None),
    Write.ADD_CHANNEL: ("POST", f"{TEAM}/channels", NAMED),
    Write.UPDATE_CHANNEL: ("PATCH", SECOND, NAMED),
    Write.DELETE_CHANNEL: ("DELETE", SECOND, None),
    Write.ADD_CHANNEL_MEMBER: ("POST", f"{SECOND}/members", member(NOBODY)),
    Write.UPDATE_CHANNEL_MEMBER: ("PATCH", f"{SECOND}/members/1", {"roles": []}),
    Write.REMOVE_CHANNEL_MEMBER: ("DELETE", f"{SECOND}/members/1", None),
    Write.ADD_TAB: ("POST", f"{SECOND}/tabs", tab(BOARD.id)),
    Write.DELETE_TAB: ("DELETE", f"{SECOND}/tabs/1", None),
    Write.ADD_APP: ("POST", f"{TEAM}/installedApps", app(TIMER.id)),
    Write.REMOVE_APP: ("DELETE", f"{TEAM}/installedApps/1", None),
    Write.UPGRADE_APP: ("POST", f"{TEAM}/installedApps/1/upgrade", {}),
    Write.ADD_PLAN: ("POST", "/planner/plans", {"container": CONTAINER, "title": "Sprint"}),
    Write.DELETE_PLAN: ("DELETE", "/planner/plans/1", None),
    Write.ADD_TASK: ("POST", "/planner/tasks", {"planId": "1", "title": "Buy paint"}),
}


@pytest.mark.parametrize("write_", Write)
async def test_a_write_needs_its_permission(writer: Client, estate: Tenant, write_: Write) -> None:
    others = OF_WRITES - set(PERMISSIONS[write_])
    answers = []
    for denied in (PERMISSIONS[write_], others):
        estate.deny(*denied)
        answers.append(await write(writer, *ASKED[write_]))

    assert answers[0].status == 403
    code = "Authorization_RequestDenied" if write_.of_identity else "Forbidden"
    assert answers[0].code == code
    assert answers[1].status != 403
    assert estate.graph_counts()["writes"] == {write_: 2}


async def test_owners_need_the_wider_permission(writer: Client, estate: Tenant) -> None:
    path = f"{TEAM}/members"
    estate.deny("TeamMember.ReadWrite.All")
    [person] = [each.id for each in PLAIN.people if each.id == GUEST]
    owner = await membership(writer, path, PLAIN.teams[0].owners[0])
    added = await write(writer, "POST", path, member(person))
    refused = [
        await write(writer, "POST", path, member(PLAIN.teams[0].members[-1], "owner")),
        await write(writer, "PATCH", f"{path}/{owner}", {"roles": []}),
        await write(writer, "DELETE", f"{path}/{owner}"),
    ]

    assert added.status == 201
    assert [each.status for each in refused] == [403, 403, 403]
