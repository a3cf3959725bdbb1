"""What only the list of accounts tells: licences, guests, and how many people there are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.facts import Gap
from core.standards.facts import known
from core.standards.reads import Read
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import account, company, group, read, read_one, user
from tests.graph.server import Graph, many

SAM = {
    "userType": "Guest",
    "mail": "Sam@Partner.example",
    "externalUserState": "PendingAcceptance",
    "externalUserStateChangeDateTime": "2026-02-01T08:00:00Z",
}
INVITED = datetime(2026, 2, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "fact", "read_"),
    [
        ({}, "licensed", True),
        ({"assignedLicenses": []}, "licensed", False),
        ({"assignedLicenses": None}, "licensed", Gap(reasons.LICENCES_UNSAID)),
        ({}, "domain", ""),
        (SAM, "domain", "partner.example"),
        (
            SAM | {"mail": None, "userPrincipalName": "s_am_other.example#EXT#@c.example"},
            "domain",
            "other.example",
        ),
        (SAM | {"userType": "Alien"}, "domain", Gap(reasons.GUEST_UNSAID)),
        ({"externalUserState": "PendingAcceptance"}, "invited_at", None),
        (SAM, "invited_at", INVITED),
        (SAM | {"externalUserState": "Accepted"}, "invited_at", None),
        (SAM | {"externalUserState": None}, "invited_at", None),
        (SAM | {"externalUserState": "Perhaps"}, "invited_at", Gap(reasons.INVITED_UNSAID)),
        (
            SAM | {"externalUserStateChangeDateTime": "once"},
            "invited_at",
            Gap(reasons.INVITED_UNSAID),
        ),
        (SAM | {"externalUserState": 7}, "invited_at", Gap(reasons.INVITED_UNSAID)),
        (SAM | {"mail": 7}, "domain", Gap(reasons.MAIL_UNSAID)),
        ({}, "department", ""),
        ({"department": 7}, "department", Gap(reasons.DEPARTMENT_UNSAID)),
        ({"department": "Sales"}, "department", "Sales"),
    ],
)
async def test_what_the_list_of_accounts_tells(
    graph: Graph, client: GraphClient, told: dict[str, Any], fact: str, read_: object
) -> None:
    company(graph, group("apollo", [user("ada", **told)]), people=[account("ada", **told)])

    [ada] = known((await read_one(client, frozenset({Read.GROUPS, Read.USERS}))).owners)

    assert getattr(ada, fact) == read_


@pytest.mark.parametrize(
    ("people", "many_", "names"),
    [
        (
            [account("ada"), account("bob", enabled=False), account("sam", userType="Guest")],
            1,
            {"ada": "Ada", "bob": "Bob", "sam": "Sam"},
        ),
        ([account("ada", enabled=None)], Gap(reasons.ENABLED_UNSAID), {"ada": "Ada"}),
        (
            [account("ada"), {"displayName": "no id"}],
            Gap("Microsoft Graph listed accounts without saying which"),
            {"ada": "Ada"},
        ),
    ],
)
async def test_how_many_people_there_are(
    graph: Graph, client: GraphClient, people: list[Any], many_: object, names: dict[str, str]
) -> None:
    company(graph, group("apollo"), people=people)

    organisation = (await read(client, frozenset({Read.USERS}))).tenant.organisation

    assert (organisation.people, organisation.names) == (many_, names)


async def test_a_kind_of_account_that_one_team_s_list_makes_up_spoils_no_other_team(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"), people=[account("ada")])
    graph.on("/groups/apollo/members", many(user("ada", userType="Alien")))

    apollo, gemini = (await read(client, frozenset({Read.MEMBERS, Read.USERS}))).tenant.teams

    for team in (apollo, gemini):
        assert [each.is_guest for each in known(team.members)] == [False]


async def test_a_list_of_accounts_that_ends_early_counts_nobody(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/users", many(account("ada"), link="http://127.0.0.1:9/more"))

    organisation = (await read(client, frozenset({Read.USERS}))).tenant.organisation

    assert organisation.people == organisation.names == Gap(reasons.ELSEWHERE)
