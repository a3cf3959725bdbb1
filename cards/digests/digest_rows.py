"""One entry of a digest on the card: its shape and words, its buttons, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards import Action, ActionSet, Column, ColumnSet

from cards.digests.digest_words import Held, asked, holding, where_it_went
from cards.kit.elements import (
    CardElement,
    Words,
    button,
    dialog_button,
    mark,
    own_words,
    paragraph,
    press,
    stack,
)
from cards.kit.text import readers_moment, shortened
from core.checkins.model import Colour
from core.days import local_day, weekday
from core.digests.model import Decided, Digest
from core.digests.sections import Entry, Sign

_MARKS = {
    Sign.RED: mark(Colour.RED),
    Sign.AMBER: mark(Colour.AMBER),
    Sign.DOUBTED: Words("◐", ink="Warning"),
    Sign.GREY: mark(None),
    Sign.GREEN: mark(Colour.GREEN),
}


@dataclass(frozen=True, slots=True)
class DigestRoom:
    """How many characters a card may hold of what is wanted, of a question, a name, a reason."""

    wanted: int
    text: int
    name: int
    why: int


# The first page is one screen of a phone. The list has the whole of it, as does the form of Ask;
# less only where a card would get too big.
SCREEN = DigestRoom(wanted=110, text=72, name=28, why=72)
ROOMS = (
    DigestRoom(300, 300, 100, 300),
    DigestRoom(120, 120, 80, 90),
    DigestRoom(60, 60, 40, 60),
)
ON_A_BUTTON = 24  # characters of a name
LEFT_OPEN = "Left open. What is still asked stands in your newest digest."


@dataclass(frozen=True, slots=True)
class DigestPage:
    """The page that rows are drawn for, so that a press comes back to it, and when that is."""

    digest: Digest
    now: datetime
    page: int
    room: DigestRoom

    @property
    def is_first(self) -> bool:
        """Whether it is the one screen, and not the list behind it."""
        return self.page == 1


def wanted(entry: Entry, sheet: DigestPage, *, first: bool) -> CardElement:
    """Something to decide: the words, who asks, and Yes and No or what was said.

    In a digest that was followed nothing is asked any more.
    """
    held = holding(sheet.digest, entry.wants)
    of = shortened(entry.of, sheet.room.name)
    asks = [] if held else [f" · {_joined(entry.small)}"]
    lead = [entry.lead] if entry.lead and not held else []
    lines = [
        paragraph(*lead, Words(shortened(entry.title, sheet.room.wanted))),
        paragraph(of, *asks, subtle=True, space="None"),
        *(_said(held, sheet) if held else _left_open(sheet)),
        *_talk(entry, sheet),
        *_buttons(entry, sheet),
    ]
    return stack(*lines, separator=None if first else True, space="Small" if first else "Medium")


def _said(held: Held, sheet: DigestPage) -> list[CardElement]:
    """What was said, until when it can be changed while it can, and where it went."""
    decision = held.decision
    on = weekday(local_day(decision.decided_at, sheet.digest.time_zone))
    said = f"You said **{decision.decided}** on {on}."
    if sheet.now < held.until:
        said += f" Change it until {readers_moment(held.until)}."
    told = where_it_went(decision)
    return [
        own_words(said, space="None"),
        *([paragraph(*told, subtle=True, space="None")] if told else []),
    ]


def _left_open(sheet: DigestPage) -> list[CardElement]:
    return [paragraph(LEFT_OPEN, subtle=True, space="None")] if sheet.digest.followed else []


def _buttons(entry: Entry, sheet: DigestPage) -> list[CardElement]:
    actions = _choices(entry, sheet)
    if not sheet.is_first:
        ask = dialog_button("Ask", "digest.ask", digest=sheet.digest.id, wanted=entry.wants)
        actions.append(ask)
    return [ActionSet(actions=actions)] if actions else []


def _choices(entry: Entry, sheet: DigestPage) -> list[Action]:
    """What can be said to something wanted: nothing once it was followed, or too late to change."""
    held = holding(sheet.digest, entry.wants)
    if held.until <= sheet.now if held else sheet.digest.followed:
        return []
    return [
        button(
            f"Change to {each}" if held else each.capitalize(),
            "digest.decide",
            digest=sheet.digest.id,
            wanted=entry.wants,
            decision=each.value,
            page=sheet.page,
        )
        for each in Decided
        if held is None or each is not held.decision.decided
    ]


def row(entry: Entry, sheet: DigestPage, *, asks: bool = True) -> CardElement:
    """A project behind its shape, with a way to ask about it: on the first page below its words."""
    title = Words(shortened(entry.title, sheet.room.name))
    first = [title, f" {entry.says}" if entry.says else ""] if entry.title else [entry.says]
    says: list[CardElement] = [paragraph(*first)]
    if entry.why:
        says.append(paragraph(shortened(entry.why, sheet.room.why), space="None"))
    if under := _under(entry, sheet):
        says.append(paragraph(*under, subtle=True, space="None"))
    says += _talk(entry, sheet)
    below = _ask(entry, sheet) if entry.asks and asks and sheet.is_first else []
    beside = _ask(entry, sheet) if entry.asks and not sheet.is_first else []
    sign: list[CardElement] = [paragraph(_MARKS[entry.sign])] if entry.sign else []
    parts = [Column(width="20px", items=sign)] if sign else []
    parts.append(Column(width="stretch", items=[*says, *below], spacing="Small" if sign else None))
    parts += [Column(width="auto", items=beside)] if beside else []
    return ColumnSet(columns=parts, spacing="Small")


def _under(entry: Entry, sheet: DigestPage) -> list[str]:
    """The small line: on the first page the short one, without what the project serves."""
    if sheet.is_first:
        return [_joined(entry.small)] if entry.small else []
    ours = _joined((*entry.small, *entry.more))
    of = shortened(entry.of, sheet.room.name)
    return [each for each in (ours, " · " if ours and of else "", of) if each]


def _ask(entry: Entry, sheet: DigestPage) -> list[CardElement]:
    name = shortened(entry.title, ON_A_BUTTON)
    title = f"Ask about {name}" if sheet.is_first else "Ask"
    return [press(dialog_button(title, "digest.ask", digest=sheet.digest.id, project=entry.asks))]


def _talk(entry: Entry, sheet: DigestPage) -> list[CardElement]:
    """The newest question about it, and what came back."""
    question = asked(sheet.digest, entry.asks, entry.wants)
    if question is None or not (entry.asks or entry.wants):
        return []
    text = shortened(question.text, sheet.room.text)
    zone = sheet.digest.time_zone
    if question.replied_at is None:
        on = weekday(local_day(question.asked_at, zone))
        parts = ("Asked ", question.owner, f" on {on}: ", f"“{text}”", " · no reply yet")
        return [paragraph(*parts, subtle=True, space="None")]
    reply = shortened(question.reply, sheet.room.text)
    on = weekday(local_day(question.replied_at, zone))
    return [
        paragraph("You asked: ", f"“{text}”", subtle=True, space="None"),
        paragraph(Words(question.owner), f", {on}: ", f"“{reply}”", space="None"),
    ]


def _joined(parts: Sequence[str]) -> str:
    """Parts in our own words. A name is a part by itself, so that it turns nothing around."""
    return " · ".join(parts)
