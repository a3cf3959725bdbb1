"""The card of an open round in its channel: where it stands, until when, and a way to answer."""

from cards.checkins.rounds import answered, subject, title
from cards.kit.elements import Card, button, card, dialog_button, heading, own_words
from cards.kit.text import readers_moment
from core.checkins.model import Round
from core.days import named
from core.words import count


def build(round_: Round) -> Card:
    """No names and no colours before the close."""
    state = answered(round_.answered, round_.expected)
    body = [
        heading(*subject(round_)),
        own_words(f"**{state}** · {_until(round_)}", space="None"),
        own_words(_why(round_), space="Small"),
    ]
    speak = f"{title(round_)}. {state}."
    if not round_.is_open:
        return card(*body, speak=speak)
    actions = [
        dialog_button("Answer", "checkin.answer", primary=True, round=round_.id),
        button("Nothing changed", "checkin.no_change", round=round_.id),
    ]
    return card(*body, actions=actions, speak=speak)


def _until(round_: Round) -> str:
    if not round_.is_open:
        return "closed"
    late = " · opened late" if round_.late else ""
    return f"open until {_closes(round_)}{late}"


def _closes(round_: Round) -> str:
    """In words where all have one clock; else each reader's client writes it."""
    if round_.one_clock:
        return named(round_.closes_at, round_.opens_at, round_.time_zone)
    return readers_moment(round_.closes_at)


def _why(round_: Round) -> str:
    if not round_.is_open:
        return "The report follows here."
    takes = count(round_.questions.minutes, "minute")
    return (
        f"For everyone in this channel, about {takes}. One report follows here, without names; "
        "the project’s owner and the Process Center see who wrote what."
    )
