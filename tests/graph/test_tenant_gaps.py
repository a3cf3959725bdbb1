"""What an audit cannot read: a gap in its place with the reason, and the rest goes on."""

from datetime import timedelta
from typing import Any

import pytest

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Account, Channel
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import (
    EVERYTHING,
    GENERAL,
    NOW,
    USUAL,
    account,
    company,
    gaps,
    group,
    ids,
    known,
    read,
    read_one,
    user,
)
from tests.graph.server import Graph, Reply, many, refusal


@pytest.mark.parametrize(
    ("path", "permission", "facts"),
    [
        ("/teams/apollo", "TeamSettings.Read.All", {"archived", "settings"}),
        ("/teams/apollo/channels", "Channel.ReadBasic.All", {"channels"}),
        ("/groups/apollo/members", "GroupMember.Read.All", {"members", "owners"}),
    ],
)
async def test_one_team_that_may_not_be_read_names_the_permission_and_spoils_no_other(
    graph: Graph, client: GraphClient, path: str, permission: str, facts: set[str]
) -> None:
    company(graph, group("apollo", [user("ada")]), group("gemini"))
    graph.on(path, refusal(403))

    apollo, gemini = (await read(client)).tenant.teams

    assert gaps(apollo) == dict.fromkeys(facts, f"not permitted, needs {permission}")
    assert gaps(gemini) == {}


async def test_a_roster_that_is_busy_leaves_the_owners_known(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", [user("ada")]))
    graph.on("/groups/apollo/members", refusal(503, Retry_After="0.01"))

    team = await read_one(client)

    assert gaps(team) == {"members": reasons.BUSY}
    assert ids(team.owners) == ["ada"]


async def test_owners_that_cannot_be_read_whole_are_a_gap(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", [user(f"owner-{number}") for number in range(20)]))
    graph.on("/groups/apollo/owners", refusal(500))

    assert gaps(await read_one(client)) == {
        "owners": "Microsoft Graph failed with error 500; try again later"
    }


async def test_accounts_that_may_not_be_read_leave_names_that_others_told(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    hidden = {"@odata.type": "#microsoft.graph.user", "id": "eve", "displayName": None}
    graph.on("/groups/apollo/members", many(user("ada", userType="Guest"), hidden))
    graph.on("/users", refusal(403))

    team = await read_one(client)

    denied = Gap("not permitted, needs User.Read.All")
    listed: Any = dict.fromkeys(("licensed", "domain", "invited_at", "department"), denied)
    assert team.members == (
        Account("ada", "Ada", "ada@contoso.example", denied, is_guest=True, **listed),
        Account("eve", "", "", denied, is_guest=denied, **listed),
    )


async def test_a_list_of_accounts_that_ends_early_is_a_gap_for_the_others(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/groups/apollo/members", many(user("ada"), user("bob")))
    link = f"{graph.url}/users?$skiptoken=1"
    graph.on("/users", many(account("ada"), link=link), Reply(raw=b"<html></html>"))

    ada, bob = known((await read_one(client)).members)

    assert (ada.enabled, bob.enabled, bob.is_guest) == (True, Gap(reasons.GARBLED), False)


@pytest.mark.parametrize(
    ("told", "enabled", "guest"),
    [
        ({}, True, False),
        ({"userType": "Guest"}, True, True),
        ({"userType": None, "userPrincipalName": "x#EXT#@y.example"}, True, True),
        ({"userType": None}, True, False),
        ({"userType": "Member", "userPrincipalName": "x#EXT#@y.example"}, True, False),
        ({"userType": "Alien"}, True, Gap(reasons.GUEST_UNSAID)),
        ({"userType": None, "userPrincipalName": None}, True, Gap(reasons.GUEST_UNSAID)),
        ({"accountEnabled": None}, Gap(reasons.ENABLED_UNSAID), False),
        ({"accountEnabled": "yes"}, Gap(reasons.ENABLED_UNSAID), False),
        (None, Gap(reasons.NOT_LISTED), Gap(reasons.NOT_LISTED)),
    ],
)
async def test_what_is_known_of_an_account(
    graph: Graph, client: GraphClient, told: dict[str, Any] | None, enabled: object, guest: object
) -> None:
    people = [] if told is None else [{**account("ada"), **told}]
    company(graph, group("apollo"), people=people)
    graph.on("/groups/apollo/members", many({"id": "ada"}))

    [ada] = known((await read_one(client)).members)

    assert (ada.enabled, ada.is_guest) == (enabled, guest)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, reasons.VISIBILITY_UNSAID),
        ("", reasons.VISIBILITY_UNSAID),
        (
            "unknownFutureValue",
            "Microsoft Graph calls the visibility “unknownFutureValue”, which is not known here",
        ),
    ],
)
async def test_a_visibility_that_says_nothing_is_a_gap(
    graph: Graph, client: GraphClient, found: str | None, reason: str
) -> None:
    company(graph, group("apollo", visibility=found))

    assert gaps(await read_one(client)) == {"visibility": reason}


async def test_a_kind_of_channel_that_is_new_is_a_gap(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    new = {**GENERAL, "id": "19:new", "displayName": "New", "membershipType": "holographic"}
    graph.on("/teams/apollo/channels", many(new, GENERAL))

    team = await read_one(client, USUAL)

    reason = "Microsoft Graph calls this kind of channel “holographic”, which is not known here"
    assert team.channels == (
        Channel("19:general", "General", "", ChannelKind.STANDARD),
        Channel("19:new", "New", "", Gap(reason)),
    )


async def test_a_team_that_does_not_say_whether_it_is_archived_may_hide_channels(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo", Reply({"id": "apollo"}))

    team = await read_one(client)

    assert gaps(team) == {"archived": reasons.ARCHIVED_UNSAID}
    assert team.hides_channels


@pytest.mark.parametrize(
    ("age", "reason"), [(14, reasons.TOO_YOUNG), (15, reasons.NOT_THERE), (None, reasons.NOT_THERE)]
)
async def test_a_team_that_is_not_there_is_perhaps_not_there_yet(
    graph: Graph, client: GraphClient, age: int | None, reason: str
) -> None:
    born = None if age is None else (NOW - timedelta(minutes=age)).isoformat()
    company(graph, group("apollo", createdDateTime=born))
    graph.on("/teams/apollo", refusal(404))
    graph.on("/teams/apollo/channels", refusal(404))

    assert gaps(await read_one(client)) == dict.fromkeys(
        ("archived", "settings", "channels"), reason
    )


async def test_a_link_to_another_host_is_not_followed_and_the_list_is_a_gap(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", [user("ada")]))
    graph.on("/groups/apollo/members", many(user("ada"), link="http://127.0.0.1:9/more"))

    assert gaps(await read_one(client)) == {"members": reasons.ELSEWHERE}


async def test_owners_that_make_no_sense_are_a_gap(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo", ["ada"]), group("gemini", [{"displayName": "no id"}]))

    apollo, gemini = (await read(client)).tenant.teams

    assert gaps(apollo) == gaps(gemini) == {"owners": reasons.GARBLED}


async def test_a_throttled_part_is_asked_again_alone_and_counted(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"))
    settings = Reply({"id": "gemini", "isArchived": True})
    graph.on("/teams/gemini", refusal(429, Retry_After="0.02"), settings)

    reading = await read(client)

    assert [team.archived for team in reading.tenant.teams] == [False, True]
    assert (reading.throttled, graph.times("/teams/apollo")) == (1, 1)
    assert ["/teams/gemini" in each[0] for each in graph.envelopes if len(each) == 1] == [True]


async def test_one_account_that_cannot_be_read_is_a_gap_for_that_person(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/groups/apollo/members", many(*map(user, ("ada", "bob", "eve", "gil"))))
    graph.on("/users/ada", Reply(account("ada")))
    graph.on("/users/bob", refusal(404))
    graph.on("/users/eve", refusal(500))
    graph.on("/users/gil", Reply({"displayName": "no id"}))

    [team] = (await read(client, EVERYTHING, "apollo")).tenant.teams

    assert [person.enabled for person in known(team.members)] == [
        True,
        Gap(reasons.NOT_LISTED),
        Gap("Microsoft Graph failed with error 500; try again later"),
        Gap(reasons.GARBLED),
    ]
