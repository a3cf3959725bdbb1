"""Teams repeats what it is not sure of: the same press counts once and hears the same."""

from datetime import timedelta

from core.checkins.answering import WITHDRAWN
from tests.rehearsal import Rehearsal
from tests.sayings import SAVED, saved
from tests.stories.people import LATE_STORE, MONDAY, Person, shown
from tests.stories.records import answers, colours
from tests.stories.wire import Wire, answer, open_round


async def test_the_same_form_sent_many_times_at_once_counts_once(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    """With a new id each time, as Teams repeats an invoke."""
    data = answer(await open_round(monday), "samenonce1")
    heard = await wire.posts(*[wire.press(noor, data) for _ in range(10)])

    assert {each.says for each in heard} == {SAVED}
    assert await colours(monday) == {"noor.haddad": "green"}
    kept = await monday.database.row("SELECT count(*) AS many FROM submissions")
    assert kept == {"many": 1}


async def test_an_old_form_repeated_after_a_newer_one_changes_nothing(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    old, new = answer(round_id, "oldnonce1"), answer(round_id, "newnonce1", listen="The newer one")
    for data in (old, new, old):
        assert (await wire.post(wire.press(noor, data))).says == SAVED

    assert (await answers(monday))["noor.haddad"]["listen"] == "The newer one"


async def test_an_answer_that_was_withdrawn_does_not_come_back_with_a_repeat(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    given = answer(round_id, "firstform")
    taken = {"verb": "checkin.withdraw", "round": round_id, "nonce": "secondform"}
    presses = [wire.press(noor, data) for data in (given, taken, given, taken)]

    assert [(await wire.post(each)).says for each in presses] == [
        SAVED,
        WITHDRAWN,
        SAVED,
        WITHDRAWN,
    ]
    assert await answers(monday) == {}


async def test_a_repeat_after_the_close_hears_what_the_first_one_heard(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    data = answer(await open_round(monday), "samenonce1", listen="In time")
    await wire.post(wire.press(noor, data))
    await monday.at(MONDAY + timedelta(days=1))
    report = shown(monday)

    assert (await wire.post(wire.press(noor, data))).says == SAVED
    await monday.settled()
    assert shown(monday) == report
    assert "1 of 7 answered" in report


async def test_the_nonce_of_one_person_says_nothing_about_another(
    monday: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    data = answer(await open_round(monday), "samenonce1")
    await wire.posts(wire.press(ada, data), wire.press(noor, data))

    assert list(await answers(monday)) == ["ada", "noor.haddad"]


async def test_nothing_changed_pressed_many_times_at_once_counts_once(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.answers(**LATE_STORE)
    await monday.at(MONDAY + timedelta(days=7))
    data = {"verb": "checkin.no_change", "round": await open_round(monday)}
    press = [wire.press(noor, data, "adaptiveCard/action") for _ in range(10)]
    heard = await wire.posts(*press)

    assert {each.says for each in heard} == {saved("red", on="16 Nov")}
    await monday.settled()
    assert "1 of 7 answered" in shown(monday)


async def test_withdrawing_many_times_at_once_is_withdrawing_once(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.answers(**LATE_STORE)
    data = {"verb": "checkin.withdraw", "round": await open_round(monday), "nonce": "nonce12345"}
    heard = await wire.posts(*[wire.press(noor, data) for _ in range(10)])

    assert {each.says for each in heard} == {WITHDRAWN}
    assert await answers(monday) == {}
