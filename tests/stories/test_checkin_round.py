"""A check-in round, from its opening to its report, and the round after it."""

from datetime import timedelta

from simulator.colleagues.answering import Wish
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, GREEN, LATE_STORE, MONDAY, Person, shown

TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(days=7)


async def test_a_round_opens_is_answered_and_becomes_a_report(center: Rehearsal) -> None:
    await center.at(MONDAY)
    (card,) = center.cards(APOLLO)
    assert "0 of 7 answered" in str(card)

    await center.tenant.answer(Wish(APOLLO, count=3))
    await center.settled()
    assert "3 of 7 answered" in shown(center)

    await center.at(TUESDAY)
    assert "3 of 7 answered · closed Tue 17 Nov" in shown(center)
    assert len(center.cards(APOLLO)) == 1, "one card, edited in place"


async def test_the_open_card_tells_how_many_answered_and_nothing_of_what(
    monday: Rehearsal, noor: Person
) -> None:
    before = shown(monday)
    await noor.answers(**LATE_STORE, listen="We are tired.")
    await monday.settled()

    assert shown(monday) == before.replace("0 of 7", "1 of 7")
    newest = str(monday.cards(APOLLO))
    assert not [word for word in ("Noor", "■", "The store", "tired") if word in newest]


async def test_the_report_has_the_worst_colours_and_the_words_without_names(
    monday: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.answers(**GREEN, progress="50", mood="4")
    await noor.answers(
        **LATE_STORE, attention="Call the store", attention_owner=ada.account.id, listen="Tired."
    )
    await Person(monday, "jun.takahashi").answers(**GREEN | {"risks": "amber", "risks_note": "Ill"})
    await monday.at(TUESDAY)

    report = shown(monday)
    assert "■ Red" in report
    for line in (
        "Schedule red by 1 of 3",
        "Budget green by 3 of 3",
        "Risks amber by 1 of 3",
        "The store said no.",
        "Call the store\nAda Okonkwo · new",
        "“Tired.”",
        "50\u00a0%\ndone",
    ):
        assert line in report
    assert "Noor" not in report
    assert "Jun" not in report


async def test_the_next_report_tells_what_changed_and_carries_over_what_is_still_open(
    monday: Rehearsal, noor: Person
) -> None:
    await noor.answers(**LATE_STORE, attention="Call the store", progress="50")
    await monday.at(TUESDAY)
    await monday.at(NEXT_MONDAY)
    eased = {"schedule": "amber", "schedule_note": "They listened.", "progress": "60"}
    await noor.answers(**eased, attention="Call  the STORE.", listen="Better.")
    await monday.at(NEXT_MONDAY + timedelta(days=1))

    report = shown(monday)
    for line in (
        "▲ Amber\nwas red",
        "Schedule amber by 1 of 1, was red",
        "Budget green by 1 of 1, 2nd week in a row",
        "60\u00a0%\ndone, was 50\u00a0%",
        "Call  the STORE.\nsince Mon 16 Nov",
    ):
        assert line in report, report


async def test_a_round_that_nobody_answered_says_so(monday: Rehearsal) -> None:
    await monday.at(TUESDAY)

    assert "Nobody answered, so nothing is known yet." in shown(monday)
    assert "checkin.answers" not in str(monday.cards(APOLLO)[-1])


async def test_a_round_without_a_respondent_is_opened_and_closed_like_any_other(
    center: Rehearsal,
) -> None:
    everyone = [each.id for each in center.tenant.world.directory.people.values()]
    await center.tenant.change_members("PRJ-Apollo", remove=everyone)
    await center.settled()
    await center.at(MONDAY)
    assert "0 of 0 answered" in shown(center)

    await center.at(TUESDAY)
    assert "Nobody answered" in shown(center)
