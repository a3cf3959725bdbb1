"""What comes in from the forms of a retro: repeated, tampered with, wrong, full of markup."""

from datetime import timedelta
from typing import Any

from core.retros import sentences
from core.retros.model import Phase
from simulator.results import Result
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY, Form, Person, read, said
from tests.stories.retros import (
    ACT,
    ASK,
    action,
    agrees,
    closes,
    kept_notes,
    moves_on,
    note,
    notes_of,
    offered,
    retro_id,
    seen,
    sends,
    vote_totals,
    votes_for,
    writes_note,
)
from tests.stories.wire import Wire

NEVER: dict[str, Any] = {
    "a prompt that the format has not": {"prompt": "blame"},
    "a list for a prompt": {"prompt": ["start"]},
    "an object for a text": {"note": {"$ne": ""}},
    "a boolean for a text": {"note": True},
    "no nonce": {"nonce": None},
    "a nonce that is too short": {"nonce": "a"},
    "a nonce that is too long": {"nonce": "a" * 65},
    "a nonce with other signs": {"nonce": "'; DROP TABLE x; --"},
    "a nonce that is no text": {"nonce": 12345678901},
}
MENDED: dict[str, Any] = {
    "no note": {"note": " \n "},
    "no prompt": {"prompt": ""},
    "a note over the limit": {"note": "x" * 501},
}


async def test_a_form_that_comes_twice_is_one_note_with_one_answer(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    data = note(await retro_id(center), "Only once", "samenonce1")
    heard = await wire.posts(*[wire.press(noor, data) for _ in range(10)])
    assert {each.says for each in heard} == {sentences.NOTE_SAVED}
    await moves_on(noor)
    late = await wire.post(wire.press(noor, data))

    assert late.says == sentences.NOTE_SAVED, "also when the writing is over"
    assert list((await kept_notes(center)).values()) == ["Only once"]
    assert "voting · 1 note\n" in seen(center)


async def test_a_ballot_and_an_action_that_come_twice_count_once(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    await writes_note(noor, "The one")
    await moves_on(noor)
    retro = await retro_id(center)
    (the_one,) = await kept_notes(center)
    first, second = votes_for(retro, {the_one: 3}, "nonceone1"), votes_for(retro, {}, "noncetwo2")
    for data in (first, second, first):
        await wire.post(wire.press(noor, data))
    await moves_on(noor)
    again = action(retro, "The deed", "samenonce2")
    heard = await wire.posts(*[wire.press(noor, again) for _ in range(10)])

    assert {each.says for each in heard} == {sentences.ACTION_SAVED}
    await closes(noor)
    assert await vote_totals(center) == {"The one": 0}, "an old ballot repeated changes nothing"
    assert "closed · 1 action" in seen(center)
    assert (await wire.post(wire.press(noor, again))).says == sentences.ACTION_SAVED


async def test_what_no_form_offers_is_refused_as_a_whole(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    retro = await retro_id(center)
    for what, tampered in NEVER.items():
        heard = await wire.post(wire.press(noor, note(retro, "Sneaky") | tampered))
        assert (heard.status, heard.says) == (200, sentences.OLD_CARD), what

    assert await kept_notes(center) == {}


async def test_what_its_person_can_mend_brings_the_form_back_with_what_was_typed(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    retro = await retro_id(center)
    for what, wrong in MENDED.items():
        heard = await wire.post(wire.press(noor, note(retro, "Kept words") | wrong))
        assert heard.body["task"]["type"] == "continue", what
        typed = str(wrong.get("note", "Kept words")).strip()
        assert typed in str(heard.body)

    assert await kept_notes(center) == {}


async def test_votes_that_are_no_whole_numbers_bring_the_ballot_back(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    await writes_note(noor, "The one")
    await moves_on(noor)
    retro = await retro_id(center)
    (the_one,) = await kept_notes(center)
    for wrong in ("-1", "1.5", "1e2", "4", "٣", "many", 2.5, "9" * 400):
        heard = await wire.post(wire.press(noor, votes_for(retro, {the_one: wrong})))
        assert heard.body["task"]["type"] == "continue", wrong
        assert "A whole number from 0 to 3" in str(heard.body)
    await moves_on(noor)

    assert await vote_totals(center) == {"The one": 0}


async def test_mistakes_in_an_action_stand_at_their_inputs(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    for _ in range(2):
        await moves_on(noor)
    form = await noor.opens("retro.add_action")
    back = await sends(form, ACT, title="", due="2020-01-01")
    assert back["kind"] == "dialog"
    assert "Say what will be done." in str(back["card"])
    assert "This day is over." in str(back["card"])
    sneaky = action(await retro_id(center), "Blame") | {"owner": "pat@contoso.example"}
    assert (await wire.post(wire.press(noor, sneaky))).says == sentences.OLD_CARD
    await center.settled()

    assert "none yet" in seen(center)


async def test_a_form_filled_in_too_late_comes_back_with_what_was_typed(
    center: Rehearsal, noor: Person
) -> None:
    await noor.writes(ASK)
    await writes_note(noor, "In time")
    late = await noor.opens("retro.add_note")
    await moves_on(noor)
    back = _back(noor, await sends(late, "retro.submit_note", note="Late", prompt="start"))
    assert sentences.late_note(Phase.VOTE) in read(back.card)
    assert back.filled == {"prompt": "start", "note": "Late"}
    ballot = await noor.opens("retro.ballot")
    await moves_on(noor)
    typed = dict.fromkeys(notes_of(ballot), "1")
    back = _back(noor, await sends(ballot, "retro.submit_ballot", **typed))
    assert sentences.late_ballot(Phase.ACTIONS) in read(back.card)
    assert back.filled == typed
    form = await noor.opens("retro.add_action")
    await closes(noor)
    back = _back(noor, await sends(form, ACT, title="Late", due="2026-12-04"))
    assert sentences.late_action(None) in read(back.card)
    assert back.filled == {"title": "Late", "due": "2026-12-04"}

    assert await vote_totals(center) == {"In time": 0}
    assert "closed · no actions" in seen(center)


def _back(who: Person, came: Result) -> Form:
    """The form that an answer brings back."""
    assert came["kind"] == "dialog"
    return Form(who, came["title"], came["card"])


async def test_a_button_of_an_older_card_says_that_the_retro_has_moved_on(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    await ada.writes(ASK)
    old = {"verb": "retro.next", "retro": await retro_id(center), "phase": "write"}
    press = wire.press(ada, old, "adaptiveCard/action")
    heard = await wire.posts(*[press] * 5)
    await center.settled()

    said_ = [each.says for each in heard]
    assert sorted(said_) == sorted([sentences.moved(Phase.VOTE), *[sentences.ALREADY] * 4])
    assert "voting" in seen(center)
    for odd in ("closed", "", None, "actions' --", 7):
        tampered = old | {"phase": odd}
        heard_ = await wire.post(wire.press(ada, tampered, "adaptiveCard/action"))
        assert heard_.says == sentences.OLD_CARD


async def test_nothing_of_a_closed_retro_can_be_pressed_but_its_actions(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    retro = await retro_id(center)
    for _ in range(2):
        await moves_on(noor)
    await agrees(noor, "The deed")
    await closes(noor)
    again = {"verb": "retro.close", "retro": retro}
    for verb, kind in (
        ("retro.add_note", "task/fetch"),
        ("retro.ballot", "task/fetch"),
        ("retro.add_action", "task/fetch"),
        ("retro.close", "adaptiveCard/action"),
    ):
        heard = await wire.post(wire.press(noor, again | {"verb": verb}, kind))
        assert heard.says == sentences.CLOSED, verb
    for _ in range(2):
        assert said(await noor.presses("retro.close_action")) == sentences.ACTION_DONE
    await center.settled()

    assert "✓ The deed" in seen(center)
    assert offered(center) == ["retro.reopen_action", "retro.back"]


async def test_an_action_is_due_today_at_the_earliest_in_the_retro_s_own_zone(
    center: Rehearsal, noor: Person
) -> None:
    """At seven in the evening in Chicago it is tomorrow already by the clock of the server."""
    await center.at(MONDAY.replace(hour=19))
    await noor.writes(ASK)
    for _ in range(2):
        await moves_on(noor)
    today = MONDAY.date()
    assert await agrees(noor, "Today", due=str(today)) == sentences.ACTION_SAVED
    back = await sends(
        await noor.opens("retro.add_action"), ACT, title="No", due=str(today - timedelta(days=1))
    )

    assert back["kind"] == "dialog"
    assert len(center.cards(APOLLO)) >= 1
