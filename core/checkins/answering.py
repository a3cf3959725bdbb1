"""Answering a round: whether it is time, and what the form shows."""

from collections.abc import Mapping
from datetime import datetime

from core.checkins.model import AnswerForm, Colour
from core.checkins.reading import written
from core.checkins.sitting import Sitting
from core.days import local_day
from core.errors import NotAllowed

SAVED = "Saved. You can change it until the check-in closes."
WITHDRAWN = "Your answer is withdrawn. You can answer again until the check-in closes."
UNCHANGED = "Saved, as you answered last time. Press Answer to change it."
NOTHING_BEFORE = "You have not answered this check-in before. Press Answer; it takes a few minutes."
TOO_LATE = "This check-in closed before your answer came. Nothing was stored."
ALREADY = "You have answered this round already; your answer stands. Press Answer to change it."


def check_open(sitting: Sitting, now: datetime) -> None:
    """Raises NotAllowed when answers do not count any more."""
    if not sitting.round.is_open or sitting.round.closes_at <= now:
        raise NotAllowed("This check-in has closed. Its report is in the channel.")


def check_here(sitting: Sitting) -> None:
    """Raises NotAllowed, in words, for somebody who asked to be left alone."""
    if sitting.away_until:
        raise NotAllowed(
            f"You are away until {sitting.away_until:%d %B %Y}, so you are not asked. "
            "Write “back” to Process Center to answer."
        )


def form(
    sitting: Sitting,
    nonce: str,
    given: Mapping[str, str] | None = None,
    mistakes: Mapping[str, str] | None = None,
) -> AnswerForm:
    """The form for this person: what they typed, else this round's answer, else the last one's."""
    before = sitting.own or sitting.last
    shown = given if given is not None else (written(before) if before else {})
    filled_from = None
    if given is None and sitting.own is None and sitting.last and sitting.last_at:
        filled_from = local_day(sitting.last_at, sitting.round.time_zone)
    return AnswerForm(
        round=sitting.round,
        nonce=nonce,
        typed=_still_offered(shown, sitting),
        filled_from=filled_from,
        answered_before=sitting.own is not None,
        people=sitting.people,
        owner=sitting.owner,
        last=_colours(sitting),
        heard=sitting.report.heard if sitting.report else (),
        mistakes=mistakes or {},
    )


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
