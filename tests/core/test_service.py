"""What a press does, whatever the button looks like: through the real store, nobody outside."""

from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from typing import Any

import pytest

from core.checkins import answering, service
from core.checkins.answering import Place
from core.checkins.model import Form
from core.errors import InputError, NotAllowed, NotFound
from core.people.rosters import Roster
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, answer, member, office

ADA = Place("ada", CHANNEL)
GRACE = Place("grace", CHANNEL)
NONCE = "0123456789abcdef"
WEEK = timedelta(weeks=1)
GREEN = {"schedule": "green", "budget": "green", "risks": "green", "nonce": NONCE}
Press = Callable[[Ground, str, Place], Coroutine[Any, Any, object]]


def hand_out(inside: Ground, round_id: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Answer on Monday."""
    return service.hand_out(inside.ports, round_id, place, MONDAY)


def submit(inside: Ground, round_id: str, place: Place) -> Coroutine[Any, Any, object]:
    """Send in a form without a mistake on Monday."""
    return service.submit(inside.ports, round_id, place, GREEN, MONDAY)


def withdraw(inside: Ground, round_id: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Withdraw on Monday."""
    return service.withdraw(inside.ports, round_id, place, {"nonce": NONCE}, MONDAY)


def no_change(inside: Ground, round_id: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Nothing changed on Monday."""
    return service.no_change(inside.ports, round_id, place, MONDAY)


PRESSES = pytest.mark.parametrize("press", [hand_out, submit, withdraw, no_change])


async def test_a_form_is_handed_out_and_sent_in(inside: Ground) -> None:
    opened = await inside.open()
    form = await service.hand_out(inside.ports, opened.round_id, ADA, MONDAY)
    again = await service.hand_out(inside.ports, opened.round_id, ADA, MONDAY)
    said = await service.submit(
        inside.ports, opened.round_id, ADA, {**GREEN, "nonce": form.nonce}, MONDAY
    )

    assert said == answering.SAVED
    assert form.nonce != again.nonce
    assert [each.id for each in form.people] == ["ada", "grace", "kim"]
    sitting = await inside.ports.answers.sitting(opened.round_id, "ada", MONDAY)
    assert sitting.own == answer()


async def test_a_form_with_a_mistake_comes_back_and_nothing_is_stored(inside: Ground) -> None:
    opened = await inside.open()
    data = {**GREEN, "schedule": "red"}
    form = await service.submit(inside.ports, opened.round_id, ADA, data, MONDAY)

    assert isinstance(form, Form)
    assert (form.typed["schedule"], {*form.mistakes}) == ("red", {"schedule_note"})
    assert form.nonce != NONCE
    assert not await inside.value("SELECT count(*) FROM answers")


async def test_only_the_first_answer_that_finds_the_card_clean_asks_for_an_edit(
    inside: Ground,
) -> None:
    opened = await inside.open()
    (delivery,) = await inside.jobs("deliver")
    version = (await inside.ports.checkins.showing(opened.round_id, MONDAY)).version
    await inside.ports.deliveries.sent(int(str(delivery["delivery_id"])), "1", version)
    await inside.forget_jobs()

    await submit(inside, opened.round_id, ADA)
    assert await inside.jobs() == [{"round_id": opened.round_id}]
    await inside.forget_jobs()
    await submit(inside, opened.round_id, GRACE)
    assert await inside.jobs() == [], "the edit that was asked for will show this one too"


@pytest.mark.parametrize("nonce", [None, 7, "", "short", "x" * 65, "not-a-nonce!"])
async def test_a_form_without_its_nonce_is_refused(inside: Ground, nonce: object) -> None:
    opened = await inside.open()

    for press in (service.submit, service.withdraw):
        with pytest.raises(InputError, match="does not fit any more"):
            await press(inside.ports, opened.round_id, ADA, {**GREEN, "nonce": nonce}, MONDAY)


async def test_a_form_sent_in_again_hears_the_same_also_after_the_close(inside: Ground) -> None:
    opened = await inside.open()
    first = await submit(inside, opened.round_id, ADA)
    await inside.close(opened.round_id, MONDAY + DAY)

    assert await submit(inside, opened.round_id, ADA) == first == answering.SAVED
    with pytest.raises(NotAllowed, match="closed before your answer came"):
        await submit(inside, opened.round_id, GRACE)


async def test_a_mistake_after_the_close_is_not_worth_mending(inside: Ground) -> None:
    opened = await inside.open()

    with pytest.raises(NotAllowed, match="has closed"):
        await service.submit(inside.ports, opened.round_id, ADA, {"nonce": NONCE}, MONDAY + DAY)


async def test_an_answer_can_be_withdrawn_and_given_again(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id, ADA)
    data = {"nonce": NONCE[::-1]}
    said = await service.withdraw(inside.ports, opened.round_id, ADA, data, MONDAY)

    assert said == answering.WITHDRAWN
    assert (await inside.ports.answers.sitting(opened.round_id, "ada", MONDAY)).own is None
    again = {**GREEN, "nonce": "f" * 16}
    assert await service.submit(inside.ports, opened.round_id, ADA, again, MONDAY)
    assert await inside.value("SELECT count(*) FROM answers") == 1


async def test_nothing_changed_repeats_the_last_answer_in_one_press(inside: Ground) -> None:
    opened = await inside.open()
    red = {**GREEN, "schedule": "red", "schedule_note": "Stuck."}
    await service.submit(inside.ports, opened.round_id, ADA, red, MONDAY)
    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.open(["weekly"], MONDAY + WEEK)

    told = [
        await service.no_change(inside.ports, second.round_id, ADA, MONDAY + WEEK) for _ in "12"
    ]
    none = await service.no_change(inside.ports, second.round_id, GRACE, MONDAY + WEEK)

    assert told == [answering.UNCHANGED] * 2
    assert none == answering.NOTHING_BEFORE
    own = (await inside.ports.answers.sitting(second.round_id, "ada", MONDAY + WEEK)).own
    assert own == answer("red", "Stuck.")


async def test_nothing_changed_never_overwrites_what_was_answered_now(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id, ADA)
    assert await no_change(inside, opened.round_id, ADA) == answering.ALREADY

    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.open(["weekly"], MONDAY + WEEK)
    red = {**GREEN, "risks": "red", "risks_note": "Ill."}
    await service.submit(inside.ports, second.round_id, ADA, red, MONDAY + WEEK)

    said = await service.no_change(inside.ports, second.round_id, ADA, MONDAY + WEEK)
    assert said == answering.ALREADY


@PRESSES
async def test_whom_the_round_does_not_ask_is_refused_and_the_roster_read_again(
    inside: Ground, press: Press
) -> None:
    opened = await inside.open()
    await inside.forget_jobs()

    for _ in range(2):
        with pytest.raises(NotAllowed, match="asks the members of this channel"):
            await press(inside, opened.round_id, Place("eve", CHANNEL))
    with pytest.raises(NotAllowed, match="another channel"):
        await press(inside, opened.round_id, Place("ada", "19:other@thread.tacv2"))

    assert await inside.jobs("read_rosters") == [{}]
    assert await inside.ports.rosters.to_read(DAY) == [TEAM]


@PRESSES
async def test_a_round_that_is_not_there_is_not_found(inside: Ground, press: Press) -> None:
    with pytest.raises(NotFound):
        await press(inside, "nowhere", ADA)


async def test_the_owner_and_the_staff_see_who_wrote_what(inside: Ground) -> None:
    opened = await inside.open()
    await submit(inside, opened.round_id, GRACE)
    with pytest.raises(NotAllowed, match="Only the project’s owner and the Process Center"):
        await service.sheet(inside.ports, opened.round_id, ADA, MONDAY)

    found = {"ada@contoso.example": member("ada"), "pat@contoso.example": member("pat")}
    await inside.ports.rosters.resolve(found)
    for who in ("ada", "pat"):
        sitting, rows = await service.sheet(
            inside.ports, opened.round_id, Place(who, CHANNEL), MONDAY
        )
        assert (sitting.owner, rows) == ("Ada", [("Grace", answer())])
    with pytest.raises(NotAllowed, match="Only Ada and the Process Center"):
        await service.sheet(inside.ports, opened.round_id, GRACE, MONDAY)


async def test_who_is_away_is_not_asked_until_they_are_back(inside: Ground) -> None:
    opened = await inside.open()
    await inside.forget_jobs()
    await service.be_away(inside.ports, "ada", "Ada", date(2026, 11, 16))
    assert await inside.jobs("show_round") == [{"round_id": opened.round_id}]

    with pytest.raises(NotAllowed, match="away until 16 November 2026"):
        await submit(inside, opened.round_id, ADA)
    showing = await inside.ports.checkins.showing(opened.round_id, MONDAY)
    assert showing.round.expected == 2

    await service.be_away(inside.ports, "ada", "Ada", None)
    assert await submit(inside, opened.round_id, ADA) == answering.SAVED


async def test_while_the_roster_is_unknown_the_channel_vouches_for_who_is_in_it(
    inside: Ground,
) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.open(["weekly"], MONDAY)

    assert await submit(inside, opened.round_id, Place("anyone", CHANNEL)) == answering.SAVED
    await inside.ports.rosters.save(Roster(TEAM, (), (), {}))
    with pytest.raises(NotAllowed, match="asks the members"):
        await submit(inside, opened.round_id, Place("anyone", CHANNEL))
