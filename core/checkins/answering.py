"""Answering a round: who may, what the form shows, what becomes of what was sent in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.checkins.model import Colour, Form, Questions
from core.checkins.reading import written
from core.checkins.sitting import Kept, Sitting
from core.errors import NotAllowed

SAVED = "Saved. You can change it until the check-in closes."
WITHDRAWN = "Your answer is withdrawn. You can answer again until the check-in closes."
UNCHANGED = "Saved, as you answered last time. Press Answer to change it."
NOTHING_BEFORE = "You have not answered this check-in before. Press Answer; it takes a few minutes."
ALREADY = "You have answered this round already; your answer stands. Press Answer to change it."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a press came from. `channel_id` is None in a personal chat."""

    person_id: str
    channel_id: str | None


def check_open(sitting: Sitting, now: datetime) -> None:
    """Raises NotAllowed when answers do not count any more."""
    if not sitting.round.is_open or sitting.round.closes_at <= now:
        raise NotAllowed("This check-in has closed. Its report is in the channel.")


def check_may_answer(sitting: Sitting, place: Place) -> None:
    """Raises NotAllowed, in words, for anyone and anywhere that this round does not ask.

    Where the roster could not be read, the channel itself vouches for who is in it.
    """
    check_place(sitting, place)
    if sitting.away_until:
        raise NotAllowed(
            f"You are away until {sitting.away_until:%d %B %Y}, so you are not asked. "
            "Write “back” to Process Center to answer."
        )
    if sitting.asked is False:
        raise NotAllowed(
            "This check-in asks the members of this channel. If you have just joined, "
            "try again in a minute."
        )


def check_place(sitting: Sitting, place: Place) -> None:
    """Raises NotAllowed when the round belongs to another channel, or nobody knows who pressed."""
    if not place.person_id:
        raise NotAllowed(
            "Teams did not say who you are, so this cannot be yours. "
            "Sign in to Teams with your work account and try again."
        )
    if place.channel_id != sitting.channel_id:
        raise NotAllowed("This check-in belongs to another channel. Answer it there.")


def form(
    sitting: Sitting,
    questions: Questions,
    nonce: str,
    given: Mapping[str, str] | None = None,
    mistakes: Mapping[str, str] | None = None,
) -> Form:
    """The form for this person: what they typed, else this round's answer, else the last one's."""
    before = sitting.own or sitting.last
    shown = given if given is not None else (written(before) if before else {})
    filled_from = None
    if given is None and sitting.own is None and sitting.last and sitting.last_at:
        filled_from = sitting.last_at.astimezone(ZoneInfo(sitting.round.time_zone)).date()
    return Form(
        round=sitting.round,
        questions=questions,
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


def heard(kept: Kept) -> str:
    """The sentence for what became of a submission. Raises NotAllowed when the round had closed."""
    if not kept.open:
        raise NotAllowed("This check-in closed before your answer came. Nothing was stored.")
    return kept.said


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
