"""A small company for the reader of tenants: what a Graph answers of it, and what was read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from core.facts import Gap
from core.standards.facts import Account, Reading, Team
from core.standards.reads import Read
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from tests.graph.server import Graph, Reply, many

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVERYTHING = frozenset(Read)
USUAL = frozenset({Read.GROUPS, Read.MEMBERS, Read.USERS, Read.TEAMS, Read.CHANNELS})
SWITCHES = {"allowDeleteChannels": False, "allowAddRemoveApps": True}
FACTS = ("visibility", "owners", "members", "archived", "settings", "channels")
GENERAL = {
    "id": "19:general",
    "displayName": "General",
    "description": None,
    "membershipType": "standard",
    "email": "",
}
REPORT = "/reports/getTeamsTeamActivityDetail(period='D180')"
COLUMNS = "Report Refresh Date,Team Name,Team Id,Team Type,Last Activity Date,Report Period"
PLANNER = {
    "id": "x",
    "teamsApp": {
        "id": "planner",
        "externalId": "planner-outside",
        "displayName": "Planner",
        "distributionMethod": "store",
    },
    "teamsAppDefinition": {"displayName": "Planner", "version": "1.2.0"},
}


def user(id_: str, **more: Any) -> dict[str, Any]:
    """A person as Entra gives them; the name is the id with a capital."""
    return {
        "@odata.type": "#microsoft.graph.user",
        "id": id_,
        "displayName": id_.capitalize(),
        "userPrincipalName": f"{id_}@contoso.example",
        "userType": "Member",
        **more,
    }


def account(id_: str, *, enabled: bool | None = True, **more: Any) -> dict[str, Any]:
    """The same with all that the list of accounts tells."""
    told = {
        "accountEnabled": enabled,
        "assignedLicenses": [{"skuId": "business"}],
        "mail": f"{id_}@contoso.example",
        "externalUserState": None,
        "externalUserStateChangeDateTime": None,
        "department": None,
    }
    return user(id_, **told | more)


def group(id_: str, owners: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """A group with a team."""
    return {
        "id": id_,
        "displayName": id_.capitalize(),
        "description": f"Where {id_} is",
        "classification": None,
        "createdDateTime": "2025-01-31T08:00:00Z",
        "visibility": "Private",
        "assignedLabels": [],
        "expirationDateTime": None,
        "serviceProvisioningErrors": [],
        "resourceProvisioningOptions": ["Team"],
        "owners": list(owners),
        **more,
    }


def company(graph: Graph, *groups: dict[str, Any], people: Sequence[Any] = ()) -> None:
    """All groups on one page; every team has Ada in it, one channel, and the same settings.

    Nothing is set for the organisation, and no team was ever active.
    """
    graph.on("/groups", many(*groups))
    graph.on("/users", many(*people))
    for path in ("/groupSettings", "/groupLifecyclePolicies", "/appCatalogs/teamsApps"):
        graph.on(path, many())
    graph.on("/admin/reportSettings", Reply({"displayConcealedNames": False}))
    report(graph, *[f"2026-02-27,,{each['id']},Private,,180" for each in groups])
    for each in groups:
        id_ = each["id"]
        graph.on(f"/groups/{id_}", Reply(each))
        graph.on(f"/groups/{id_}/members", many(user("ada")))
        graph.on(f"/teams/{id_}/channels", many(GENERAL))
        team = {"id": id_, "isArchived": False, "memberSettings": SWITCHES, "funSettings": None}
        graph.on(f"/teams/{id_}", Reply(team))
        graph.on(f"/teams/{id_}/installedApps", many(PLANNER))
        graph.on(f"/teams/{id_}/channels/19:general/tabs", many())
        graph.on(f"/groups/{id_}/planner/plans", many({"title": f"Plan of {id_}"}))
        graph.on(f"/groups/{id_}/settings", many())


def report(graph: Graph, *rows: str) -> None:
    """The usage report, whose file is kept at another address."""
    lines = "\r\n".join([COLUMNS, *rows, ""])
    graph.on(REPORT, Reply(status=302, headers={"Location": f"{graph.url}/file"}))
    graph.on("/file", Reply(raw=f"\ufeff{lines}".encode()))


async def read(client: GraphClient, reads: frozenset[Read] = EVERYTHING, *team_ids: str) -> Reading:
    """All teams, or those."""
    return await Tenants(client, "home").read(reads, team_ids or None, NOW)


async def read_one(client: GraphClient, reads: frozenset[Read] = EVERYTHING) -> Team:
    """The only team there is."""
    [team] = (await read(client, reads)).tenant.teams
    return team


def known(people: tuple[Account, ...] | Gap) -> tuple[Account, ...]:
    """Fails for a gap."""
    assert not isinstance(people, Gap), people
    return people


def ids(people: tuple[Account, ...] | Gap) -> list[str]:
    """Of people who were read."""
    return [person.id for person in known(people)]


def gaps(team: Team) -> dict[str, str]:
    """The reasons of a team's gaps, by fact."""
    found = {name: getattr(team, name) for name in FACTS}
    return {name: fact.reason for name, fact in found.items() if isinstance(fact, Gap)}
