"""How much people have to follow: in the middle, of the tenth with most, and over a limit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.standards.facts import Team
from core.standards.model import Overload
from core.standards.overload import LIMIT, limit_of, over, overload, told
from core.standards.reads import Read
from tests.standards.standards import clause, standard
from tests.standards.tenants import reading, team

HOUSE = standard(clause("teams_per_person", at_most=2))

BOARD = team(
    "gemini", channels=["General", {"name": "Board", "kind": "private", "members": "not answered"}]
)


def found(*teams: Team, rest: str | None = None) -> Overload:
    made = overload([HOUSE], reading(*teams, rest=rest))
    assert made is not None
    return made


def test_teams_and_channels_are_counted_for_each_person_of_the_company() -> None:
    """Ada is in three teams and a private channel, Grace in two, Alan in one; Sam is a guest."""
    three = found(
        team(
            "apollo", members=["ada", "grace", "alan", "sam (guest)"], channels=["General", "Plans"]
        ),
        team("gemini", members=["ada", "grace", "kim (left)"], channels=["General"]),
        team(
            "mercury",
            members=["ada"],
            channels=["General", {"name": "Board", "kind": "private", "members": ["ada"]}],
        ),
        team("saturn", members=["ada", "alan"], archived=True),
    )

    assert three == Overload(
        people=3, limit=2, over=1, teams=2, teams_worst=3, channels=3, channels_worst=5
    )
    assert (
        told(three) == "median 2 teams and 3 channels; worst tenth 3 teams and 5 channels or more"
    )
    assert over(three) == "33\u00a0%"


@pytest.mark.parametrize(
    ("teams", "rest"),
    [
        pytest.param([team("gemini", members="not answered")], None, id="members of one"),
        pytest.param([team("gemini", channels="not answered")], None, id="channels of one"),
        pytest.param([], "stopped", id="the end of the list"),
        pytest.param([BOARD], None, id="members of a private channel"),
    ],
)
def test_what_could_not_be_read_makes_it_the_least(teams: Sequence[Team], rest: str | None) -> None:
    least = found(team("apollo"), *teams, rest=rest)

    assert least.at_least
    assert told(least).startswith("median at least ")
    assert over(least) == "at least 0\u00a0%"


def test_without_channels_teams_are_told_alone() -> None:
    only = found(team("apollo", {Read.GROUPS, Read.MEMBERS}))

    assert (only.teams, only.channels, only.channels_worst) == (1, None, None)
    assert not only.at_least
    assert told(only) == "median 1 team; worst tenth 1 team or more"


def test_who_is_in_teams_was_not_read_or_not_of_all() -> None:
    unread = reading(team("apollo", {Read.GROUPS}))

    assert overload([HOUSE], unread) is None
    assert overload([HOUSE], replace(reading(team("apollo")), whole=False)) is None


def test_the_limit_is_the_strictest_that_a_standard_has() -> None:
    assert limit_of([standard(clause("few_owners"))]) == LIMIT == 15
    assert limit_of([standard(clause("teams_per_person"))]) == LIMIT
    looser = standard(clause("teams_per_person", at_most=20), name="looser")
    assert limit_of([looser]) == 20
    assert limit_of([looser, HOUSE]) == 2


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sets(st.integers(0, 30)), min_size=1, max_size=30))
def test_the_figures_mean_what_they_say(rosters: list[set[int]]) -> None:
    teams: list[Any] = [
        team(f"t{at:02}", members=[f"p{who}" for who in sorted(people)])
        for at, people in enumerate(rosters)
    ]
    of_each = sorted(sum(who in people for people in rosters) for who in set().union(*rosters))

    made = found(*teams)

    assert made.people == len(of_each)
    assert made.over == sum(number > made.limit for number in of_each)
    if of_each:
        assert sum(number <= made.teams for number in of_each) * 2 >= len(of_each)
        assert sum(number >= made.teams for number in of_each) * 2 >= len(of_each)
        assert sum(number >= made.teams_worst for number in of_each) * 10 >= len(of_each)
        assert sum(number > made.teams_worst for number in of_each) * 10 <= len(of_each)
