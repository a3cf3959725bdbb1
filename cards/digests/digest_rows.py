"""One entry of a digest on the card: its shape and words, its buttons, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import Action, ActionSet, Column, ColumnSet

from cards.digests.digest_words import Held, asked, holding
from cards.kit.elements import (
    CardElement,
    Words,
    button,
    columns,
    dialog_button,
    figure,
    mark,
    paragraph,
    press,
    stack,
)
from cards.kit.text import shortened
from core.checkins.model import Colour
from core.days import moment
from core.digests.model import Decided, Digest
from core.digests.sections import Entry, Sign

FIGURES = 3  # side by side on a phone

_MARKS = {
    Sign.RED: mark(Colour.RED),
    Sign.AMBER: mark(Colour.AMBER),
    Sign.DOUBTED: Words("◐", ink="Warning"),
    Sign.GREY: mark(None),
    Sign.GREEN: mark(Colour.GREEN),
}


@dataclass(frozen=True, slots=True)
class DigestRoom:
    """How much a card may hold: characters of what is wanted or asked, and of a name."""

    text: int
    name: int


# Ask opens the whole of it. Less only where a card would get too big.
ROOMS = (DigestRoom(300, 100), DigestRoom(120, 80), DigestRoom(60, 40))


@dataclass(frozen=True, slots=True)
class DigestPage:
    """The page that rows are drawn for, so that a press comes back to it."""

    digest: Digest
    page: int
    room: DigestRoom


def wanted(entry: Entry, sheet: DigestPage, *, first: bool) -> CardElement:
    """Something to decide: the words, its age, and Yes, No, Ask or what was said."""
    held = holding(sheet.digest, entry.wants)
    lines = [
        paragraph(Words(shortened(entry.title, sheet.room.text))),
        paragraph(*_joined(entry.small, sheet.room), subtle=True, space="None"),
        *([_said(held, sheet)] if held else []),
        *_talk(entry, sheet),
        _choices(entry, sheet, held),
    ]
    return stack(*lines, separator=None if first else True, space="Small" if first else "Medium")


def _said(held: Held, sheet: DigestPage) -> CardElement:
    """Who said what and when, and until when they can change it."""
    decision, zone = held.decision, sheet.digest.time_zone
    at, until = moment(decision.decided_at, zone), moment(held.until, zone)
    said = f" said {decision.decided} on {at} · change it until {until}"
    return paragraph(Words(decision.by), said, space="Small")


def _choices(entry: Entry, sheet: DigestPage, held: Held | None) -> CardElement:
    digest_id = sheet.digest.id
    actions: list[Action] = [
        button(
            f"Change to {each}" if held else each.capitalize(),
            "digest.decide",
            digest=digest_id,
            wanted=entry.wants,
            decision=each.value,
            page=sheet.page,
        )
        for each in Decided
        if held is None or each is not held.decision.decided
    ]
    ask = dialog_button("Ask", "digest.ask", digest=digest_id, wanted=entry.wants)
    return ActionSet(actions=[*actions, ask])


def row(entry: Entry, sheet: DigestPage) -> CardElement:
    """A line behind its shape, with Ask beside it where somebody can be asked."""
    title = Words(shortened(entry.title, sheet.room.name))
    says: list[CardElement] = [paragraph(title, f" {entry.says}" if entry.says else "")]
    if entry.small:
        says.append(paragraph(*_joined(entry.small, sheet.room), subtle=True, space="None"))
    says += _talk(entry, sheet)
    sign: list[CardElement] = [paragraph(_MARKS[entry.sign])] if entry.sign else []
    parts = [Column(width="20px", items=sign)] if sign else []
    parts.append(Column(width="stretch", items=says, spacing="Small" if sign else None))
    if entry.asks:
        ask = dialog_button("Ask", "digest.ask", digest=sheet.digest.id, project=entry.asks)
        parts.append(Column(width="auto", items=[press(ask)]))
    return ColumnSet(columns=parts, spacing="Small")


def _talk(entry: Entry, sheet: DigestPage) -> list[CardElement]:
    """The newest question about it, and what came back."""
    question = asked(sheet.digest, entry.asks, entry.wants)
    if question is None or not (entry.asks or entry.wants):
        return []
    text = shortened(question.text, sheet.room.text)
    zone = sheet.digest.time_zone
    if question.replied_at is None:
        at = moment(question.asked_at, zone)
        parts = ("Asked ", question.owner, f" on {at}: ", f"“{text}”", " · no reply yet")
        return [paragraph(*parts, subtle=True, space="None")]
    reply = shortened(question.reply, sheet.room.text)
    at = moment(question.replied_at, zone)
    return [
        paragraph("You asked: ", f"“{text}”", subtle=True, space="None"),
        paragraph(Words(question.owner), f", {at}: ", f"“{reply}”", space="None"),
    ]


def figures(entries: Sequence[Entry]) -> list[CardElement]:
    """Numbers large, and what they mean below; three side by side."""
    lines = [entries[at : at + FIGURES] for at in range(0, len(entries), FIGURES)]
    return [
        columns(
            *[figure(each.figure, each.title) for each in line],
            space="Medium",
            separator=True if line is lines[0] else None,
        )
        for line in lines
    ]


def _joined(parts: Sequence[str], room: DigestRoom) -> list[str]:
    """Parts with a dot between, each by itself so that no name turns the others around."""
    joined: list[str] = []
    for each in parts:
        joined += [" · ", shortened(each, room.name)] if joined else [shortened(each, room.name)]
    return joined
