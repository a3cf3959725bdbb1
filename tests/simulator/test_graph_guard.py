"""The simulated Graph asks for and answers nothing that the published one would not."""

import re
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from simulator.facts import TenantFacts
from simulator.generated import generate
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.graph.router import READERS
from simulator.graph.writing.routes import DELETES, PATCHES, POSTS
from simulator.sample.contoso import contoso
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts
from tests.simulator.guard import Guard, complaints, template_of
from tests.simulator.published import published

GRAPH = "/graph/v1.0"
TENANTS: dict[str, Callable[[], TenantFacts]] = {
    "sample": contoso,
    "generated": lambda: generate(40, 200, 5, mess=True),
}
GROUP = (
    "$select=id,displayName,description,visibility,classification,createdDateTime,assignedLabels,"
    "expirationDateTime,serviceProvisioningErrors"
)
USER = (
    "$select=id,displayName,userPrincipalName,mail,department,accountEnabled,userType,"
    "assignedLicenses,externalUserState,externalUserStateChangeDateTime"
)
OF_ALL = (
    "/users", f"/users?{USER}&$top=999", "/users?$expand=manager", "/organization", "/groups",
    f"/groups?{GROUP}&$top=999&$expand=owners($select=id,userPrincipalName)",
    "/groupSettings", "/groupLifecyclePolicies", "/admin/reportSettings",
    "/reports/getTeamsTeamActivityDetail(period='D180')", "/appCatalogs/teamsApps",
    "/appCatalogs/teamsApps?$expand=appDefinitions($select=id,version,publishingState)",
)  # fmt: skip
OF_GROUP = ("", "/members", "/owners", "/planner/plans", "/settings", "/members?$select=id")
OF_TEAM = (
    "", "?$expand=channels", "/members", "/channels", "/channels?$select=id,displayName,email",
    "/installedApps", "/installedApps?$expand=teamsApp,teamsAppDefinition",
)  # fmt: skip
OF_CHANNEL = ("", "/members", "/allMembers", "/tabs", "/tabs?$expand=teamsApp", "/messages")
WRITES = {"post": POSTS, "patch": PATCHES, "delete": DELETES}
# The slice has no registrations of apps and none of what hangs on one message.
ELSEWHERE = ("applications", "messages/")


def addresses(tenant: Tenant) -> list[str]:
    """Of everything that can be asked of this tenant, for each of its teams."""
    found = list(OF_ALL)
    for team in tenant.world.facts.teams:
        found += [f"/groups/{team.id}{each}" for each in OF_GROUP]
        found += [f"/teams/{team.id}{each}" for each in OF_TEAM]
        shown = [each for each in team.channels if not team.archived]
        found += [f"/teams/{team.id}/channels/{c.id}{each}" for c in shown for each in OF_CHANNEL]
    person = tenant.world.facts.visitor
    return [*found, f"/users/{person}", f"/users/{person}?{USER}", f"/users/{person}/joinedTeams"]


@pytest.mark.parametrize("name", TENANTS)
async def test_everything_that_can_be_asked_has_the_published_shape(
    name: str, begin: Starts
) -> None:
    guard = Guard()
    async with begin(facts=TENANTS[name]()) as tenant, aiohttp.ClientSession() as session:
        tenant.world.graph.witness = guard.witness
        tenant.world.installs.teams.update(each.id for each in tenant.world.facts.teams)
        client = Client(session, tenant.url)
        paths = addresses(tenant)
        for place in range(0, len(paths), 20):
            asked = paths[place : place + 20]
            parts = await client.batch(*asked)
            statuses = {asked[int(key)]: part["status"] for key, part in parts.items()}
            refused = [path for path, status in statuses.items() if status not in (200, 302)]
            assert all(each.endswith("/messages") for each in refused)

    assert guard.wrong == []
    answered = {re.sub(r"\{[^}]*\}", "{}", each) for each in guard.seen}
    here = {re.sub(r"\{\w+\}", "{}", each.replace("\\", "")) for each in READERS}
    missing = {each for each in here - answered if not any(part in each for part in ELSEWHERE)}
    assert missing <= {"/reports/getTeamsTeamActivityDetail(period='{}')"} - answered


async def test_refusals_have_the_published_shape(client: Client, tenant: Tenant) -> None:
    guard = Guard()
    tenant.world.graph.witness = guard.witness
    tenant.deny("TeamsTab.Read.All", "Directory.Read.All")
    team = tenant.world.facts.teams[0]
    paths = (
        "/groupLifecyclePolicies",
        f"/teams/{team.id}/channels/{team.general}/tabs",
        "/teams/nobody/installedApps",
        "/groups/nobody/settings",
        "/reports/getTeamsTeamActivityDetail(period='D8')",
    )
    found = [(await client("GET", GRAPH + path)).status for path in paths]

    assert found == [403, 403, 404, 404, 400]
    assert guard.wrong == []


@pytest.mark.parametrize(
    ("path", "options", "body", "says"),
    [
        ("/teamz", {}, {"value": []}, "no such path"),
        ("/users", {"$skip": "1"}, {"value": []}, "no option $skip"),
        ("/users", {"$select": "id,licences"}, {"value": []}, "no licences to select"),
        ("/users", {}, {"value": [{"id": "1", "licences": []}]}, "no licences"),
        ("/users", {}, {"value": [{"id": 7}]}, "7 is not"),
        ("/users", {}, {"values": []}, "'value' is a required"),
        ("/teams/1/installedApps", {"$expand": "app"}, {"value": []}, "no app to expand"),
        ("/teams/1", {}, {"id": "1", "visibility": "open"}, "is not"),
    ],
)
def test_what_is_wrong_is_told(
    path: str, options: dict[str, str], body: dict[str, object], says: str
) -> None:
    asked = Query(f"http://graph.example/v1.0{path}", options)
    assert any(says in each for each in complaints("GET", path, asked, Answer(200, body)))


@pytest.mark.parametrize(
    ("method", "path", "body", "says"),
    [
        ("PUT", "/teams/1", {}, "no such path"),
        ("PATCH", "/teams/1", {"name": "Bridge"}, "a team has no name to write"),
        ("PATCH", "/teams/1", {"memberSettings": {"allow": True}}, "no allow to write"),
        ("PATCH", "/teams/1", {"description": 7}, "7 is not"),
        ("PATCH", "/teams/1", None, "is not of type"),
        ("POST", "/teams/1/members", {"role": ["owner"]}, "has no role to write"),
        ("POST", "/groupLifecyclePolicies/1/addGroup", {"group": "1"}, "takes no group"),
        ("POST", "/groups/1/renew", {"days": 7}, "takes no body"),
    ],
)
def test_what_is_written_wrong_is_told(method: str, path: str, body: Any, says: str) -> None:
    asked = Query(f"http://graph.example/v1.0{path}", {}, body=body)
    done = Answer(204, text="")
    assert any(says in each for each in complaints(method, path, asked, done))


def test_every_write_is_one_that_graph_has() -> None:
    for method, table in WRITES.items():
        for path in table:
            template = template_of(re.sub(r"\{\w+\}", "1", path))
            assert method in published()["paths"][template], path


def test_paths_are_found_by_their_most_literal_form() -> None:
    assert template_of("/groups/1/members") == "/groups/{group-id}/members"
    assert template_of("/groups/delta()") == "/groups/delta()"
