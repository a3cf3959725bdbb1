"""All notes of a retro by prompt, and its actions: a dialog for everyone in the channel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    card,
    columns,
    heading,
    paragraph,
    section,
)
from cards.retros.retro_words import action, subject
from core.retros.model import Action, Board, Note, Retro
from core.retros.voting import by_prompt
from core.retros.words import asks, began_on, votes
from core.words import count

LINE = 2_400  # bytes of a line without its words, its share of the prompt above it too
# Signs that take a second one in a card's JSON; and those of them that cannot be seen.
GROWING, UNPRINTABLE = '"\\{', "\n\r\t\v\f\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class _Line:
    """One note or action: in which part it stands, its words, what is small below, its votes."""

    part: str
    text: str
    small: tuple[str, ...] = ()
    votes: str = ""


def build(board: Board, page: int = 1) -> Card:
    """Pages count from 1, and one too far is the last. Within a prompt most votes come first."""
    everything: list[Note | Action] = [*_notes(board), *board.actions]
    pages = paging.fitting(everything, _weight)
    page = paging.within(page, len(pages))
    state = count(board.notes, "note") if board.notes else "Nobody wrote a note"
    return card(
        heading(*subject(board.retro), " · all notes"),
        paragraph(f"{state}{paging.place(page, len(pages))}", subtle=True, space="None"),
        *_body([_line(board.retro, each) for each in pages[page - 1]]),
        actions=paging.turns("retro.notes", {"retro": board.retro.id}, page, len(pages)),
    )


def _notes(board: Board) -> list[Note]:
    found: list[Note] = []
    ordered = by_prompt(board.notes, board.retro.format)
    for _, group in groupby(ordered, key=lambda note: note.prompt):
        found += sorted(group, key=_most)
    return found


def _most(note: Note) -> int:
    return -(note.votes or 0)


def _line(retro: Retro, each: Note | Action) -> _Line:
    if isinstance(each, Note):
        return _Line(asks(retro.format, each.prompt), each.text, votes=votes(each))
    return _Line("Actions", each.title, action(each, began_on(retro)))


def _weight(each: Note | Action) -> int:
    return LINE + _bytes(each.text if isinstance(each, Note) else each.title + each.owner)


def _bytes(text: str) -> int:
    """What a text takes in JSON as UTF-16, rather too many than too few.

    Not by writing it: a retro may have a thousand notes, and all are weighed to show one page.
    """
    signs = GROWING if text.isprintable() else GROWING + UNPRINTABLE
    return 2 * sum(map(text.count, signs)) + len(text.encode("utf-16-le", "surrogatepass"))


def _body(lines: Sequence[_Line]) -> Iterator[CardElement]:
    for part, group in groupby(lines, key=lambda line: line.part):
        yield section(part)
        for line in group:
            yield _row(line)


def _row(line: _Line) -> CardElement:
    words: list[CardElement] = [paragraph(line.text)]
    if line.small:
        words.append(paragraph(*line.small, subtle=True, space="None"))
    right = [paragraph(Words(line.votes), align="Right")] if line.votes else []
    return columns(("stretch", words), ("auto", right), space="Small")
