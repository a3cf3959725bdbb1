"""What an audit cannot read: a gap in its place with the reason, and the rest goes on."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.errors import NotRead
from core.facts import Gap
from core.rosters import Kind
from core.standards.facts import Channel, Person, Read, Team
from graph import reasons
from graph.client import GraphClient
from tests.graph.company import (
    EVERYTHING,
    GENERAL,
    NOW,
    account,
    company,
    group,
    ids,
    known,
    read,
    read_one,
    user,
)
from tests.graph.server import Graph, Reply, many, refusal

FACTS = ("visibility", "owners", "members", "archived", "settings", "channels")


def gaps(team: Team) -> dict[str, str]:
    """The reasons of a team's gaps, by fact."""
    found = {name: getattr(team, name) for name in FACTS}
    return {name: fact.reason for name, fact in found.items() if isinstance(fact, Gap)}


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
    assert team.members == (
        Person("ada", "Ada", "ada@contoso.example", enabled=denied, is_guest=True),
        Person("eve", "", "", enabled=denied, is_guest=denied),
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
    new = {"id": "19:new", "displayName": "New", "membershipType": "holographic"}
    graph.on("/teams/apollo/channels", many(new, GENERAL))

    team = await read_one(client)

    reason = "Microsoft Graph calls this kind of channel “holographic”, which is not known here"
    assert team.channels == (
        Channel("19:general", "General", "", Kind.STANDARD),
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


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (refusal(401), reasons.SIGN_IN_REFUSED),
        (refusal(403), reasons.NO_LIST),
        (refusal(429, Retry_After="0.01"), reasons.BUSY),
        (Reply(raw=b"<html>Welcome</html>"), reasons.GARBLED),
        (Reply(dropped=True), reasons.BROKEN),
        (Reply(hanging=True), reasons.TOO_SLOW),
    ],
)
async def test_where_no_team_can_be_listed_one_sentence_says_what_to_do_and_nothing_else_is_asked(
    graph: Graph, client: GraphClient, reply: Reply, says: str
) -> None:
    graph.on("/groups", reply)

    with pytest.raises(NotRead) as caught:
        await read(client)

    assert caught.value.says == says
    assert {request.path for request in graph.requests} == {"/v1.0/groups"}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refusal(500), "Microsoft Graph failed with error 500; try again later"),
        (Reply({"value": [{"displayName": "no id"}]}), reasons.GARBLED),
        (many(group("gemini"), link="http://127.0.0.1:9/v1.0/groups"), reasons.ELSEWHERE),
    ],
)
async def test_a_list_of_teams_that_ends_early_says_why_and_the_run_goes_on(
    graph: Graph, client: GraphClient, reply: Reply, reason: str
) -> None:
    company(graph, group("apollo"), group("gemini"))
    link = f"{graph.url}/groups?$skiptoken=1"
    graph.on("/groups", many(group("apollo"), link=link), reply)

    tenant = (await read(client)).tenant

    assert tenant.rest == Gap(reason)
    assert gaps(tenant.teams[0]) == {}


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


async def test_smaller_pages_are_asked_for_where_graph_declines_the_largest(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/groups", refusal(400), many(group("apollo")))

    assert gaps(await read_one(client)) == {}
    assert [each.query[-4:] for each in graph.asked if each.path == "/groups"] == ["=999", "=200"]


async def test_of_the_teams_asked_for_those_that_are_none_are_named(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("plain", resourceProvisioningOptions=[]))
    graph.on("/groups/hidden", refusal(403))

    reading = await read(client, frozenset({Read.GROUPS}), "gone", "apollo", "plain", "hidden")

    assert [team.id for team in reading.tenant.teams] == ["apollo"]
    assert reading.tenant.rest == Gap(
        "the team gone was not read: there is no such team; check the id; "
        "the team plain was not read: there is no such team; check the id; "
        "the team hidden was not read: not permitted, needs GroupMember.Read.All"
    )


async def test_where_none_of_the_teams_asked_for_is_there_nothing_is_read(
    client: GraphClient,
) -> None:
    with pytest.raises(NotRead, match=r"team-1 was not read: there is no such team.* and 2 more"):
        await read(client, EVERYTHING, "team-1", "team-2", "team-3", "team-4", "team-5")


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


async def test_a_sign_in_that_ends_in_the_middle_leaves_gaps(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, *[group(f"team-{number}", [user("ada")]) for number in range(400)])
    graph.on("/$batch", refusal(401))

    reading = await read(client)

    refused = dict.fromkeys(
        ("members", "archived", "settings", "channels"), reasons.SIGN_IN_REFUSED
    )
    assert [gaps(team) for team in reading.tenant.teams] == [refused] * 400
    assert reading.http_requests < 20


async def test_a_reading_that_is_cancelled_leaves_nothing_running(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/$batch", Reply(hanging=True))
    here = asyncio.all_tasks()

    reading = asyncio.create_task(read(client))
    await graph.hung.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    left = [str(task.get_coro()) for task in asyncio.all_tasks() - here]
    assert [each for each in left if "RequestHandler" not in each] == []
