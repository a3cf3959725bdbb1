"""How a change is told on every card: what it does, and what is there now and then."""

from cards.kit.elements import CardElement, Words, paragraph
from cards.kit.text import shortened
from core.standards.changes.kinds import kinds
from core.standards.changes.model import Change, Picks
from core.standards.changes.wording import SAID, before_after

VALUE = 120  # characters of a value
SOMEBODY = "somebody"


def does(change: Change) -> str:
    """What it would do: “Make Ada Lovelace an owner”."""
    picks = change.picks is Picks.TARGET and len(change.choices) > 1
    return kinds()[change.kind].title.format(label=SOMEBODY if picks else change.label)


def picked(change: Change) -> str:
    """The same once it was approved, and it is known whom it is about."""
    return kinds()[change.kind].title.format(label=change.label)


def done(change: Change) -> str:
    """What it did: “Ada Lovelace is an owner now”."""
    return kinds()[change.kind].done.format(label=change.label)


def now_and_then(change: Change) -> list[CardElement]:
    """What is there now and what would be, where that is not said already; what stays for ever."""
    if change.thing in SAID:
        told: list[CardElement] = []
    else:
        before, after = before_after(change)
        then: list[str | Words] = [" → ", Words(shortened(after, VALUE))] if after else []
        told = [paragraph("Now: ", shortened(before, VALUE), *then, space="None")]
    if not kinds()[change.kind].inverse:
        told.append(paragraph(Words("This cannot be undone."), space="None"))
    return told
