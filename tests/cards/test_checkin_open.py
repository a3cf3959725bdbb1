"""The card of an open round says where it stands in words, and names nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.checkins import checkin_open
from cards.kit.elements import to_json
from tests.cards.renderer import elements, shown
from tests.cards.rounds import CLOSED, ROUND
from tests.cards.samples import SAMPLES


def test_it_says_subject_state_and_until_when_in_words() -> None:
    wire = to_json(checkin_open.build(ROUND))

    assert "Apollo app · Monday check-in" in shown(wire)
    assert "5 of 7 answered · open until (moment) (moment)" in shown(wire)
    assert "about 3 minutes." in shown(wire)


@pytest.mark.parametrize(
    ("open_for", "until"),
    [
        (timedelta(hours=1), "Monday 10:00"),
        (timedelta(days=1), "Tuesday 9:00"),
        (timedelta(days=6), "Sunday 9:00"),
        (timedelta(days=7), "Mon 23 Nov, 9:00"),
    ],
)
def test_where_all_have_one_clock_it_says_the_day_as_people_do(
    open_for: timedelta, until: str
) -> None:
    round_ = replace(ROUND, one_clock=True, closes_at=ROUND.opens_at + open_for)

    assert f"5 of 7 answered · open until {until} " in shown(to_json(checkin_open.build(round_)))


def test_without_a_roster_it_counts_the_answers_only() -> None:
    wire = to_json(SAMPLES["checkin_open_roster_unknown"]())

    assert "5 answered · open" in shown(wire)


def test_its_day_is_the_day_in_the_zone_of_the_check_in() -> None:
    in_auckland = replace(ROUND, time_zone="Pacific/Auckland")

    assert "Tuesday check-in" in shown(to_json(checkin_open.build(in_auckland)))


def test_a_round_opened_late_says_so() -> None:
    assert "opened late" in shown(to_json(SAMPLES["checkin_open_late"]()))


def test_it_shows_no_colours() -> None:
    wire = to_json(checkin_open.build(ROUND))

    assert not set(shown(wire)) & set("●▲■○")
    assert not [each for each in elements(wire) if "color" in each]


def test_answer_opens_a_dialog_and_nothing_changed_is_one_press() -> None:
    answer, unchanged = [
        each for each in elements(to_json(checkin_open.build(ROUND))) if "title" in each
    ]

    assert answer["type"] == "Action.Submit"
    assert answer["data"] == {
        "msteams": {"type": "task/fetch"},
        "verb": "checkin.answer",
        "round": ROUND.id,
    }
    assert unchanged["type"] == "Action.Execute"
    assert unchanged["verb"] == "checkin.no_change"
    assert unchanged["data"] == {"round": ROUND.id}


def test_a_closed_round_offers_no_buttons() -> None:
    wire = to_json(checkin_open.build(CLOSED))

    assert "actions" not in wire
    assert "closed" in shown(wire)
