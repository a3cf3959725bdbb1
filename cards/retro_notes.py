"""All notes of a retro by prompt, and its actions: a dialog for everyone in the channel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cards.elements import (
    SIZE_LIMIT,
    Card,
    CardElement,
    Words,
    card,
    columns,
    form_button,
    heading,
    paragraph,
    section,
    size,
)
from cards.retro_words import action, asks, began_on, subject, votes
from cards.text import plain
from core.retros.model import Board
from core.retros.voting import by_prompt
from core.words import count

PAGE = 20  # notes or actions; fewer where they are long


@dataclass(frozen=True, slots=True)
class _Line:
    """One note or action: in which part it stands, its words, what is small below, its votes."""

    part: str
    text: str
    small: tuple[str, ...] = ()
    votes: str = ""


def build(board: Board, page: int = 1) -> Card:
    """Pages count from 1, and one too far is the last. Within a prompt most votes come first."""
    pages = list(_pages([*_notes(board), *_actions(board)]))
    page = min(max(page, 1), len(pages))
    state = count(board.notes, "note") if board.notes else "Nobody wrote a note"
    if len(pages) > 1:
        state += f" · page {page} of {len(pages)}"
    return card(
        heading(*subject(board.retro), " · all notes"),
        paragraph(state, subtle=True, space="None"),
        *_body(pages[page - 1]),
        actions=[
            form_button(f"{way} page", "retro.notes", {"retro": board.retro.id, "page": number})
            for way, number in (("Next", page + 1), ("Previous", page - 1))
            if 1 <= number <= len(pages)
        ],
    )


def _notes(board: Board) -> list[_Line]:
    format_ = board.retro.format
    return [
        _Line(asks(format_, note.prompt), note.text, votes=votes(note))
        for note in by_prompt(board.notes, format_)
    ]


def _actions(board: Board) -> list[_Line]:
    on = began_on(board.retro)
    return [_Line("Actions", each.title, action(each, on)) for each in board.actions]


def _pages(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    page: list[_Line] = []
    room = SIZE_LIMIT - 4_000
    for line in lines:
        weight = _weight(line)
        if page and (len(page) == PAGE or weight > room):
            yield page
            page, room = [], SIZE_LIMIT - 4_000
        page.append(line)
        room -= weight
    yield page


def _weight(line: _Line) -> int:
    """Bytes that a line takes on a page, a little too many rather than too few."""
    texts = (line.part, line.text, *line.small, line.votes)
    return 2_000 + sum(size({"": plain(text)}) for text in texts)


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
