"""A pattern that can match no name is told; one that can is never taken for such."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.standards.kit.patterns import can_match

NAMES = [
    "".join(signs) for length in range(1, 5) for signs in product("ab-$", repeat=length)
]  # of one line, and none without a sign

ATOMS = st.sampled_from(
    ["a", "b", "-", "^", "$", ".", r"\A", r"\Z", r"\b", r"\B", "[ab]", "[^a]", r"\$", r"\w", ""]
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = ("({})", "(?:{})*", "(?:{})+?", "(?:{})?", "(?:{}){{2}}", "(?:{}){{0}}", "(?m:{})")
    around = ("(?={})", "(?!{})", "(?>{})", "(?:{}){{0,3}}", "(?:{})*+", "(?<=a){}", "({})?\\b")
    wrapped = st.sampled_from([*forms, *around])
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join).map("(?:{})".format),
        st.tuples(wrapped, inner).map(lambda pair: pair[0].format(pair[1])),
    )


@given(st.recursive(ATOMS, _larger, max_leaves=6))
def test_what_matches_some_name_is_never_told_to_match_none(pattern: str) -> None:
    if not can_match(pattern):
        found = re.compile(pattern)
        assert not [name for name in NAMES if found.search(name)]


@pytest.mark.parametrize(
    "pattern",
    [
        *("^$", "a^b", "$x", "PRJ-^", "x$y", r"\Ab\A", r"^\Z", "(?m)^$", "(?:^a){2}", "(^$)|a^"),
        *("a(?=$x)", "^(a|b)+^c", "(?=^$)^$", "[^a]^", "(?x) $ a", "(?i)PRJ$-"),
    ],
)
def test_what_no_name_can_match_is_known(pattern: str) -> None:
    assert not can_match(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *("^PRJ-", "^(?!old)", "", "^", "$", "^.*$", "^a?$", "(^|-)x", "x($|-)", r"\bx\b", "a*^b"),
        *(
            r"a\^b",
            r"\$x",
            "[$]x",
            "(a)?(?(1)b|c)",
            r"(a)\1$",
            "(?:^|x)+",
            "((((a*)*)*)*)*$",
            "^ *$",
        ),
    ],
)
def test_what_some_name_matches_stays(pattern: str) -> None:
    assert can_match(pattern)
