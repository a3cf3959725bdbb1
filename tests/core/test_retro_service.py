"""What the presses of a retro do, whatever the button looks like: through the real store."""

import pytest

from core.checkins.answering import Place
from core.errors import InputError, NotAllowed, NotFound
from core.retros import sentences, service
from core.retros.forms import NoteForm
from core.retros.model import Phase
from tests.core.retros import (
    ADA,
    ASK,
    CAKE,
    EVE,
    GRACE,
    KIM,
    NONCE,
    OTHER,
    PAT,
    Press,
    add_action,
    add_note,
    ballot,
    board,
    close,
    close_action,
    move_on,
    notes,
    submit_action,
    submit_ballot,
    submit_note,
)
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, office

FORMS = (add_note, ballot, add_action)
TAKING_PART = (*FORMS, submit_note, submit_ballot, submit_action, close_action)
LEADING = (move_on, close)


@pytest.mark.parametrize("press", [*TAKING_PART, *LEADING, notes])
async def test_a_press_from_elsewhere_is_refused(inside: Ground, retro: str, press: Press) -> None:
    for place in (Place("ada", "19:hermes@thread.tacv2"), Place("ada", None)):
        with pytest.raises(NotAllowed, match="another channel"):
            await press(inside, retro, place)
    with pytest.raises(NotAllowed, match="did not say who you are"):
        await press(inside, retro, Place("", CHANNEL))
    with pytest.raises(NotFound):
        await press(inside, "nowhere", ADA)

    assert await inside.jobs() == []


@pytest.mark.parametrize("press", TAKING_PART)
async def test_others_than_members_are_refused_and_the_roster_is_read_anew(
    inside: Ground, retro: str, press: Press
) -> None:
    for _ in range(2):
        with pytest.raises(NotAllowed, match="members of this channel"):
            await press(inside, retro, EVE)

    assert await inside.jobs() == [{}]
    assert await inside.ports.rosters.to_read(DAY) == [TEAM]


@pytest.mark.parametrize("press", LEADING)
@pytest.mark.parametrize("leader", [ADA, PAT])
async def test_only_some_may_move_it_on_or_close_it(
    inside: Ground, retro: str, press: Press, leader: Place
) -> None:
    with pytest.raises(NotAllowed, match="Ask one of them"):
        await press(inside, retro, KIM)
    assert (await board(inside, retro)).retro.phase is Phase.WRITE

    assert await press(inside, retro, leader)
    assert (await board(inside, retro)).retro.phase is not Phase.WRITE
    assert await inside.jobs() == [{"retro_id": retro}]


async def test_the_first_note_asks_for_the_card_to_be_edited(inside: Ground, retro: str) -> None:
    form = await service.add_note(inside.ports, retro, KIM)
    again = await service.add_note(inside.ports, retro, KIM)
    said = await service.submit_note(inside.ports, retro, KIM, {**CAKE, "nonce": form.nonce})

    assert said == sentences.NOTE_SAVED
    assert form.nonce != again.nonce
    assert await inside.jobs() == [{"retro_id": retro}]
    await inside.forget_jobs()
    await submit_note(inside, retro, GRACE)
    assert await inside.jobs() == [], "the edit that was asked for will show this one too"
    assert (await board(inside, retro)).retro.written == 2


async def test_a_note_sent_in_again_is_one_note_also_after_the_writing(
    inside: Ground, retro: str
) -> None:
    first = await submit_note(inside, retro, KIM)
    await move_on(inside, retro, ADA)

    assert await submit_note(inside, retro, KIM) == first
    found = (await board(inside, retro)).notes
    assert [(note.prompt, note.text) for note in found] == [("stop", "Cake")]
    with pytest.raises(NotAllowed, match="writing is over"):
        await service.submit_note(inside.ports, retro, KIM, {**CAKE, "nonce": OTHER})


async def test_one_note_may_follow_the_other(inside: Ground, retro: str) -> None:
    more = {**CAKE, "more": True}
    form = await service.submit_note(inside.ports, retro, KIM, more)

    assert isinstance(form, NoteForm)
    assert (form.said, form.typed) == (sentences.NOTE_SAVED, {"prompt": "stop"})
    assert form.nonce != NONCE
    await close(inside, retro, ADA)
    assert await service.submit_note(inside.ports, retro, KIM, more) == form.said


async def test_a_note_with_a_mistake_comes_back_and_nothing_is_stored(
    inside: Ground, retro: str
) -> None:
    data = {"note": "Cake", "nonce": NONCE}
    form = await service.submit_note(inside.ports, retro, KIM, data)

    assert isinstance(form, NoteForm)
    assert (form.typed, {*form.mistakes}) == ({"note": "Cake"}, {"prompt"})
    assert form.nonce != NONCE
    assert (await board(inside, retro)).retro.written == 0
    await close(inside, retro, ADA)
    with pytest.raises(NotAllowed, match="closed"):
        await service.submit_note(inside.ports, retro, KIM, data)


@pytest.mark.parametrize("nonce", [None, 7, "", "short", "x" * 65, "not-a-nonce!"])
async def test_a_form_without_its_nonce_is_refused(
    inside: Ground, retro: str, nonce: object
) -> None:
    data = {**CAKE, **ASK, "nonce": nonce}
    with pytest.raises(InputError, match="does not fit any more"):
        await service.submit_note(inside.ports, retro, KIM, data)
    with pytest.raises(InputError, match="does not fit any more"):
        await service.submit_ballot(inside.ports, retro, KIM, data, MONDAY)
    with pytest.raises(InputError, match="does not fit any more"):
        await service.submit_action(inside.ports, retro, KIM, data, MONDAY)


async def test_a_form_is_handed_out_in_its_phase_alone(inside: Ground, retro: str) -> None:
    for fitting, leaves in zip(FORMS, ("write", "vote", "actions"), strict=True):
        for press in FORMS:
            if press is fitting:
                assert await press(inside, retro, KIM)
            else:
                with pytest.raises(NotAllowed):
                    await press(inside, retro, KIM)
        await service.move_on(inside.ports, retro, ADA, leaves, MONDAY)
    for press in FORMS:
        with pytest.raises(NotAllowed, match="closed"):
            await press(inside, retro, KIM)


async def test_it_goes_on_phase_by_phase_to_its_close(inside: Ground, retro: str) -> None:
    says = [
        await service.move_on(inside.ports, retro, ADA, leaves, MONDAY)
        for leaves in ("write", "vote", "actions")
    ]

    assert says == [sentences.moved(phase) for phase in (Phase.VOTE, Phase.ACTIONS, None)]
    assert (await board(inside, retro)).retro.phase is None


async def test_moving_on_twice_leaves_one_phase(inside: Ground, retro: str) -> None:
    await move_on(inside, retro, ADA)

    assert await move_on(inside, retro, ADA) == sentences.ALREADY
    assert (await board(inside, retro)).retro.phase is Phase.VOTE
    await close(inside, retro, ADA)
    assert await move_on(inside, retro, ADA) == sentences.CLOSED
    assert await close(inside, retro, ADA) == sentences.CLOSED


@pytest.mark.parametrize("leaves", ["", "party", "Write"])
async def test_a_phase_that_the_retro_does_not_have_is_refused(
    inside: Ground, retro: str, leaves: str
) -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        await service.move_on(inside.ports, retro, ADA, leaves, MONDAY)


async def test_notes_are_read_by_everyone_once_the_writing_is_over(
    inside: Ground, retro: str
) -> None:
    await submit_note(inside, retro, KIM)
    with pytest.raises(NotAllowed, match="hidden"):
        await notes(inside, retro, ADA)
    await close(inside, retro, ADA)

    found = await service.notes(inside.ports, retro, EVE, MONDAY)
    assert [note.text for note in found.notes] == ["Cake"]


async def test_a_retro_starts_in_the_format_that_is_named(inside: Ground, retro: str) -> None:
    ports = inside.ports
    assert not (await service.start(ports, ports.formats, KIM, "swot", MONDAY)).new
    await close(inside, retro, ADA)
    begun = await service.start(ports, ports.formats, KIM, "SWOT", MONDAY)

    found = (await board(inside, begun.retro_id)).retro
    assert (begun.new, found.format.id, found.number) == (True, "swot", 2)
    assert "kim" in found.moved_on_by
    with pytest.raises(InputError, match="Did you mean “swot”"):
        await service.start(ports, ports.formats, KIM, "swott", MONDAY)
    with pytest.raises(NotAllowed, match="in a project’s channel"):
        await service.start(ports, ports.formats, Place("kim", None), "", MONDAY)


async def test_while_the_roster_is_unknown_the_channel_vouches_for_who_is_in_it(
    inside: Ground,
) -> None:
    await inside.plan(office())
    begun = await service.start(inside.ports, inside.ports.formats, ADA, "", MONDAY)

    assert await submit_note(inside, begun.retro_id, EVE) == sentences.NOTE_SAVED
