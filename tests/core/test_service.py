"""What a press does, whatever the button looks like: through the real store, nobody outside."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cards.checkins import checkin_answers
from core.checkins import answering, service
from core.checkins.model import AnswerForm
from core.errors import InputError, NotAllowed, NotFound
from core.people.rosters import Roster
from core.pressing.place import Place
from tests.core.presses import edits, press, sent, verbs
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, answer, member, office
from tests.sayings import SAVED, STANDS, saved, stands

ADA = Place("ada", CHANNEL)
GRACE = Place("grace", CHANNEL)
EVE = Place("eve", CHANNEL)
NONCE = "0123456789abcdef"
WEEK = timedelta(weeks=1)
GREEN = {"schedule": "green", "budget": "green", "risks": "green", "nonce": NONCE}
ANSWERING = ("checkin.answer", "checkin.submit", "checkin.withdraw", "checkin.no_change")
PRESSES = pytest.mark.parametrize("verb", ANSWERING)


def about(round_id: str) -> dict[str, object]:
    """All that any button or form of a check-in brings along."""
    return {**GREEN, "round": round_id}


async def submit(
    inside: Ground, round_id: str, person_id: str = "ada", now: datetime = MONDAY, **more: object
) -> str | AnswerForm:
    """Send in a form without a mistake, on Monday."""
    ports = inside.ports.checkins
    return await service.submit(ports, round_id, person_id, {**GREEN, **more}, now)


async def withdraw(
    inside: Ground, round_id: str, nonce: object = NONCE[::-1], now: datetime = MONDAY
) -> str:
    """Ada presses Withdraw, on Monday."""
    ports = inside.ports.checkins
    return await service.withdraw(ports, round_id, "ada", {"nonce": nonce}, now)


async def no_change(
    inside: Ground, round_id: str, person_id: str = "ada", now: datetime = MONDAY
) -> str:
    """Press Nothing changed, on Monday."""
    return await service.no_change(inside.ports.checkins, round_id, person_id, now)


async def test_a_form_is_handed_out_and_sent_in(inside: Ground) -> None:
    opened = await inside.open()
    form = await service.hand_out(inside.ports.checkins, opened.round_id, "ada", MONDAY)
    again = await service.hand_out(inside.ports.checkins, opened.round_id, "ada", MONDAY)
    said = await submit(inside, opened.round_id, nonce=form.nonce)

    assert said == SAVED
    assert form.nonce != again.nonce
    assert [each.id for each in form.people] == ["ada", "grace", "kim"]
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", MONDAY)
    assert sitting.own == answer()


async def test_a_form_with_a_mistake_comes_back_and_nothing_is_stored(inside: Ground) -> None:
    opened = await inside.open()
    form = await submit(inside, opened.round_id, schedule="red")

    assert isinstance(form, AnswerForm)
    assert (form.typed["schedule"], {*form.mistakes}) == ("red", {"schedule_note"})
    assert [each.id for each in form.people] == ["ada", "grace", "kim"], "as before"
    assert form.nonce != NONCE
    assert not await inside.value("SELECT count(*) FROM answers")


async def test_only_the_first_answer_that_finds_the_card_clean_asks_for_an_edit(
    inside: Ground,
) -> None:
    opened = await inside.open()
    await sent(inside)
    assert await edits(inside) == []

    await submit(inside, opened.round_id)
    assert await edits(inside) == [opened.round_id]
    await submit(inside, opened.round_id, "grace")
    assert await edits(inside) == [opened.round_id], "the edit that was asked for shows both"


@pytest.mark.parametrize("nonce", [None, 7, "", "short", "x" * 65, "not-a-nonce!"])
async def test_a_form_without_its_nonce_is_refused(inside: Ground, nonce: object) -> None:
    opened = await inside.open()

    with pytest.raises(InputError, match="does not fit any more"):
        await submit(inside, opened.round_id, nonce=nonce)
    with pytest.raises(InputError, match="does not fit any more"):
        await withdraw(inside, opened.round_id, nonce)


async def test_a_form_sent_in_again_hears_the_same_also_after_the_close(inside: Ground) -> None:
    opened = await inside.open()
    first = await submit(inside, opened.round_id)
    await inside.close(opened.round_id, MONDAY + DAY)

    assert await submit(inside, opened.round_id) == first == SAVED
    with pytest.raises(NotAllowed, match="closed before your answer came, so nothing was stored"):
        await withdraw(inside, opened.round_id)


@pytest.mark.parametrize("typed", [{"schedule": "green"}, {"schedule": ""}, {"schedule": "red"}])
async def test_what_was_typed_is_not_lost_by_coming_too_late(
    inside: Ground, typed: dict[str, str]
) -> None:
    """A mistake in it is not worth mending any more."""
    opened = await inside.open()
    await inside.close(opened.round_id, MONDAY + DAY)
    back = await submit(inside, opened.round_id, now=MONDAY + DAY, listen="A long story", **typed)

    assert isinstance(back, AnswerForm)
    assert (back.problem, back.over, back.mistakes) == (answering.TOO_LATE, True, {})
    assert back.typed["listen"] == "A long story"
    assert not await inside.value("SELECT count(*) FROM answers")


async def test_an_answer_can_be_withdrawn_and_given_again(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id)
    said = await withdraw(inside, opened.round_id)

    assert said == answering.WITHDRAWN
    assert (await inside.ports.checkins.answers.sitting(opened.round_id, "ada", MONDAY)).own is None
    assert await submit(inside, opened.round_id, nonce="f" * 16) == SAVED
    assert await inside.value("SELECT count(*) FROM answers") == 1


async def test_nothing_changed_repeats_the_last_answer_in_one_press(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id, schedule="red", schedule_note="Stuck.")
    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY + WEEK)

    told = [await no_change(inside, second.round_id, now=MONDAY + WEEK) for _ in "12"]
    none = await no_change(inside, second.round_id, "grace", MONDAY + WEEK)

    assert told == [saved("red", on="16 Nov")] * 2
    assert none == answering.NOTHING_BEFORE
    own = (await inside.ports.checkins.answers.sitting(second.round_id, "ada", MONDAY + WEEK)).own
    assert own == replace(answer("red", "Stuck."), said_on=MONDAY.date())


async def test_an_answer_older_than_two_rounds_asks_for_a_new_one(inside: Ground) -> None:
    first = await inside.open()
    await submit(inside, first.round_id)
    await inside.close(first.round_id, MONDAY + DAY)
    said = []
    for number in (1, 2, 3):
        at = MONDAY + number * WEEK
        ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], at)
        said.append(await no_change(inside, opened.round_id, now=at))
        await withdraw(inside, opened.round_id, f"{number:08}", at)
        await inside.close(opened.round_id, at + DAY)

    assert said == [
        *[saved(on="16 Nov")] * 2,
        "Your last answer is of 16 Nov, 3 rounds ago. Press Answer and say how it stands now.",
    ]
    assert await inside.value("SELECT count(*) FROM answers") == 1


async def test_nothing_changed_never_overwrites_what_was_answered_now(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id)
    assert await no_change(inside, opened.round_id) == STANDS

    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY + WEEK)
    later = MONDAY + WEEK
    await submit(inside, second.round_id, now=later, risks="red", risks_note="Ill.")

    assert await no_change(inside, second.round_id, now=later) == stands(risks="red")


def test_every_press_is_one_of_those_who_answer_or_only_reads() -> None:
    assert {*ANSWERING, "checkin.answers", "checkin.overview"} == verbs("checkin")


@PRESSES
async def test_whom_the_round_does_not_ask_is_refused_and_the_roster_read_again(
    inside: Ground, verb: str
) -> None:
    opened = await inside.open()
    await inside.forget_jobs()

    for _ in range(2):
        with pytest.raises(NotAllowed, match="asks the members of this channel"):
            await press(inside, verb, EVE, about(opened.round_id))

    assert await inside.jobs() == [{}]
    assert await inside.jobs("read_rosters") == [{}]
    assert await inside.ports.people.rosters.to_read(DAY) == [TEAM]
    assert not await inside.value("SELECT count(*) FROM answers")


@PRESSES
async def test_a_press_from_another_channel_or_of_nobody_is_refused(
    inside: Ground, verb: str
) -> None:
    opened = await inside.open()
    await inside.forget_jobs()

    for place, says in (
        (Place("ada", "19:other@thread.tacv2"), "another channel"),
        (Place("eve", "19:other@thread.tacv2"), "another channel"),
        (Place("", CHANNEL), "did not say who you are"),
    ):
        with pytest.raises(NotAllowed, match=says):
            await press(inside, verb, place, about(opened.round_id))

    assert await inside.jobs() == [], "no roster can change that"
    assert not await inside.value("SELECT count(*) FROM answers")


async def test_in_a_chat_of_their_own_only_who_is_asked_may_answer(inside: Ground) -> None:
    opened = await inside.open()

    with pytest.raises(NotAllowed, match="another channel"):
        await press(inside, "checkin.submit", Place("eve", None), about(opened.round_id))
    reply = await press(inside, "checkin.submit", Place("ada", None), about(opened.round_id))
    assert reply.says == SAVED


@PRESSES
async def test_a_round_that_is_not_there_is_not_found(inside: Ground, verb: str) -> None:
    with pytest.raises(NotFound):
        await press(inside, verb, ADA, about("nowhere"))


async def test_the_owner_and_the_staff_see_who_wrote_what(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id, "grace")
    asked = about(opened.round_id)
    with pytest.raises(NotAllowed, match="Only the project’s owner and the Process Center"):
        await press(inside, "checkin.answers", ADA, asked)

    found = {"ada@contoso.example": member("ada"), "pat@contoso.example": member("pat")}
    await inside.ports.people.names.resolve(found)
    sheet = await service.sheet(inside.ports.checkins, opened.round_id, MONDAY)
    for who in ("ada", "pat"):
        reply = await press(inside, "checkin.answers", Place(who, CHANNEL), asked)
        assert reply.card == checkin_answers.build(sheet)
    assert (sheet.round.id, sheet.answers) == (opened.round_id, [("Grace", answer())])
    assert sheet.names == {"ada": "Ada", "grace": "Grace", "kim": "Kim"}
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "grace", MONDAY)
    assert sitting.owner == "Ada"
    with pytest.raises(NotAllowed, match="Only Ada and the Process Center"):
        await press(inside, "checkin.answers", GRACE, asked)


async def test_who_is_away_is_not_asked_until_they_are_back(inside: Ground) -> None:
    opened = await inside.open()
    await sent(inside)
    away = inside.ports.people.absences.away
    await away("ada", "Ada", date(2026, 11, 16))
    assert await edits(inside) == [opened.round_id]

    for verb in sorted({*ANSWERING} - {"checkin.submit"}):
        with pytest.raises(NotAllowed, match="away until 16 November 2026"):
            await press(inside, verb, ADA, about(opened.round_id))
    back = await submit(inside, opened.round_id, listen="A long story")
    assert isinstance(back, AnswerForm)
    assert "away until 16 November 2026" in back.problem
    assert (back.over, back.typed["listen"]) == (False, "A long story"), "it can be sent later"
    assert (await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)).expected == 2

    await away("ada", "Ada", None)
    assert (await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)).expected == 3
    assert await submit(inside, opened.round_id) == SAVED


async def test_while_the_roster_is_unknown_the_channel_vouches_for_who_is_in_it(
    inside: Ground,
) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)

    said = await press(inside, "checkin.submit", EVE, about(opened.round_id))
    assert said.says == SAVED
    await inside.ports.people.rosters.save(Roster(TEAM, (), (), {}, frozenset()))
    with pytest.raises(NotAllowed, match="asks the members"):
        await press(inside, "checkin.submit", EVE, about(opened.round_id))
