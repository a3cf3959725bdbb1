"""The report is understood in ten seconds: colours with words, what moved, what to do, how old."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.checkins import checkin_report
from cards.kit.elements import SIZE_LIMIT, size, to_json
from core.checkins.model import Answer, Colour
from core.checkins.report import Report
from tests.cards.renderer import elements, shown
from tests.cards.rounds import CLOSED, LATEST, crowd, history, report, silence, standings, unchanged
from tests.cards.samples import SAMPLES


def words(made: Report) -> str:
    """All that stands on the report."""
    return shown(to_json(checkin_report.build(CLOSED, made)))


def test_the_first_line_has_subject_state_colour_and_what_it_was() -> None:
    said = words(report(LATEST, history()))
    state = "3 of 7 answered · closed Tue 17 Nov"

    assert said.startswith(f"Apollo app · Monday check-in {state} ■ Red was amber")


@pytest.mark.parametrize(
    ("colour", "style"), [("green", "good"), ("amber", "warning"), ("red", "attention")]
)
def test_the_overall_colour_tints_the_head(colour: str, style: str) -> None:
    made = report([Answer(standings(f"{colour}: x", "green", "green"))])
    head = next(elements(to_json(checkin_report.build(CLOSED, made))["body"]))

    assert head["style"] == style


def test_a_dimension_says_how_many_and_how_it_moved() -> None:
    said = words(report(LATEST, history()))

    assert "■ Schedule red by 1 of 3, was amber Store review slipped a week" in said
    assert "▲ Budget amber by 2 of 3, 5th week in a row" in said
    assert "● Risks and issues green by 3 of 3, was amber" in said


def test_the_worst_dimension_comes_first() -> None:
    said = words(report([Answer(standings("green", "amber: a", "red: b"))]))

    assert said.index("Risks and issues red") < said.index("Budget amber")
    assert said.index("Budget amber") < said.index("Schedule green")


def test_figures_say_what_they_mean_and_what_they_were() -> None:
    said = words(report(LATEST, history()))

    assert "71 % done, was 62 %" in said
    assert "30 Oct finish, was 30 Sep" in said
    assert "3.7 mood of 5" in said


def test_what_needs_attention_is_numbered_with_who_by_when_and_since_when() -> None:
    said = words(report(LATEST, history()))

    asked = "1 Should we open the second store? Kim Lee · by Fri 27 Nov · new, said Mon 16 Nov"
    assert f"{asked} · the team recommends yes" in said
    assert (
        "2 A tester is missing from 1 December Ada Byron · by Thu 3 Dec · since Mon 2 Nov" in said
    )


def test_a_date_that_has_passed_says_so() -> None:
    late = replace(LATEST[0], attention=replace(LATEST[0].attention, due_on=date(2026, 11, 16)))  # type: ignore[type-var]  # it has one

    assert "was due Mon 16 Nov" in words(report([late]))


def test_the_first_report_compares_with_nothing() -> None:
    said = words(report(LATEST))

    assert "first report" in said
    assert "was" not in said
    assert "Last" not in said


def test_when_nobody_answered_it_says_what_is_known() -> None:
    said = words(report([], history()))

    assert "○ Not reported was amber" in said
    assert "Nobody answered, so nothing new is known; the report of 10 Nov said amber." in said
    assert "All answers" not in said
    assert "Nobody answered, so nothing is known yet." in words(report([]))


def test_what_is_only_repeated_says_since_when_and_silence_in_between_is_told() -> None:
    said = words(unchanged())

    assert "1 of 7 answered · closed Tue 24 Nov · nothing changed since Mon 9 Nov" in said
    assert "▲ Amber as on Tue 10 Nov" in said
    assert "Schedule amber by 1 of 1 slow" in said
    assert "A tester is missing from 1 December Ada Byron · by Thu 3 Dec · since Mon 2 Nov" in said


def test_nothing_on_it_grows_old_while_it_stays() -> None:
    for made in (report(LATEST, history()), silence()[0], unchanged()):
        said = words(made)

        assert not re.search(r"\b(ago|today|yesterday|tomorrow|open for)\b", said), said


def test_the_strip_is_spoken_in_words() -> None:
    spoken = str(to_json(SAMPLES["checkin_report"]())["speak"])

    assert "Schedule over the last rounds: green, green, amber, amber, red" in spoken
    assert not set(spoken) & set("●▲■○")


def test_two_hundred_long_answers_fit_and_the_rest_is_counted() -> None:
    wire = to_json(SAMPLES["checkin_report_crowd"]())

    assert size(wire) <= SIZE_LIMIT
    assert "131 of 200" not in shown(wire)
    assert shown(wire).count("190 more in All answers") == 5


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "ش"])
def test_no_letter_makes_a_report_too_big(letter: str) -> None:
    answers = [
        replace(each, standings={**standings(*[f"red: {number}{letter * 996}"] * 3)})
        for number, each in enumerate(crowd())
    ]

    assert size(to_json(checkin_report.build(CLOSED, report(answers)))) <= SIZE_LIMIT


def test_a_rhythm_of_days_or_none_is_named_as_such() -> None:
    made = report([Answer(standings("green", "green", "green"))], history()[-1:])
    odd = shown(to_json(checkin_report.build(replace(CLOSED, asks_again=None), made)))

    assert "2nd round in a row" in odd
    assert made.lines[0].colour is Colour.GREEN


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_week_in_which_clocks_are_changed_is_a_week(hours: int) -> None:
    made = report([Answer(standings("green", "green", "green"))], history()[-1:])
    gap = timedelta(weeks=1, hours=hours)

    assert "2nd week in a row" in shown(
        to_json(checkin_report.build(replace(CLOSED, asks_again=gap), made))
    )


def test_all_answers_opens_a_dialog_and_the_card_is_wide() -> None:
    wire = to_json(SAMPLES["checkin_report"]())

    assert wire["msteams"] == {"width": "Full"}
    assert wire["actions"] == [
        {
            "type": "Action.Submit",
            "title": "All answers",
            "data": {
                "msteams": {"type": "task/fetch"},
                "verb": "checkin.answers",
                "round": CLOSED.id,
            },
        }
    ]
