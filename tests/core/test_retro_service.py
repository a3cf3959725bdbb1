"""What the presses of a retro do, whatever the button looks like: through the real store."""

import pytest

from core.errors import InputError, NotAllowed, NotFound
from core.pressing.place import Place
from core.retros import sentences, service
from core.retros.forms import NoteForm
from core.retros.model import Phase
from tests.core.presses import edits, press, verbs
from tests.core.retros import (
    ADA,
    ASK,
    CAKE,
    EVE,
    KIM,
    NONCE,
    OTHER,
    PAT,
    board,
    close,
    move_on,
    submit_action,
    submit_ballot,
    submit_note,
)
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, office

FORMS = ("retro.add_note", "retro.ballot", "retro.add_action")
SENT_IN = ("retro.submit_note", "retro.submit_ballot", "retro.submit_action")
TAKING_PART = (
    *FORMS,
    *SENT_IN,
    *("retro.close_action", "retro.reopen_action", "retro.notes"),
)
LEADING = ("retro.next", "retro.close")
LEADING_BACK = "retro.back"


def about(retro: str) -> dict[str, object]:
    """All that any button or form of a retro brings along."""
    return {**CAKE, **ASK, "retro": retro, "phase": "write", "action": "none", "page": 1}


def test_every_press_is_one_of_those_who_take_part_or_of_those_who_lead() -> None:
    assert {*TAKING_PART, *LEADING, LEADING_BACK} == verbs("retro")


@pytest.mark.parametrize("verb", [*TAKING_PART, *LEADING, LEADING_BACK])
async def test_a_press_from_elsewhere_is_refused(inside: Ground, retro: str, verb: str) -> None:
    with pytest.raises(NotAllowed, match="another channel"):
        await press(inside, verb, Place("ada", "19:hermes@thread.tacv2"), about(retro))

    assert await edits(inside) == []


@pytest.mark.parametrize("verb", [*TAKING_PART, *LEADING, LEADING_BACK])
async def test_a_press_in_the_chat_of_a_stranger_is_refused(
    inside: Ground, retro: str, verb: str
) -> None:
    with pytest.raises(NotAllowed, match="another channel"):
        await press(inside, verb, Place("eve", None), about(retro))

    assert await inside.jobs("show") == []


@pytest.mark.parametrize("verb", [*TAKING_PART, *LEADING, LEADING_BACK])
async def test_a_press_of_nobody_or_on_nothing_is_refused(
    inside: Ground, retro: str, verb: str
) -> None:
    with pytest.raises(NotAllowed, match="did not say who you are"):
        await press(inside, verb, Place("", CHANNEL), about(retro))
    with pytest.raises(NotFound):
        await press(inside, verb, ADA, about("nowhere"))

    assert await edits(inside) == []


@pytest.mark.parametrize("verb", TAKING_PART)
async def test_others_than_members_are_refused_and_the_roster_is_read_anew(
    inside: Ground, retro: str, verb: str
) -> None:
    for _ in range(2):
        with pytest.raises(NotAllowed, match="members of this channel"):
            await press(inside, verb, EVE, about(retro))

    assert await inside.jobs() == [{}]
    assert await inside.ports.people.rosters.to_read(DAY) == [TEAM]
    assert (await board(inside, retro)).retro.written == 0


@pytest.mark.parametrize("verb", LEADING)
@pytest.mark.parametrize("leader", [ADA, PAT])
async def test_only_some_may_move_it_on_or_close_it(
    inside: Ground, retro: str, verb: str, leader: Place
) -> None:
    with pytest.raises(
        NotAllowed, match="To move this retro on, or back, ask Ada or the Process Center"
    ):
        await press(inside, verb, KIM, about(retro))
    assert (await board(inside, retro)).retro.phase is Phase.WRITE
    assert await inside.jobs() == [{}], "Kim may own the team since a moment ago"
    await inside.forget_jobs()

    assert (await press(inside, verb, leader, about(retro))).says
    assert (await board(inside, retro)).retro.phase is not Phase.WRITE
    assert await edits(inside) == [retro]


async def test_the_first_note_asks_for_the_card_to_be_edited(inside: Ground, retro: str) -> None:
    form = await service.add_note(inside.ports.retros, retro)
    again = await service.add_note(inside.ports.retros, retro)
    said = await submit_note(inside, retro, nonce=form.nonce)

    assert said == sentences.NOTE_SAVED
    assert form.nonce != again.nonce
    assert await edits(inside) == [retro]
    await submit_note(inside, retro)
    assert await edits(inside) == [retro], "the edit that was asked for will show this one too"
    assert (await board(inside, retro)).retro.written == 2


async def test_a_note_sent_in_again_is_one_note_also_after_the_writing(
    inside: Ground, retro: str
) -> None:
    first = await submit_note(inside, retro)
    await move_on(inside, retro)

    assert await submit_note(inside, retro) == first
    found = (await board(inside, retro)).notes
    assert [(note.prompt, note.text) for note in found] == [("stop", "Cake")]
    late = await submit_note(inside, retro, nonce=OTHER)
    assert isinstance(late, NoteForm)
    assert late.late == sentences.late_note(Phase.VOTE)
    assert late.typed == {"prompt": "stop", "note": "Cake"}


async def test_one_note_may_follow_the_other(inside: Ground, retro: str) -> None:
    form = await submit_note(inside, retro, more=True)

    assert isinstance(form, NoteForm)
    assert (form.said, form.typed) == (sentences.NOTE_SAVED, {"prompt": "stop"})
    assert form.nonce != NONCE
    await close(inside, retro)
    assert await submit_note(inside, retro, more=True) == form.said


async def test_a_note_with_a_mistake_comes_back_and_nothing_is_stored(
    inside: Ground, retro: str
) -> None:
    data = {"note": "Cake", "nonce": NONCE}
    form = await service.submit_note(inside.ports.retros, retro, data)

    assert isinstance(form, NoteForm)
    assert (form.typed, {*form.mistakes}) == ({"note": "Cake"}, {"prompt"})
    assert form.nonce != NONCE
    assert (await board(inside, retro)).retro.written == 0
    await close(inside, retro)
    late = await service.submit_note(inside.ports.retros, retro, data)
    assert isinstance(late, NoteForm)
    assert (late.late, late.typed) == (sentences.late_note(None), {"note": "Cake"})


@pytest.mark.parametrize("nonce", [None, 7, "", "short", "x" * 65, "not-a-nonce!"])
async def test_a_form_without_its_nonce_is_refused(
    inside: Ground, retro: str, nonce: object
) -> None:
    data = {**CAKE, **ASK, "nonce": nonce}
    with pytest.raises(InputError, match="does not fit any more"):
        await service.submit_note(inside.ports.retros, retro, data)
    with pytest.raises(InputError, match="does not fit any more"):
        await submit_ballot(inside, retro, data)
    with pytest.raises(InputError, match="does not fit any more"):
        await submit_action(inside, retro, data)


async def test_a_form_is_handed_out_in_its_phase_alone(inside: Ground, retro: str) -> None:
    for fitting, leaves in zip(FORMS, ("write", "vote", "actions"), strict=True):
        for verb in FORMS:
            if verb == fitting:
                assert (await press(inside, verb, KIM, about(retro))).card
            else:
                with pytest.raises(NotAllowed):
                    await press(inside, verb, KIM, about(retro))
        await move_on(inside, retro, leaves)
    for verb in FORMS:
        with pytest.raises(NotAllowed, match="closed"):
            await press(inside, verb, KIM, about(retro))


async def test_it_goes_on_phase_by_phase_to_its_close(inside: Ground, retro: str) -> None:
    says = [await move_on(inside, retro, leaves) for leaves in ("write", "vote", "actions")]

    assert says == [sentences.moved(phase) for phase in (Phase.VOTE, Phase.ACTIONS, None)]
    assert (await board(inside, retro)).retro.phase is None


async def test_moving_on_twice_leaves_one_phase(inside: Ground, retro: str) -> None:
    await move_on(inside, retro)

    assert await move_on(inside, retro) == sentences.ALREADY
    assert (await board(inside, retro)).retro.phase is Phase.VOTE
    await close(inside, retro)
    assert await move_on(inside, retro) == sentences.CLOSED
    assert await close(inside, retro) == sentences.CLOSED


@pytest.mark.parametrize("leaves", ["", "party", "Write"])
async def test_a_phase_that_the_retro_does_not_have_is_refused(
    inside: Ground, retro: str, leaves: str
) -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        await move_on(inside, retro, leaves)


async def test_notes_are_read_by_everyone_once_the_writing_is_over(
    inside: Ground, retro: str
) -> None:
    await submit_note(inside, retro)
    with pytest.raises(NotAllowed, match="hidden"):
        await service.notes(inside.ports.retros, retro)
    await close(inside, retro)

    found = await service.notes(inside.ports.retros, retro)
    assert [note.text for note in found.notes] == ["Cake"]


async def test_a_retro_starts_in_the_format_that_is_named(inside: Ground, retro: str) -> None:
    ports = inside.ports.retros
    assert not (await service.start(ports, KIM, "swot", MONDAY)).new
    await close(inside, retro)
    begun = await service.start(ports, KIM, "SWOT", MONDAY)

    found = (await board(inside, begun.retro_id)).retro
    assert (begun.new, found.format.id, found.number) == (True, "swot", 2)
    await press(inside, "retro.next", KIM, about(found.id))
    assert (await board(inside, found.id)).retro.phase is Phase.VOTE, "Kim began it"
    with pytest.raises(InputError, match="Did you mean “swot”"):
        await service.start(ports, KIM, "swott", MONDAY)
    with pytest.raises(NotAllowed, match="in a project’s channel"):
        await service.start(ports, Place("kim", None), "", MONDAY)


async def test_while_the_roster_is_unknown_the_channel_vouches_for_who_is_in_it(
    inside: Ground,
) -> None:
    await inside.plan(office())
    begun = await service.start(inside.ports.retros, ADA, "", MONDAY)

    said = await press(inside, "retro.submit_note", EVE, about(begun.retro_id))
    assert said.says == sentences.NOTE_SAVED
