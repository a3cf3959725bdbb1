"""Answering: the form comes filled, keeps what was typed, and can be changed and withdrawn."""

from datetime import timedelta

from core.checkins.answering import NOTHING_BEFORE, WITHDRAWN
from tests.rehearsal import Rehearsal
from tests.sayings import SAVED, STANDS, saved, stands
from tests.stories.people import GREEN, LATE_STORE, MONDAY, Person, read, said, shown
from tests.stories.records import answers, colours

NEXT_MONDAY = MONDAY + timedelta(days=7)


async def test_an_answer_can_be_changed_until_the_close(monday: Rehearsal, noor: Person) -> None:
    assert await noor.answers(**LATE_STORE) == saved("red")
    assert await noor.answers(schedule="amber") == saved("amber")
    await monday.settled()

    assert await colours(monday) == {"noor.haddad": "amber"}
    assert "1 of 7 answered" in shown(monday)


async def test_an_answer_can_be_withdrawn_and_given_again(monday: Rehearsal, noor: Person) -> None:
    await noor.answers(**LATE_STORE)
    form = await noor.opens()
    assert await form.withdraws() == WITHDRAWN
    await monday.settled()
    assert await answers(monday) == {}
    assert "0 of 7 answered" in shown(monday)

    assert await form.withdraws() == WITHDRAWN, "the same press again"
    assert (await noor.opens()).filled == {}
    assert await noor.answers(**GREEN) == SAVED


async def test_the_form_is_filled_from_this_round_else_from_the_last_one(
    monday: Rehearsal, noor: Person
) -> None:
    assert (await noor.opens()).filled == {}
    typed = LATE_STORE | {"progress": "40", "forecast": "2026-12-24", "mood": "3", "listen": "Ok"}
    await noor.answers(**typed)
    mine = await noor.opens()
    assert mine.filled == typed
    assert "Your answer counts." in read(mine.card)

    await monday.at(NEXT_MONDAY)
    last = await noor.opens()
    assert last.filled == typed
    assert "Filled in from your answer of 16 Nov" in read(last.card)
    assert "team: ■ red" in read(last.card)
    assert (await Person(monday, "ada").opens()).filled == {}


async def test_amber_without_a_reason_brings_the_form_back_with_what_was_typed(
    monday: Rehearsal, noor: Person
) -> None:
    typed = GREEN | {"budget": "amber", "listen": "A long story", "progress": "101"}
    back = await (await noor.opens()).sends(**typed)

    assert back["kind"] == "dialog"
    assert "Not sent yet: 2 things" in read(back["card"])
    assert "Say in a sentence why it is amber." in read(back["card"])
    assert "A long story" in str(back["card"])
    assert await answers(monday) == {}


async def test_a_form_that_came_back_can_be_put_right_and_sent(
    monday: Rehearsal, noor: Person
) -> None:
    form = await noor.opens()
    back = await form.sends(**GREEN | {"budget": "red"})
    again = type(form)(noor, back["title"], back["card"])

    assert said(await again.sends(budget_note="The invoice is late.")) == saved(budget="red")
    stored = (await answers(monday))["noor.haddad"]["standings"]["budget"]
    assert stored == {"colour": "red", "note": "The invoice is late."}


async def test_nothing_changed_repeats_the_last_answer_once(
    monday: Rehearsal, noor: Person
) -> None:
    assert said(await noor.presses("checkin.no_change")) == NOTHING_BEFORE
    await noor.answers(**LATE_STORE)
    assert said(await noor.presses("checkin.no_change")) == stands("red")

    await monday.at(NEXT_MONDAY)
    assert said(await noor.presses("checkin.no_change")) == saved("red", on="16 Nov")
    assert said(await noor.presses("checkin.no_change")) == saved("red", on="16 Nov")
    assert await colours(monday) == {"noor.haddad": "red"}
    await monday.settled()
    assert "1 of 7 answered" in shown(monday)


async def test_nothing_changed_never_replaces_an_answer_of_this_round(
    monday: Rehearsal, noor: Person
) -> None:
    await noor.answers(**LATE_STORE)
    await monday.at(NEXT_MONDAY)
    await noor.answers(schedule="green", schedule_note="")

    assert said(await noor.presses("checkin.no_change")) == STANDS
    assert await colours(monday) == {"noor.haddad": "green"}


async def test_everybody_of_the_roster_can_be_named_as_the_one_who_attends_to_it(
    monday: Rehearsal, ada: Person, noor: Person
) -> None:
    """Also somebody who is away now, or was in the past."""
    await ada.writes("away until tuesday", ada.chat)
    await monday.at(NEXT_MONDAY)
    form = await noor.opens()

    assert ada.account.id in form.offered["attention_owner"]
    attention = {"attention": "Call", "attention_owner": ada.account.id}
    assert said(await form.sends(**GREEN, **attention)) == SAVED
