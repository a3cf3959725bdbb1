"""The rows of a retro's cards: actions with their button, notes with their votes."""

from datetime import date

from cards.kit.elements import (
    CardElement,
    Words,
    button,
    columns,
    dialog_button,
    paragraph,
    press,
    row,
    section,
    stack,
)
from cards.kit.text import shortened
from cards.retros.retro_words import action, backward, since
from core.retros import phases
from core.retros.model import Action, Board, Note, Retro
from core.retros.summary import Summary
from core.retros.words import asks, began_on, votes
from core.words import count

EARLIER = 5  # actions of earlier retros on a card; the others are counted
AGREED = 10  # actions of its own on a card
NOTE = 200  # characters of a note on a card; all of it is in the dialog


def earlier(board: Board) -> list[CardElement]:
    """What is open from earlier retros, oldest first, and what was done since, each with its
    button."""
    if not board.earlier:
        return []
    rows = [_ticked(board.retro, each) for each in board.earlier[:EARLIER]]
    left = len(board.earlier) - EARLIER
    more = [paragraph(f"and {left} more", subtle=True)] if left > 0 else []
    return [section("From earlier retros"), *rows, *more]


def agreed(board: Board, *, closable: bool = False) -> list[CardElement]:
    """The retro's own actions; `closable` gives each its button."""
    if not board.actions:
        return []
    on = began_on(board.retro)
    rows = [
        _ticked(board.retro, each) if closable else stack(*_words(each, on))
        for each in board.actions[:AGREED]
    ]
    left = len(board.actions) - AGREED
    more = [paragraph(f"and {left} more in All notes", subtle=True)] if left > 0 else []
    return [section("Actions"), *rows, *more]


def notes(board: Board, told: Summary) -> list[CardElement]:
    """The notes that count most; where there are no votes, some of each prompt."""
    if told.top:
        rows = [_voted(board.retro, each.note) for each in told.top]
        return [section("Most votes"), *rows]
    rows = []
    prompt = None
    for note in told.unranked:
        if note.prompt != prompt:
            rows.append(section(asks(board.retro.format, note.prompt)))
        rows.append(row("–", paragraph(shortened(note.text, NOTE))))
        prompt = note.prompt
    return rows


def whole(board: Board, told: Summary) -> list[CardElement]:
    """The way to all notes, where the card does not hold them whole."""
    if not is_cut(board, told):
        return []
    return [press(dialog_button(all_notes(board), "retro.notes", retro=board.retro.id))]


def is_cut(board: Board, told: Summary) -> bool:
    """Whether something was left out of the card, or shortened."""
    shown = [each.note for each in told.top] + [*told.unranked]
    long = any(len(note.text) > NOTE for note in shown)
    return bool(told.left) or long or len(board.actions) > AGREED


def all_notes(board: Board) -> str:
    """What the button to them says."""
    return f"All {count(board.notes, 'note')}" if len(board.notes) > 1 else "All notes"


def way_back(retro: Retro) -> list[CardElement]:
    """Since when it is where it is, and the press that takes it back from there."""
    to = phases.way_back(retro)
    if to is None:
        return []
    says = backward(retro, to)
    back = button(says, "retro.back", retro=retro.id, phase=to.value, moves=retro.moves)
    words = [paragraph(since(retro), subtle=True)]
    return [columns(("stretch", words), ("auto", [press(back)]), space="Medium", separator=True)]


def _ticked(retro: Retro, each: Action) -> CardElement:
    title, verb = ("Done", "retro.close_action")
    if each.done_on:
        title, verb = ("Not done", "retro.reopen_action")
    tick = button(title, verb, retro=retro.id, action=each.id)
    return columns(
        ("stretch", _words(each, began_on(retro))), ("auto", [press(tick)]), space="Small"
    )


def _words(each: Action, on: date) -> list[CardElement]:
    details = paragraph(*action(each, on), subtle=True, space="None")
    title = f"✓ {each.title}" if each.done_on else each.title
    return [paragraph(title), details]


def _voted(retro: Retro, note: Note) -> CardElement:
    left = [
        paragraph(shortened(note.text, NOTE)),
        paragraph(asks(retro.format, note.prompt), subtle=True, space="None"),
    ]
    right = [paragraph(Words(votes(note)), align="Right")]
    return columns(("stretch", left), ("auto", right), space="Small")
