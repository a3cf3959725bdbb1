"""A ballot over its pages, its budget and its end: through the real store."""

from dataclasses import replace

import pytest

from core.errors import NotAllowed
from core.retros import sentences, service
from core.retros.forms import BallotForm
from core.retros.model import Phase
from tests.core.presses import edits
from tests.core.retros import NONCE, OTHER, ballot, board, move_on, submit_ballot, voting
from tests.ground import MONDAY, Ground


async def test_a_ballot_has_pages_and_its_votes_count_over_all_of_them(
    inside: Ground, retro: str
) -> None:
    ids = await voting(inside, retro, 25)
    first = await ballot(inside, retro, 1)
    data = {"nonce": NONCE, "page": 1, ids[0]: 2, ids[1]: ""}
    said = await submit_ballot(inside, retro, data)
    second = await ballot(inside, retro, 2)

    assert (first.page, first.pages, len(first.notes), first.given) == (1, 2, 20, 0)
    assert said == "Saved. 1 of 3 votes left."
    assert (second.page, len(second.notes), second.typed) == (2, 5, {})
    assert (second.elsewhere, second.given) == (2, 2)
    far = await ballot(inside, retro, 99)
    assert replace(far, nonce="") == replace(second, nonce="")
    first = await ballot(inside, retro, 0)
    assert (first.page, first.typed, first.given) == (1, {ids[0]: "2"}, 2)


async def test_one_page_may_follow_the_other(inside: Ground, retro: str) -> None:
    ids = await voting(inside, retro, 25)
    data = {"nonce": NONCE, "page": 1, "then": 2, ids[0]: 1}
    form = await submit_ballot(inside, retro, data)
    again = await submit_ballot(inside, retro, data)

    assert isinstance(form, BallotForm)
    assert (form.page, form.elsewhere, form.said) == (2, 1, sentences.voted(1, 3))
    assert isinstance(again, BallotForm)
    assert replace(again, nonce="", retro=form.retro) == replace(form, nonce="")
    assert await edits(inside) == [retro]


async def test_over_the_budget_the_same_form_comes_back(inside: Ground, retro: str) -> None:
    ids = await voting(inside, retro, 25)
    data = {"nonce": NONCE, "page": 2, ids[20]: 2}
    await submit_ballot(inside, retro, data)
    data = {"nonce": OTHER, "page": 1, ids[0]: 1, ids[1]: 1}
    form = await submit_ballot(inside, retro, data)

    assert isinstance(form, BallotForm)
    assert (form.problem, form.mistakes) == (sentences.over_budget(4, 3, 2), {})
    assert (form.page, form.typed, form.given) == (1, {ids[0]: "1", ids[1]: "1"}, 4)
    assert form.nonce not in (NONCE, OTHER)
    assert await inside.ports.retros.retros.ballot(retro, "kim") == {ids[20]: 2}


async def test_what_is_no_number_is_told_at_its_input(inside: Ground, retro: str) -> None:
    one, two, three = await voting(inside, retro, 3)
    data = {"nonce": NONCE, one: "many", two: 4, three: 1}
    form = await submit_ballot(inside, retro, data)

    assert isinstance(form, BallotForm)
    assert ({*form.mistakes}, form.problem) == ({one, two}, "")
    assert form.typed == {one: "many", two: "4", three: "1"}
    assert form.given == 5
    assert await inside.ports.retros.retros.ballot(retro, "kim") == {}


async def test_an_input_that_was_emptied_takes_its_votes_back(inside: Ground, retro: str) -> None:
    one, _ = await voting(inside, retro)
    await submit_ballot(inside, retro, {"nonce": OTHER, one: 2})

    assert await submit_ballot(inside, retro, {"nonce": NONCE}) == sentences.voted(0, 3)
    assert await inside.ports.retros.retros.ballot(retro, "kim") == {}


async def test_a_ballot_after_the_vote_is_not_stored(inside: Ground, retro: str) -> None:
    one, _ = await voting(inside, retro)
    data = {"nonce": NONCE, one: 2}
    first = await submit_ballot(inside, retro, data)
    await move_on(inside, retro, "vote")

    assert {note.id: note.votes for note in (await board(inside, retro)).notes}[one] == 2
    assert await submit_ballot(inside, retro, data) == first
    for votes in (1, "many"):
        late = await submit_ballot(inside, retro, {"nonce": OTHER, one: votes})
        assert isinstance(late, BallotForm)
        assert (late.late, late.typed) == (sentences.late_ballot(Phase.ACTIONS), {one: f"{votes}"})
        assert {note.votes for note in late.notes} == {None}, "in the order in which they were"


async def test_a_ballot_that_comes_while_notes_are_written_again_says_what_to_do(
    inside: Ground, retro: str
) -> None:
    one, _ = await voting(inside, retro)
    await service.back(inside.ports.retros, retro, "write", MONDAY)
    with pytest.raises(NotAllowed, match="Vote when the voting begins"):
        await submit_ballot(inside, retro, {"nonce": NONCE, one: 1})


async def test_without_notes_a_ballot_is_empty(inside: Ground, retro: str) -> None:
    await voting(inside, retro, 0)
    form = await ballot(inside, retro, 1)

    assert (form.notes, form.pages) == ([], 1)
