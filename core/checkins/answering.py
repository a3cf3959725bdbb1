"""Answering a round: whether it is time, what the form shows, and what is said to who answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core import days
from core.checkins.model import Answer, AnswerForm, Colour
from core.checkins.reading import written
from core.checkins.repeating import ROUNDS
from core.checkins.sitting import Sitting
from core.errors import NotAllowed
from core.words import count

WITHDRAWN = "Your answer is withdrawn. You can answer again until the check-in closes."
NOTHING_BEFORE = "You have not answered this check-in before. Press Answer; it takes a few minutes."
CLOSED = "This check-in has closed. Its report is in the project’s channel."
TOO_LATE = (
    "This check-in closed before your answer came, so nothing was stored. Your words are still "
    "here: copy what the next round should know."
)


def is_open(sitting: Sitting, now: datetime) -> bool:
    """Whether answers still count."""
    return sitting.round.is_open and now < sitting.round.closes_at


def check_open(sitting: Sitting, now: datetime) -> None:
    """Raises NotAllowed when answers do not count any more."""
    if not is_open(sitting, now):
        raise NotAllowed(CLOSED)


def check_here(sitting: Sitting) -> None:
    """Raises NotAllowed, in words, for somebody who asked to be left alone."""
    if sitting.away_until:
        raise NotAllowed(
            f"You are away until {days.full_day(sitting.away_until)}, so you are not asked. "
            "Write “back” to Process Center to answer."
        )


def form(
    sitting: Sitting,
    now: datetime,
    nonce: str,
    given: Mapping[str, str] | None = None,
) -> AnswerForm:
    """The form for this person: what they typed, else this round's answer, else the last one's."""
    before = sitting.own or sitting.last
    shown = given if given is not None else (written(before) if before else {})
    filled_from = None
    if given is None and sitting.own is None and sitting.last:
        filled_from = sitting.last_on
    return AnswerForm(
        round=sitting.round,
        nonce=nonce,
        until=_until(sitting, now),
        typed=_still_offered(shown, sitting),
        filled_from=filled_from,
        answered_before=sitting.own is not None,
        people=sitting.people,
        owner=sitting.owner,
        leaders=tuple(each.name for each in sitting.people if each.id in sitting.leaders),
        last=_colours(sitting),
        heard=sitting.report.heard if sitting.report else (),
    )


def not_taken(form_: AnswerForm, problem: str, *, over: bool) -> AnswerForm:
    """The same form for who could not send it now, or with `over` never can: nothing is lost."""
    return replace(form_, problem=problem, over=over)


def saved(sitting: Sitting, answer: Answer, now: datetime) -> str:
    """What was stored, and until when it can be changed; a repeated answer says of when it is."""
    of = f" as on {days.day(answer.said_on, now.date())}" if answer.said_on else ""
    return f"Saved{of}: {_told(sitting, answer)}. Change it until {_until(sitting, now)}."


def stands(sitting: Sitting, own: Answer) -> str:
    """Said to who presses that nothing changed, and has answered this round otherwise."""
    return f"You have answered this round: {_told(sitting, own)}. Press Answer to change it."


def too_old(sitting: Sitting, last: Answer) -> str:
    """Why one press does not repeat the last answer; empty where it does."""
    on = last.said_on or sitting.last_on
    if sitting.last_rounds <= ROUNDS or on is None:
        return ""
    ago = count(sitting.last_rounds, "round")
    day = days.day(on, sitting.round.opens_at.date())
    return f"Your last answer is of {day}, {ago} ago. Press Answer and say how it stands now."


def _told(sitting: Sitting, answer: Answer) -> str:
    """The colours in words, as many as were given: "schedule red, budget green"."""
    told = [
        f"{each.title.lower()} {answer.standings[each.id].colour}"
        for each in sitting.round.questions.dimensions
        if each.id in answer.standings
    ]
    return ", ".join(told) or "your answer"


def _until(sitting: Sitting, now: datetime) -> str:
    """When the round closes, by the person's own clock; by another one it says whose."""
    zone = sitting.zone or sitting.round.time_zone
    when = days.coming(sitting.round.closes_at, now, zone)
    return when if sitting.zone else f"{when}, {days.place(zone)}"


def _still_offered(shown: Mapping[str, str], sitting: Sitting) -> Mapping[str, str]:
    """Leave out a person who is not offered any more, so that a form never opens with a mistake."""
    offered = {person.id for person in sitting.people}
    return {
        name: text for name, text in shown.items() if name != "attention_owner" or text in offered
    }


def _colours(sitting: Sitting) -> dict[str, Colour]:
    if sitting.report is None:
        return {}
    return {line.dimension: line.colour for line in sitting.report.lines if line.colour}
