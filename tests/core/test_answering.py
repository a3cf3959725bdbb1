"""Who may answer a round, what their form shows, and what they hear."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.checkins import answering, who
from core.checkins.model import Attention, Colour
from core.checkins.reading import written
from core.checkins.sitting import Sitting
from core.errors import NotAllowed
from core.people.roles import Part, Role, check
from core.pressing.place import Place
from tests.core.answers import CLOSES, OPENS, PEOPLE, ROUND, answer, report

HERE = Place("a1", "19:apollo")
SITTING = Sitting(
    round=ROUND,
    away_until=None,
    own=None,
    last=None,
    last_on=None,
    last_rounds=0,
    people=PEOPLE,
    owner="Ada Byron",
    report=None,
)
LAST_WEEK = replace(
    SITTING, last=answer("amber: late"), last_on=OPENS.date() - timedelta(days=7), last_rounds=1
)


def test_a_round_takes_answers_until_its_very_end() -> None:
    answering.check_open(SITTING, CLOSES - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("sitting", "now"),
    [
        (SITTING, CLOSES),
        (replace(SITTING, round=replace(ROUND, closed_at=OPENS)), OPENS),
    ],
)
def test_a_round_that_is_over_or_closed_takes_none(sitting: Sitting, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="has closed"):
        answering.check_open(sitting, now)


def part(*roles: Role, roster_known: bool = True, guest: bool = False) -> Part:
    """Who somebody is for a round that asks in this channel."""
    return Part("a1", frozenset(roles), "19:apollo", "team-apollo", "", roster_known, guest)


@pytest.mark.parametrize("asked", [part(Role.RESPONDENT), part(roster_known=False)])
def test_who_is_asked_may_answer_and_so_may_all_while_the_roster_is_unknown(asked: Part) -> None:
    check(who.ANSWER, asked, HERE)


def test_who_is_asked_may_answer_in_their_own_chat_too() -> None:
    check(who.ANSWER, part(Role.RESPONDENT), Place("a1", None))


ASKED = part(Role.RESPONDENT)
STRANGER = part(*{*Role} - {Role.RESPONDENT, Role.ADDRESSEE})


@pytest.mark.parametrize(
    ("person", "place", "says"),
    [
        (ASKED, Place("a1", "19:other"), "belongs to another channel. Answer it there"),
        (part(roster_known=False), Place("a1", "19:other"), "belongs to another channel"),
        (STRANGER, Place("a1", None), "belongs to another channel"),
        (part(roster_known=False), Place("a1", None), "belongs to another channel"),
        (ASKED, Place("", "19:apollo"), "did not say who you are.*Sign in to Teams"),
        (part(roster_known=False), Place("", "19:apollo"), "did not say who you are"),
        (STRANGER, HERE, "asks the members of this channel"),
        (part(roster_known=False, guest=True), HERE, "asks the members of this channel"),
    ],
)
def test_everyone_else_hears_why_not(person: Part, place: Place, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        check(who.ANSWER, person, place)


def test_who_is_away_hears_until_when_and_how_to_come_back() -> None:
    answering.check_here(SITTING)
    away = replace(SITTING, away_until=date(2026, 11, 20))
    says = "away until 20 November 2026, so you are not asked. Write “back”"
    with pytest.raises(NotAllowed, match=says):
        answering.check_here(away)


@pytest.mark.parametrize("role", [Role.PROJECT_OWNER, Role.STAFF])
def test_the_project_s_owner_and_staff_read_who_wrote_what(role: Role) -> None:
    check(who.READ_ALL, part(role), HERE)
    others = {*Role} - {Role.PROJECT_OWNER, Role.STAFF}
    for known in (True, False):
        for owner, says in (("Ada", "Only Ada and"), ("", "Only the project’s owner and")):
            with pytest.raises(NotAllowed, match=says):
                check(who.READ_ALL, replace(part(*others, roster_known=known), owner=owner), HERE)
    with pytest.raises(NotAllowed, match="belongs to another channel"):
        check(who.READ_ALL, part(role), Place("a1", "19:other"))


def test_a_first_form_is_empty() -> None:
    form = answering.form(SITTING, OPENS, "n1")

    assert (form.typed, form.filled_from, form.answered_before) == ({}, None, False)
    assert (form.last, form.heard, form.mistakes) == ({}, (), {})
    assert (form.nonce, form.people, form.owner) == ("n1", PEOPLE, "Ada Byron")


def test_a_form_is_filled_from_last_time_and_says_from_which_day() -> None:
    form = answering.form(LAST_WEEK, OPENS, "n1")

    assert form.typed == {"schedule": "amber", "schedule_note": "late", "budget": "green"}
    assert (form.filled_from, form.answered_before) == (date(2026, 11, 9), False)


def test_this_round_s_answer_comes_before_last_round_s() -> None:
    form = answering.form(replace(LAST_WEEK, own=answer("red: stuck")), OPENS, "n1")

    assert form.typed["schedule"] == "red"
    assert (form.filled_from, form.answered_before) == (None, True)


@pytest.mark.parametrize("given_", [{}, {"schedule": "red"}])
def test_after_a_mistake_the_form_has_what_was_typed(given_: Mapping[str, str]) -> None:
    form = answering.form(LAST_WEEK, OPENS, "n2", given_)

    assert (form.typed, form.filled_from) == (given_, None)


def test_an_owner_who_is_not_offered_any_more_is_not_shown() -> None:
    attention = answer(attention=Attention("Decide", "left-the-team"))
    form = answering.form(replace(SITTING, last=attention), OPENS, "n1")
    decide = answer(attention=Attention("Decide", "k3"))
    kept = answering.form(replace(SITTING, last=decide), OPENS, "n1")

    assert form.typed["attention"] == "Decide"
    assert "attention_owner" not in form.typed
    assert kept.typed["attention_owner"] == "k3"


def test_a_form_shows_the_last_report_s_colours_and_what_was_heard() -> None:
    before = report(answer("red: stuck", listen="The demo helped."))
    form = answering.form(replace(SITTING, report=before), OPENS, "n1")

    assert form.last == {"schedule": Colour.RED, "budget": Colour.GREEN}
    assert form.heard == ("The demo helped.",)
    assert answering.form(replace(SITTING, report=report()), OPENS, "n1").last == {}


def test_what_a_form_shows_of_an_answer_has_no_empty_inputs() -> None:
    assert written(answer(progress=0)) == {"schedule": "green", "budget": "green", "progress": "0"}


LAST = "Your last answer is of 9 Nov"
NIGHT = datetime(2026, 11, 17, 3, tzinfo=UTC)  # still the 16th in Chicago


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        (OPENS, None, "tomorrow 9:00, Chicago time"),
        (OPENS, "America/Chicago", "tomorrow 9:00"),
        (OPENS, "Asia/Tokyo", "tomorrow 0:00"),
        (NIGHT, "Asia/Kolkata", "today 20:30"),
        (CLOSES, None, "today 9:00, Chicago time"),
        (OPENS - timedelta(days=5), "Europe/Berlin", "Tuesday 16:00"),
        (OPENS - timedelta(days=6), "Europe/Berlin", "Tue 17 Nov, 16:00"),
    ],
)
def test_until_when_is_told_by_the_clock_of_who_asks(
    now: datetime, zone: str | None, until: str
) -> None:
    assert answering.form(replace(SITTING, zone=zone), now, "n1").until == until


def test_what_was_saved_is_told_and_of_when_it_is() -> None:
    said = answering.saved(SITTING, answer("red: stuck"), OPENS)
    again = answering.saved(SITTING, answer("red: stuck", said_on=date(2025, 12, 29)), OPENS)

    assert said == (
        "Saved: schedule red, budget green. Change it until tomorrow 9:00, Chicago time."
    )
    assert again.startswith("Saved as on 29 Dec 2025: schedule red, budget green.")


@pytest.mark.parametrize(("rounds", "old"), [(1, False), (2, False), (3, True), (40, True)])
def test_an_answer_older_than_two_rounds_is_not_repeated(rounds: int, old: bool) -> None:
    said = answering.too_old(replace(LAST_WEEK, last_rounds=rounds), answer())

    assert bool(said) is old
    assert said in ("", f"{LAST}, {rounds} rounds ago. Press Answer and say how it stands now.")
