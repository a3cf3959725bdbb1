"""How fast questions leave, and in what company."""

from collections import Counter

import pytest

from graph.asks import Ask, Kind
from graph.batch import envelopes
from graph.client import GraphClient
from graph.directory import Directory
from graph.pacer import Pacer
from graph.quotas import ONE_TEAM_PER_SECOND, QUOTAS, TEAMS_PER_SECOND
from graph.reasons import PERMISSIONS
from tests.graph.server import Graph
from tests.graph.watch import Watch


def most_in_a_second(times: list[float]) -> int:
    return max(sum(at <= other < at + 1 for other in times) for at in times)


async def test_no_second_sees_more_than_thirty_questions_to_teams() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    left: list[float] = []
    for number in range(40):
        teams = [f"{number}-{each}" for each in range(1 + number * 7 % 15)]
        await pacer.leave(teams)
        left += [watch.now] * len(teams)

    assert most_in_a_second(left) <= TEAMS_PER_SECOND
    assert watch.now < len(left) / TEAMS_PER_SECOND * 1.6


async def test_no_second_sees_more_than_four_questions_to_one_team() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    left: list[float] = []
    for number in range(21):
        await pacer.leave(["apollo", f"other-{number}"])
        left.append(watch.now)

    assert most_in_a_second(left) == ONE_TEAM_PER_SECOND
    assert watch.now == pytest.approx(5 * 1.1)


def test_an_envelope_has_one_service_and_no_team_twice() -> None:
    asks = [Ask(Kind.CHANNEL_MEMBERS, str(each), f"team-{each % 7}") for each in range(70)]
    asks += [Ask(Kind.GROUP_MEMBERS, str(each), f"team-{each}") for each in range(45)]
    asks += [Ask(Kind.USER, str(each)) for each in range(20)]

    packed = envelopes(asks)

    assert sorted(place for envelope in packed for place in envelope) == list(range(len(asks)))
    for envelope in packed:
        assert len({QUOTAS[asks[place].kind].service for place in envelope}) == 1
        teams = Counter(asks[place].team for place in envelope if asks[place].team)
        assert set(teams.values()) <= {1}
        assert len(envelope) <= 20


async def test_forty_teams_are_a_handful_of_requests(
    graph: Graph, client: GraphClient, directory: Directory
) -> None:
    teams = [f"team-{number}" for number in range(40)]
    for team in teams:
        graph.team(team)

    rosters = await directory.rosters(teams, [])

    assert [roster.team_id for roster in rosters] == teams
    assert all(roster.members == roster.channels == () for roster in rosters)
    assert client.counts.http_requests == len(graph.envelopes) == 2 + 3
    assert client.counts.questions == 80


def test_every_kind_of_read_has_its_limits_and_its_permission() -> None:
    assert set(QUOTAS) == set(PERMISSIONS) == set(Kind)
