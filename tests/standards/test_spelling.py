"""Names that are nearly the same: all of them are found, without telling everything of each."""

from difflib import SequenceMatcher
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.standards.kit.spelling import nearly_same
from core.standards.rules.name_unique import check
from core.words import words_in
from tests.standards.tenants import reading, team

MANY = settings(max_examples=300, deadline=None)
WORDS = st.lists(st.text("abc", min_size=1, max_size=9), max_size=12, unique=True)


def share(one: str, other: str) -> float:
    """As a person would count letters in common, in the words of difflib."""
    shorter, longer = sorted((one, other), key=lambda word: (len(word), word))
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio()


@MANY
@given(WORDS, st.sampled_from((0.67, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)))
def test_every_pair_of_words_that_is_alike_enough_is_found(words: list[str], least: float) -> None:
    """Against comparing each with each, which is too slow for thousands of words."""
    wanted = {
        frozenset(pair): share(*pair)
        for pair in combinations(words, 2)
        if share(*pair) >= least - 1e-9
    }

    found = list(nearly_same(words, least))

    assert {frozenset((one, other)): share for one, other, share in found} == wanted
    assert len(found) == len(wanted)


@MANY
@given(st.lists(st.text("ab -1", max_size=6), max_size=6))
def test_each_team_is_told_whose_name_another_one_has(names: list[str]) -> None:
    plain = [" ".join(words_in(name)).rstrip("0123456789 ").replace(" ", "") for name in names]
    teams = [team(f"t{at}", name=name or "x") for at, name in enumerate(names)]

    found = {subject.id for subject, _ in check(reading(*teams).tenant, similarity=1.0)}

    for (a, one), (b, other) in combinations(enumerate(plain), 2):
        if one and other:
            assert (f"t{a}|t{b}" in found) is (one == other), (names[a], names[b])


def test_as_many_names_as_teams_do_not_make_as_many_pairs_as_both() -> None:
    teams = [team(f"t{at}", name=f"Team {at}") for at in range(2_000)]

    found = list(check(reading(*teams).tenant))

    assert len(found) == len(teams) - 1
