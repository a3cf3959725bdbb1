"""What was left too early is taken up again, until something is built on it: the real store."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from core.errors import InputError, NotAllowed
from core.retros import sentences, service
from core.retros.forms import ActionForm, BallotForm, NoteForm
from core.retros.model import Format, Phase
from core.retros.phases import begins_anew, way_back
from tests.core.presses import edits, seen
from tests.core.retros import (
    ADA,
    ASK,
    FORMAT,
    NONCE,
    OTHER,
    RETRO,
    acting,
    ballot,
    board,
    close,
    move_on,
    submit_action,
    submit_ballot,
    submit_note,
    voting,
)
from tests.ground import DAY, MONDAY, Ground

WRITE, VOTE, ACTIONS = Phase
NO_VOTE = replace(FORMAT, phases=(WRITE, ACTIONS))
NO_ACTIONS = replace(FORMAT, phases=(WRITE, VOTE))


async def back(inside: Ground, retro: str, to: str, moves: int | None = None) -> str:
    """Press the button that takes it back there."""
    return await service.back(inside.ports.retros, retro, to, MONDAY, moves)


@pytest.mark.parametrize(
    ("format_", "stands", "to"),
    [
        (FORMAT, {"phase": WRITE}, None),
        (FORMAT, {"phase": VOTE}, WRITE),
        (FORMAT, {"phase": VOTE, "voted": 1, "ballots": 1}, None),
        (FORMAT, {"phase": ACTIONS, "voted": 2, "ballots": 2}, VOTE),
        (FORMAT, {"phase": ACTIONS}, VOTE),
        (FORMAT, {"phase": ACTIONS, "voted": 2, "ballots": 2, "agreed": 1}, None),
        (FORMAT, {"phase": ACTIONS, "voted": 2}, None),
        (NO_VOTE, {"phase": ACTIONS}, WRITE),
        (NO_VOTE, {"phase": ACTIONS, "agreed": 1}, None),
        (FORMAT, {"phase": None, "closed_in": ACTIONS, "agreed": 3, "voted": 2}, ACTIONS),
        (FORMAT, {"phase": None, "closed_in": WRITE}, WRITE),
        (FORMAT, {"phase": None, "closed_in": VOTE, "voted": 2}, ACTIONS),
        (NO_ACTIONS, {"phase": None, "closed_in": VOTE, "voted": 2}, VOTE),
        (FORMAT, {"phase": None}, ACTIONS),
        (FORMAT, {"phase": None, "closed_in": ACTIONS, "newest": False}, None),
    ],
)
def test_it_can_be_taken_back_while_nothing_was_built_on_it(
    format_: Format, stands: Mapping[str, object], to: Phase | None
) -> None:
    retro = replace(RETRO, format=format_, **stands)  # type: ignore[arg-type]  # real fields

    assert way_back(retro) is to
    assert begins_anew(retro) == (to is VOTE and retro.phase is None)
    assert sentences.no_way_back(retro).endswith(".")


async def test_back_to_writing_hides_the_notes_until_they_show_with_the_new_ones(
    inside: Ground, retro: str
) -> None:
    await voting(inside, retro)
    assert await back(inside, retro, "write") == sentences.went_back(WRITE)

    found = await board(inside, retro)
    assert (found.notes, found.retro.written, found.retro.revealed) == ([], 2, True)
    assert await edits(inside) == [retro]
    form = await service.add_note(inside.ports.retros, retro)
    assert form.retro.revealed
    await submit_note(inside, retro, nonce=form.nonce)
    await move_on(inside, retro)
    assert {note.text for note in (await board(inside, retro)).notes} == {
        *("Note 0", "Note 1", "Cake")
    }


async def test_once_somebody_voted_the_writing_stays_ended(inside: Ground, retro: str) -> None:
    one, _ = await voting(inside, retro)
    await submit_ballot(inside, retro, {"nonce": NONCE, one: 1})
    with pytest.raises(NotAllowed, match="Somebody has voted, so the writing is over"):
        await back(inside, retro, "write")
    await submit_ballot(inside, retro, {"nonce": OTHER, one: 0})

    assert await back(inside, retro, "write") == sentences.went_back(WRITE)
    await move_on(inside, retro)
    assert (await ballot(inside, retro)).typed == {}


async def test_back_to_voting_everyone_has_the_votes_that_they_gave(
    inside: Ground, retro: str
) -> None:
    one, two = await voting(inside, retro)
    await submit_ballot(inside, retro, {"nonce": NONCE, one: 2})
    await move_on(inside, retro, "vote")
    await seen(inside, "retro", retro)
    assert await back(inside, retro, "vote") == sentences.went_back(VOTE)

    assert {note.votes for note in (await board(inside, retro)).notes} == {None}
    assert await edits(inside) == [retro]
    assert (await ballot(inside, retro)).typed == {one: "2"}
    await submit_ballot(inside, retro, {"nonce": OTHER, one: 2, two: 1})
    await move_on(inside, retro, "vote")
    counted = {note.id: note.votes for note in (await board(inside, retro)).notes}
    assert counted == {one: 2, two: 1}
    assert (await board(inside, retro)).retro.voted == 1


async def test_an_action_makes_the_votes_stand_and_forgets_who_gave_them(
    inside: Ground, retro: str
) -> None:
    one, _ = await voting(inside, retro)
    await submit_ballot(inside, retro, {"nonce": NONCE, one: 2})
    await move_on(inside, retro, "vote")
    assert await inside.value("SELECT count(*) FROM retro_ballots") == 1
    await submit_action(inside, retro, {**ASK, "nonce": OTHER})

    assert await inside.value("SELECT count(*) FROM retro_ballots") == 0
    with pytest.raises(NotAllowed, match="An action was agreed, so the votes stand"):
        await back(inside, retro, "vote")


async def test_a_retro_closed_too_early_is_open_again_with_all_there_was(
    inside: Ground, retro: str
) -> None:
    await acting(inside, retro)
    await submit_action(inside, retro, ASK)
    await close(inside, retro)
    assert await inside.value("SELECT ended FROM things WHERE id = %(id)s", id=retro)
    await seen(inside, "retro", retro)
    assert [await back(inside, retro, "actions") for _ in range(2)] == [
        sentences.went_back(ACTIONS)
    ] * 2

    found = await board(inside, retro)
    assert (found.retro.phase, found.retro.closed_at, found.retro.closed_in) == (
        *(ACTIONS, None, None),
    )
    assert [each.title for each in found.actions] == ["Ask"]
    assert not await inside.value("SELECT ended FROM things WHERE id = %(id)s", id=retro)
    assert await edits(inside) == [retro]
    await submit_action(inside, retro, {**ASK, "nonce": OTHER})
    assert (await service.start(inside.ports.retros, ADA, "", MONDAY)).retro_id == retro


async def test_closed_while_it_voted_it_goes_on_with_the_actions_since_ballots_are_gone(
    inside: Ground, retro: str
) -> None:
    one, _ = await voting(inside, retro)
    await submit_ballot(inside, retro, {"nonce": NONCE, one: 2})
    await close(inside, retro)
    assert await inside.value("SELECT count(*) FROM retro_ballots") == 0
    await back(inside, retro, "actions")

    assert {note.id: note.votes for note in (await board(inside, retro)).notes}[one] == 2
    with pytest.raises(NotAllowed, match="counted for good when the retro closed"):
        await back(inside, retro, "vote")


async def test_after_a_newer_retro_the_one_before_stays_closed_and_its_card_shows_that(
    inside: Ground, retro: str
) -> None:
    await close(inside, retro)
    assert way_back((await board(inside, retro)).retro) is WRITE
    await seen(inside, "retro", retro)
    begun = await service.start(inside.ports.retros, ADA, "", MONDAY)
    assert retro in await edits(inside)

    assert way_back((await board(inside, retro)).retro) is None
    await close(inside, begun.retro_id)
    with pytest.raises(NotAllowed, match="A newer retro has begun"):
        await back(inside, retro, "write")


async def test_a_press_of_a_card_that_was_drawn_before_it_moved_changes_nothing(
    inside: Ground, retro: str
) -> None:
    """Back and forth, the phase alone would not tell."""
    ports = inside.ports.retros
    await submit_note(inside, retro)
    assert await service.move_on(ports, retro, "write", MONDAY, 0) == sentences.moved(VOTE)
    await back(inside, retro, "write", 1)

    assert await service.move_on(ports, retro, "write", MONDAY, 0) == sentences.ALREADY
    assert await service.close(ports, retro, MONDAY, 0) == sentences.ALREADY
    assert (await board(inside, retro)).retro.phase is WRITE
    assert await service.move_on(ports, retro, "write", MONDAY, 2) == sentences.moved(VOTE)
    assert await back(inside, retro, "write", 1) == sentences.ALREADY
    assert (await board(inside, retro)).retro.phase is VOTE


@pytest.mark.parametrize("to", ["", "party", "Write", "closed"])
async def test_a_phase_that_there_is_not_is_refused(inside: Ground, retro: str, to: str) -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        await back(inside, retro, to)


async def test_what_came_too_late_is_kept_once_it_is_taken_back(inside: Ground, retro: str) -> None:
    """The form that came back with what was typed is sent in once more."""
    await move_on(inside, retro)
    late = await submit_note(inside, retro)
    assert isinstance(late, NoteForm)
    await back(inside, retro, "write")
    again = {**late.typed, "nonce": late.nonce}
    assert await service.submit_note(inside.ports.retros, retro, again) == sentences.NOTE_SAVED

    await move_on(inside, retro)
    (one,) = [note.id for note in (await board(inside, retro)).notes]
    await move_on(inside, retro, "vote")
    late_ballot = await submit_ballot(inside, retro, {"nonce": NONCE, one: 2})
    assert isinstance(late_ballot, BallotForm)
    await back(inside, retro, "vote")
    again = {**late_ballot.typed, "nonce": late_ballot.nonce}
    assert await submit_ballot(inside, retro, again) == sentences.voted(2, 3)

    await close(inside, retro)
    late_action = await submit_action(inside, retro, ASK)
    assert isinstance(late_action, ActionForm)
    await back(inside, retro, "actions")
    again = {**late_action.typed, "nonce": late_action.nonce}
    assert await submit_action(inside, retro, again, MONDAY + DAY) == sentences.ACTION_SAVED
