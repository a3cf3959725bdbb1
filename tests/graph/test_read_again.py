"""What failed in passing is asked once more at the end; what failed twice is unknown."""

import pytest

from core.facts import Gap
from core.standards.facts import known
from core.standards.reads import Read
from graph.tenants.rounds import MOST_APART
from graph.tenants.tenants import Tenants
from graph.wire import reasons
from graph.wire.client import GraphClient
from graph.wire.waiting import patient
from tests.graph.company import (
    EVERYTHING,
    NOW,
    USUAL,
    account,
    company,
    gaps,
    group,
    ids,
    read,
    read_one,
    user,
)
from tests.graph.inside import OWN, mate
from tests.graph.server import Graph, Reply, many, refusal

FAILED = Gap("Microsoft Graph failed with error 500; try again later")
TRIES = 3  # of the client in these tests, each time
PASSED = [refusal(500)] * TRIES
MEMBERS = "/groups/apollo/members"


@pytest.mark.parametrize(
    "passing",
    [
        [refusal(500)] * TRIES,
        [refusal(502)] * TRIES,
        [refusal(503)] * TRIES,
        [refusal(504)] * TRIES,
        [refusal(408)] * TRIES,
        [refusal(429)] * TRIES,
        [refusal(429, Retry_After="3")],
    ],
)
async def test_what_was_spoiled_is_read_when_all_else_is(
    graph: Graph, client: GraphClient, passing: list[Reply]
) -> None:
    company(graph, group("apollo"), group("gemini"))
    graph.on("/teams/gemini", *passing, Reply({"id": "gemini", "isArchived": True}))

    apollo, gemini = (await read(client, USUAL)).tenant.teams

    assert (gaps(apollo), gaps(gemini), gemini.archived) == ({}, {}, True)
    assert graph.times("/teams/gemini") == len(passing) + 1
    assert graph.times("/teams/apollo") == 1
    assert graph.asked[-1].path == "/teams/gemini"


async def test_what_fails_twice_is_a_gap_and_not_asked_a_third_time(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on(MEMBERS, refusal(500))

    team = await read_one(client, USUAL)

    assert team.members == FAILED
    assert graph.times(MEMBERS) == 2 * TRIES


@pytest.mark.parametrize(("status", "asked"), [(403, 1), (404, 1), (400, 1)])
async def test_a_no_stays_a_no(graph: Graph, client: GraphClient, status: int, asked: int) -> None:
    company(graph, group("apollo"))
    graph.on(MEMBERS, refusal(status))

    assert isinstance((await read_one(client, USUAL)).members, Gap)
    assert graph.times(MEMBERS) == asked


async def test_a_connection_that_breaks_costs_no_fact_of_a_whole_request(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"))
    graph.on("/users", *[Reply(dropped=True)] * TRIES, many(account("ada")))

    apollo, gemini = (await read(client, USUAL)).tenant.teams

    assert [person.enabled for person in known(apollo.members)] == [True]
    assert gaps(gemini) == {}
    assert graph.times("/users") == TRIES + 1


async def test_one_team_that_breaks_whatever_it_is_asked_together_with_costs_no_other(
    graph: Graph, client: GraphClient
) -> None:
    names = [f"team-{number:02}" for number in range(30)]
    company(graph, *map(group, names))
    for path in ("/teams/team-07", "/groups/team-07/members", "/teams/team-07/channels"):
        graph.on(path, Reply(dropped=True))

    teams = (await read(client, USUAL)).tenant.teams

    found = {team.id: gaps(team) for team in teams if gaps(team)}
    facts = ("archived", "settings", "members", "channels")
    assert found == {"team-07": dict.fromkeys(facts, reasons.BROKEN)}

    graph.on("/groups/team-09", Reply(dropped=True))
    tenant = (await read(client, USUAL, *names)).tenant

    assert [team.id for team in tenant.teams] == [each for each in names if each != "team-09"]
    assert tenant.rest == Gap(f"the team team-09 was not read: {reasons.BROKEN}")


async def test_where_many_failed_these_are_asked_together(
    graph: Graph, client: GraphClient
) -> None:
    names = [f"team-{number:03}" for number in range(MOST_APART + 1)]
    company(graph, *map(group, names))
    for name in names:
        graph.on(f"/teams/{name}", *PASSED, Reply({"id": name, "isArchived": True}))
    reads = frozenset({Read.GROUPS, Read.TEAMS})

    teams = (await read(client, reads)).tenant.teams

    assert {team.archived for team in teams} == {True}
    assert len(graph.envelopes) == (TRIES + 1) * -(-len(names) // 15)


async def test_a_list_that_broke_off_is_read_whole_the_second_time(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    link = f"{graph.url}{MEMBERS}?$skiptoken=1"
    graph.on(MEMBERS, many(user("ada"), link=link), *PASSED, many(user("ada"), user("bob")))

    assert ids((await read_one(client, USUAL)).members) == ["ada", "bob"]


async def test_teams_of_a_page_that_failed_are_read_at_the_end(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"))
    link = f"{graph.url}/groups?$skiptoken=1"
    first = many(group("apollo"), {"displayName": "no id"}, link=link)
    graph.on("/groups", first, *PASSED, first, many(group("gemini")))

    tenant = (await read(client, USUAL)).tenant

    assert [team.id for team in tenant.teams] == ["apollo", "gemini"]
    assert tenant.rest == Gap("Microsoft Graph listed 1 team without saying which")
    assert graph.times("/teams/apollo") == graph.times("/teams/gemini") == 1


async def test_a_list_of_teams_that_breaks_off_twice_says_so(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    first = many(group("apollo"), link=f"{graph.url}/groups?$skiptoken=1")
    graph.on("/groups", first, *PASSED, first, refusal(500))

    tenant = (await read(client, USUAL)).tenant

    assert ([team.id for team in tenant.teams], tenant.rest) == (["apollo"], FAILED)


async def test_what_is_inside_channels_follows_where_these_came_late(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", *PASSED, many(OWN))
    graph.on("/teams/apollo/channels/19:own/members", *PASSED, many(mate("ada")))

    reads = frozenset({Read.GROUPS, Read.CHANNEL_MEMBERS})
    [channel] = known((await read_one(client, reads)).channels)

    assert [each.account.id for each in known(channel.members)] == ["ada"]


async def test_one_team_of_several_that_was_late_is_there_in_the_end(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"))
    graph.on("/groups/gemini", *PASSED, Reply(group("gemini")))

    tenant = (await read(client, USUAL, "apollo", "gemini", "nobody")).tenant

    assert [team.id for team in tenant.teams] == ["apollo", "gemini"]
    assert tenant.rest
    assert "gemini" not in tenant.rest.reason
    assert "nobody" in tenant.rest.reason


async def test_settings_of_the_organisation_are_read_again_too(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/groupSettings", *PASSED, many())
    graph.on("/admin/reportSettings", refusal(500))

    organisation = (await read(client)).tenant.organisation

    assert not isinstance(organisation.rules, Gap)
    assert organisation.names_hidden == FAILED
    assert graph.times("/admin/reportSettings") == 2 * TRIES


@pytest.mark.parametrize("path", [MEMBERS, "/groupSettings", "/groups"])
async def test_a_minute_lies_between_where_nobody_waits(
    graph: Graph, client: GraphClient, path: str
) -> None:
    company(graph, group("apollo"))
    whole = {MEMBERS: many(user("ada")), "/groupSettings": many(), "/groups": many(group("apollo"))}
    first = many(group("apollo"), link=f"{graph.url}/groups?$skiptoken=1")
    graph.on(path, *([first] if path == "/groups" else []), *PASSED, whole[path])

    reading = await read(client)

    assert reading.tenant.rest is None
    assert 60 <= client.now() < 75


async def test_nobody_who_waits_waits_for_that(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    graph.on(MEMBERS, *PASSED, many(user("ada")))

    [team] = (await read(client, USUAL, "apollo")).tenant.teams

    assert (ids(team.members), client.now() < 15) == (["ada"], True)


@pytest.mark.parametrize(
    ("now", "failed_at", "after"),
    [(100, 90, 150), (100, 40, 100), (100, 0, 100), (3_570, 3_569, 3_570)],
    ids=["just now", "a minute ago", "long ago", "as the hour ends"],
)
async def test_no_pause_is_longer_than_it_has_to_be_and_may(
    client: GraphClient, now: float, failed_at: float, after: float
) -> None:
    reading = client.for_one_reading(patient(client.patience))
    await reading.sleep(now)

    assert now + reading.pause(failed_at) == after


async def test_whoever_looks_on_hears_of_the_pause_as_it_begins_and_of_each_that_follows(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"))
    for path in (MEMBERS, "/groups/gemini/members", "/groupSettings"):
        graph.on(path, *PASSED, many())
    heard: list[tuple[str, int, int, float]] = []

    def listen(what: str, done: int, total: int) -> None:
        if what != "teams":
            heard.append((what, done, total, client.now()))

    await Tenants(client, "home").read(EVERYTHING, None, NOW, listen)

    [what] = {each[0] for each in heard}
    assert what == "again, after a pause of 60 seconds, what failed in passing"
    assert [each[1:3] for each in heard] == [(done, 3) for done in range(4)]
    assert heard[1][3] - heard[0][3] >= 60


async def test_without_a_fault_nothing_rests(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    graph.on(MEMBERS, refusal(403))

    await read(client)

    assert client.now() < 15


def test_only_what_may_pass_counts_as_passing() -> None:
    assert all(reasons.passes(Gap(reason)) for reason in reasons.PASSING)
    nos = [reasons.GARBLED, reasons.ELSEWHERE, reasons.NOT_THERE]
    assert not any(reasons.passes(Gap(reason)) for reason in nos)
