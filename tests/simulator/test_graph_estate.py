"""Graph answers what is set up in teams: apps, tabs, plans, labels, and rules for all groups."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from simulator.estate import App, Governance, Label, Policy, Tab
from simulator.facts import Team, TenantFacts
from simulator.generated import generate
from simulator.graph.reports import COLUMNS
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts

GRAPH = "/graph/v1.0"
REPORT = f"{GRAPH}/reports/getTeamsTeamActivityDetail(period='D180')"
PLANNER = App("planner", "Planner", "2.0.0")
OWN = App("own", "Van stock", "1.2.0", "organization", awaiting="1.3.0")
OLD, SIDE = replace(OWN, version="1.1.0"), App("side", "Timer", "0.1", "sideloaded")
PLAIN = generate(4, 12, 1)


def facts() -> TenantFacts:
    """The first of its teams has everything, the others nothing of it."""
    people = tuple(
        replace(person, guest=number == 0, licensed=False, invited_days=30)
        if number == 0
        else person
        for number, person in enumerate(PLAIN.people)
    )
    return replace(
        PLAIN,
        people=people,
        teams=(full(PLAIN.teams[0]), replace(PLAIN.teams[1], quiet_days=None), *PLAIN.teams[2:]),
        catalogue=(PLANNER, OWN),
        governance=Governance({"EnableGroupCreation": "false"}, Policy(365, "Selected")),
    )


def full(team: Team) -> Team:
    general, *rest = team.channels
    tabs = (Tab("Board", "planner"), Tab("Wiki", "web", "https://wiki.example/start"))
    return replace(
        team,
        channels=(replace(general, email="general@emea.teams.example", tabs=tabs), *rest),
        classification="Internal",
        labels=(Label("l1", "Confidential"),),
        expires_in=20,
        errors=("exchange/APCPR01",),
        guests_allowed=False,
        apps=(PLANNER, OLD, SIDE),
        plans=("Work",),
        quiet_days=100,
    )


@pytest.fixture
async def estate(begin: Starts) -> AsyncIterator[Tenant]:
    async with begin(facts=facts()) as tenant:
        yield tenant


@pytest.fixture
async def reader(estate: Tenant) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, estate.url)


def first(tenant: Tenant) -> Team:
    return tenant.world.facts.teams[0]


async def test_a_group_has_its_label_its_end_and_what_went_wrong(
    reader: Client, estate: Tenant
) -> None:
    team = first(estate)
    names = "classification,assignedLabels,expirationDateTime,serviceProvisioningErrors"
    found = (await reader("GET", f"{GRAPH}/groups/{team.id}", **{"$select": names})).body
    ends = estate.world.graph.began + timedelta(days=20)

    assert found["classification"] == "Internal"
    assert found["assignedLabels"] == [{"labelId": "l1", "displayName": "Confidential"}]
    assert found["expirationDateTime"][:10] == ends.date().isoformat()
    assert found["serviceProvisioningErrors"][0]["serviceInstance"] == "exchange/APCPR01"


async def test_people_have_licences_and_guests_a_state(reader: Client, estate: Tenant) -> None:
    wanted = {"$select": "id,assignedLicenses,externalUserState,externalUserStateChangeDateTime"}
    guest, *others = (await reader("GET", f"{GRAPH}/users", **wanted)).body["value"]
    asked_on = (estate.world.graph.began - timedelta(days=30)).date().isoformat()

    assert guest["assignedLicenses"] == []
    assert guest["externalUserState"] == "PendingAcceptance"
    assert guest["externalUserStateChangeDateTime"][:10] == asked_on
    assert {len(each["assignedLicenses"]) for each in others} == {1}
    assert {each["externalUserState"] for each in others} == {None}


async def test_a_channels_address_is_for_who_may_read_it(reader: Client, estate: Tenant) -> None:
    path = f"{GRAPH}/teams/{first(estate).id}/channels"
    found = (await reader("GET", path)).body["value"]
    estate.deny("ChannelSettings.Read.All")
    without = await reader("GET", path)

    assert [each["email"] for each in found[:2]] == ["general@emea.teams.example", ""]
    assert without.status == 200
    assert all("email" not in each for each in without.body["value"])


async def test_installed_apps_come_with_what_is_expanded(reader: Client, estate: Tenant) -> None:
    team = first(estate)
    path = f"{GRAPH}/teams/{team.id}/installedApps"
    bare = (await reader("GET", path)).body["value"]
    both = {"$expand": "teamsApp($select=id,distributionMethod),teamsAppDefinition"}
    found = (await reader("GET", path, **both)).body["value"]
    wrong = await reader("GET", path, **{"$expand": "owner"})
    estate.world.installs.teams.add(team.id)
    with_ours = (await reader("GET", path, **both)).body["value"]

    assert [set(each) for each in bare] == [{"id"}] * 3
    assert [(each["teamsApp"]["id"], each["teamsApp"]["distributionMethod"]) for each in found] == [
        ("planner", "store"),
        ("own", "organization"),
        ("side", "sideloaded"),
    ]
    assert [each["teamsAppDefinition"]["version"] for each in found] == ["2.0.0", "1.1.0", "0.1"]
    assert (wrong.status, len(with_ours)) == (400, 4)


async def test_the_catalogue_tells_what_is_approved_from_what_waits(reader: Client) -> None:
    wanted = {"$expand": "appDefinitions($select=version,publishingState)"}
    ours, planner, own = (await reader("GET", f"{GRAPH}/appCatalogs/teamsApps", **wanted)).body[
        "value"
    ]
    of_company = {"$filter": "distributionMethod eq 'organization'"}
    fewer = await reader("GET", f"{GRAPH}/appCatalogs/teamsApps", **of_company)

    assert ours["distributionMethod"] == "organization"
    assert planner["externalId"] == planner["id"]
    assert own["externalId"] != own["id"]
    assert own["appDefinitions"] == [
        {"version": "1.2.0", "publishingState": "published"},
        {"version": "1.3.0", "publishingState": "submitted"},
    ]
    assert [each["id"] for each in fewer.body["value"]] == [ours["id"], "own"]


async def test_tabs_say_where_they_lead(reader: Client, estate: Tenant) -> None:
    team = first(estate)
    path = f"{GRAPH}/teams/{team.id}/channels/{team.general}/tabs"
    board, wiki = (await reader("GET", path, **{"$expand": "teamsApp($select=id)"})).body["value"]

    assert (board["displayName"], board["teamsApp"]) == ("Board", {"id": "planner"})
    assert board["configuration"]["websiteUrl"] is None
    assert wiki["configuration"]["websiteUrl"] == "https://wiki.example/start"
    assert "teamsApp" not in (await reader("GET", path)).body["value"][0]


async def test_plans_and_the_own_switch_belong_to_a_group(reader: Client, estate: Tenant) -> None:
    team, other = estate.world.facts.teams[:2]
    plans = (await reader("GET", f"{GRAPH}/groups/{team.id}/planner/plans")).body["value"]
    (own,) = (await reader("GET", f"{GRAPH}/groups/{team.id}/settings")).body["value"]
    none = await reader("GET", f"{GRAPH}/groups/{other.id}/settings")

    assert [(each["title"], each["container"]["containerId"]) for each in plans] == [
        ("Work", team.id)
    ]
    assert own["templateId"] == "08d542b9-071f-4e16-94b0-74abb372e3d9"
    assert own["values"] == [{"name": "AllowToAddGuests", "value": "False"}]
    assert none.body["value"] == []


async def test_what_the_organisation_set_comes_with_all_of_its_template(
    reader: Client,
) -> None:
    (found,) = (await reader("GET", f"{GRAPH}/groupSettings")).body["value"]
    (policy,) = (await reader("GET", f"{GRAPH}/groupLifecyclePolicies")).body["value"]
    values = {each["name"]: each["value"] for each in found["values"]}

    assert found["templateId"] == "62375ab9-6b52-47ed-826b-58e47e0e304b"
    assert (len(values), values["EnableGroupCreation"]) == (15, "false")
    assert (policy["groupLifetimeInDays"], policy["managedGroupTypes"]) == (365, "Selected")


async def test_the_report_is_fetched_without_a_token(reader: Client, estate: Tenant) -> None:
    told = await reader("GET", REPORT)
    link = told.headers["Location"]
    assert told.status == 302
    own = {"Authorization": f"Bearer {reader.token}"}
    async with reader.session.get(link, headers=own) as refused:
        assert refused.status == 400
    async with reader.session.get(link) as fetched:
        content = await fetched.read()

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    began = estate.world.graph.began.date()
    last = {row["Team Id"]: row["Last Activity Date"] for row in rows}
    quiet, never, alive, _ = estate.world.facts.teams
    assert last[quiet.id] == (began - timedelta(days=100)).isoformat()
    assert last[never.id] == ""
    assert last[alive.id] == rows[0]["Report Refresh Date"]
    assert {row["Report Period"] for row in rows} == {"180"}


async def test_a_concealed_report_names_no_team(begin: Starts) -> None:
    hidden = replace(facts(), governance=Governance(conceals=True))
    async with begin(facts=hidden) as tenant, aiohttp.ClientSession() as session:
        reader = Client(session, tenant.url)
        said = await reader("GET", f"{GRAPH}/admin/reportSettings")
        (part,) = (await reader.batch(REPORT.removeprefix(GRAPH))).values()
        async with session.get(part["headers"]["Location"]) as fetched:
            text = await fetched.text()
        nothing = (await reader("GET", f"{GRAPH}/groupSettings")).body["value"]

    assert said.body["displayConcealedNames"] is True
    assert part["status"] == 302
    assert not any(team.id in text or team.name in text for team in hidden.teams)
    assert nothing == []
