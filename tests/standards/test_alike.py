"""Sets that are nearly the same are found however many there are, and none is left without one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.standards.kit.alike import MOST, alike
from core.standards.rules.overlapping_teams import check
from tests.standards.tenants import reading, team

PEOPLE = [f"p{number:02}" for number in range(30)]
SETS = st.lists(st.sets(st.sampled_from(PEOPLE), min_size=1), max_size=40)
SHARES = st.sampled_from((0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0))


def share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


@settings(max_examples=300, deadline=None)
@given(SETS, SHARES)
def test_each_set_is_named_with_the_first_that_are_like_it(
    sets: list[set[str]], similarity: float
) -> None:
    named = {f"{at:03}": sorted(each) for at, each in enumerate(sets)}
    every = [
        (f"{a:03}", f"{b:03}")
        for b, two in enumerate(sets)
        for a in [a for a, one in enumerate(sets[:b]) if share(one, two) >= similarity][:MOST]
    ]

    assert sorted(alike(named, similarity)) == sorted(every)


def test_teams_that_are_all_alike_are_not_told_by_all_their_pairs() -> None:
    """Two thousand of them would be two million findings, each of which says the same."""
    teams = [team(f"t{at:03}", archived=False) for at in range(50)]

    found = {subject.id: verdict for subject, verdict in check(reading(*teams).tenant)}

    assert len(found) == MOST * (MOST - 1) // 2 + MOST * (50 - MOST)
    assert {id_ for pair in found for id_ in pair.split("|")} == {each.id for each in teams}
    assert found["t009|t049"].says.endswith("; of those like “T049” 10 are listed")
    assert not found["t000|t001"].says.endswith("listed")
