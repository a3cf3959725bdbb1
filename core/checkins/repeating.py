"""What somebody says again keeps the day on which they said it first."""

from dataclasses import replace
from datetime import date

from core.checkins.model import Answer, Attention
from core.words import told

ROUNDS = 2  # an answer that is older is not repeated by one press: too much has happened since


def repeated(last: Answer, last_on: date) -> Answer:
    """The same answer once more, of somebody who pressed that nothing changed."""
    attention = last.attention
    return replace(
        last,
        said_on=last.said_on or last_on,
        attention=replace(attention, since=attention.since or last_on) if attention else None,
        listen_since=(last.listen_since or last_on) if last.listen else None,
    )


def compared(answer: Answer, last: Answer | None, last_on: date | None) -> Answer:
    """An answer out of a form, which was filled in with the last one: some words are not new."""
    if last is None or last_on is None:
        return answer
    heard = bool(answer.listen) and told(answer.listen) == told(last.listen)
    return replace(
        answer,
        attention=_raised(answer.attention, last.attention, last_on),
        listen_since=(last.listen_since or last_on) if heard else None,
    )


def _raised(now: Attention | None, before: Attention | None, on: date) -> Attention | None:
    if now is None or before is None or told(now.what) != told(before.what):
        return now
    return replace(now, since=before.since or on)
