"""Ballots never pass their budget, however many pages they have, and every vote is counted once."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.retros.model import Board, Note
from core.retros.summary import TOP, summarise
from core.retros.voting import PAGE, Ranked, by_prompt, cast, pages, ranked, totals
from tests.core.retros import FORMAT, RETRO

MANY = settings(max_examples=300, deadline=None)
IDS = [f"n{at}" for at in range(45)]


def noted(number: int, prompt: str = "start", votes: int | None = None) -> Note:
    """A note by its number."""
    return Note(f"n{number}", prompt, f"Note {number}", votes)


@pytest.mark.parametrize(
    ("own", "shown", "given_", "kept"),
    [
        ({}, "ab", {"a": 3}, {"a": 3}),
        ({"a": 3}, "ab", {"b": 2}, {"b": 2}),
        ({"a": 3}, "ab", {}, {}),
        ({"c": 2}, "ab", {"a": 1}, {"c": 2, "a": 1}),
        ({"c": 2}, "ab", {"a": 0}, {"c": 2}),
        ({"c": 2}, "ab", {"z": 3}, {"c": 2}),
    ],
)
def test_votes_on_what_was_shown_are_replaced_and_the_others_stay(
    own: dict[str, int], shown: str, given_: dict[str, int], kept: dict[str, int]
) -> None:
    assert cast(own, shown, given_, 3) == kept


def test_over_the_budget_it_says_how_many_to_take_back_and_where_they_are() -> None:
    with pytest.raises(InputError) as told:
        cast({"c": 2}, "ab", {"a": 1, "b": 2}, 3)
    assert told.value.says == (
        "You gave 5 votes and have 3. Take 2 back. 2 of them on other pages. Nothing was stored."
    )
    with pytest.raises(InputError) as told:
        cast({}, "ab", {"a": 4}, 3)
    assert told.value.says == "You gave 4 votes and have 3. Take 1 back. Nothing was stored."


CHANGES = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(0, 2),
        st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), max_size=6),
    ),
    max_size=20,
)


@given(CHANGES, st.integers(1, 6))
@MANY
def test_no_ballot_ever_passes_its_budget_and_totals_are_the_sum_of_ballots(
    changes: list[tuple[str, int, dict[str, int]]], budget: int
) -> None:
    cut = pages([noted(at) for at in range(len(IDS))], FORMAT)
    ballots: dict[str, dict[str, int]] = {}
    for person, page, given_ in changes:
        shown = {note.id for note in cut[page]}
        before = ballots.get(person, {})
        try:
            ballots[person] = dict(cast(before, shown, given_, budget))
        except InputError:
            assert ballots.get(person, {}) == before
            continue
        here = {note: votes for note, votes in given_.items() if note in shown and votes}
        assert {note: ballots[person][note] for note in here} == here
        assert {note for note in ballots[person] if note in shown} == set(here)

    counted = totals(ballots.values())
    assert all(0 < sum(each.values()) <= budget for each in ballots.values() if each)
    assert sum(counted.values()) == sum(sum(each.values()) for each in ballots.values())
    assert counted == sum((Counter(each) for each in ballots.values()), Counter())


def test_notes_with_as_many_votes_share_a_place() -> None:
    voted = [noted(at, votes=votes) for at, votes in enumerate([2, 5, 0, 5, 1, 2])]

    assert [(each.place, each.note.id, each.votes) for each in ranked(voted)] == [
        (1, "n1", 5),
        (1, "n3", 5),
        (3, "n0", 2),
        (3, "n5", 2),
        (5, "n4", 1),
    ]


def test_while_votes_are_hidden_nothing_is_ranked() -> None:
    assert ranked([noted(1), noted(2)]) == []


NOTES = st.lists(
    st.builds(
        Note,
        id=st.integers(0, 10**6).map(str),
        prompt=st.sampled_from(["start", "stop", "gone"]),
        text=st.just("x"),
        votes=st.none() | st.integers(0, 3),
    ),
    unique_by=lambda note: note.id,
    max_size=70,
)


@given(NOTES)
@MANY
def test_every_note_is_on_one_page_whatever_order_they_came_in(notes: list[Note]) -> None:
    cut = pages(notes, FORMAT)

    assert cut == pages(notes[::-1], FORMAT)
    assert [note for page in cut for note in page] == by_prompt(notes, FORMAT)
    assert sorted(note.id for page in cut for note in page) == sorted(note.id for note in notes)
    assert all(0 < len(page) <= PAGE for page in cut) or cut == [[]]


def test_pages_go_by_prompt_and_an_unknown_one_is_last() -> None:
    notes = [noted(1, "gone"), noted(2, "stop"), noted(4, "start"), noted(3, "start")]

    assert [note.id for note in pages(notes, FORMAT)[0]] == ["n3", "n4", "n2", "n1"]


def board(notes: list[Note]) -> Board:
    """A retro with these notes, closed."""
    return Board(replace(RETRO, phase=None), notes, [], [])


@given(NOTES)
@MANY
def test_a_summary_counts_every_note_and_shows_a_few(notes: list[Note]) -> None:
    told = summarise(board(notes))
    shown = [each.note for each in told.top] + [*told.unranked]

    assert len(shown) + told.left == len(notes)
    assert len(shown) <= TOP
    assert len({note.id for note in shown}) == len(shown)
    assert not told.top or not told.unranked
    assert told.empty == (not notes)


def test_a_summary_has_the_notes_with_most_votes_first() -> None:
    told = summarise(board([noted(at, votes=at) for at in range(14)]))

    assert told.top[0] == Ranked(1, noted(13, votes=13), 13)
    assert [each.votes for each in told.top] == list(range(13, 3, -1))
    assert (told.left, told.empty) == (4, False)


def test_without_votes_a_summary_shows_some_of_each_prompt() -> None:
    many = [noted(at) for at in range(30)] + [noted(90, "stop"), noted(91, "stop")]
    told = summarise(board(many))

    assert [note.prompt for note in told.unranked] == ["start"] * 8 + ["stop"] * 2
    assert told.left == 22
