"""A retro's one card in its channel: edited from phase to phase, and at last its summary."""

from microsoft_teams.cards import Action

from cards.kit.elements import (
    Card,
    CardElement,
    box,
    button,
    card,
    dialog_button,
    heading,
    paragraph,
    row,
    section,
)
from cards.retros import retro_lines
from cards.retros.retro_words import onward, subject, title
from core.days import weekday
from core.retros.model import Board, Phase, Retro
from core.retros.phases import following
from core.retros.summary import Summary, summarise
from core.retros.words import began_on, moved_on, took_part
from core.words import count


def build(board: Board) -> Card:
    """While notes are written it says only how many there are; votes show once they are counted."""
    told = summarise(board)
    state, says = _state(board), _says(board)
    head = [heading(*subject(board.retro), state), paragraph(says, subtle=True, space="None")]
    speak = f"{title(board.retro)}{state}. {says}."
    back = retro_lines.way_back(board.retro)
    if board.retro.phase is None:
        body = [*_summary(board, told, head), *back]
        return card(*body, actions=_to_notes(board, told), speak=speak)
    body = [*head, *retro_lines.earlier(board), *_middle(board, told, board.retro.phase), *back]
    return card(*body, actions=_buttons(board, board.retro.phase), speak=speak)


def _state(board: Board) -> str:
    retro, agreed = board.retro, count(board.actions, "action")
    if retro.phase is Phase.WRITE:
        return f" · writing · {count(retro.written, 'note')}"
    if retro.phase is Phase.VOTE:
        return f" · voting · {count(retro.written, 'note')}"
    if retro.phase is Phase.ACTIONS:
        return f" · actions · {f'{len(board.actions)} agreed' if board.actions else 'none yet'}"
    return f" · closed · {agreed if board.actions else 'no actions'}"


def _says(board: Board) -> str:
    retro = board.retro
    if retro.phase is Phase.WRITE:
        again = "notes show again, with the new ones, when the writing ends"
        hidden = again if retro.revealed else "hidden until the writing ends"
        return f"{retro.format.title} · without names · {hidden}"
    if retro.phase is Phase.VOTE:
        each = f"{count(retro.votes, 'vote')} each"
        return f"{took_part(retro)} · {each} · without names · totals show when the voting ends"
    parts = [count(retro.written, "note")]
    parts += [took_part(retro)] if any(note.votes is not None for note in board.notes) else []
    if retro.phase is None:
        return " · ".join([retro.format.title, *parts, _held(retro)])
    return " · ".join([*parts, "names on actions only"])


def _held(retro: Retro) -> str:
    """On which day, or from which day to which."""
    began, closed = began_on(retro), moved_on(retro)
    if closed is None or closed == began:
        return weekday(began)
    return f"began {weekday(began)}, closed {weekday(closed)}"


def _middle(board: Board, told: Summary, phase: Phase) -> list[CardElement]:
    """What stands between the head and the buttons."""
    if phase is Phase.WRITE:
        rows = [row("–", paragraph(prompt.asks)) for prompt in board.retro.format.prompts]
        return [section("What we look back on"), *rows]
    notes = retro_lines.notes(board, told) or [paragraph("Nobody wrote a note.")]
    return [*notes, *retro_lines.whole(board, told), *retro_lines.agreed(board)]


def _summary(board: Board, told: Summary, head: list[CardElement]) -> list[CardElement]:
    """What the team takes along comes first."""
    result = [*retro_lines.agreed(board, closable=True), *retro_lines.notes(board, told)]
    if not result:
        result = [paragraph("Nobody wrote a note, and no action was agreed.", space="Medium")]
    return [box("emphasis", *head, bleed=True), *result, *retro_lines.earlier(board)]


def _buttons(board: Board, phase: Phase) -> list[Action]:
    retro = board.retro
    first = {
        Phase.WRITE: dialog_button("Add a note", "retro.add_note", primary=True, retro=retro.id),
        Phase.VOTE: dialog_button("Vote", "retro.ballot", primary=True, retro=retro.id),
        Phase.ACTIONS: dialog_button(
            "Add an action", "retro.add_action", primary=True, retro=retro.id
        ),
    }
    nothing_to_do = phase is Phase.VOTE and not board.notes
    return [_onward(retro, phase)] if nothing_to_do else [first[phase], _onward(retro, phase)]


def _onward(retro: Retro, phase: Phase) -> Action:
    says = onward(retro, phase)
    if following(retro.format, phase) is None:
        return button(says, "retro.close", retro=retro.id, moves=retro.moves)
    return button(says, "retro.next", retro=retro.id, phase=phase.value, moves=retro.moves)


def _to_notes(board: Board, told: Summary) -> list[Action]:
    if not retro_lines.is_cut(board, told):
        return []
    return [dialog_button(retro_lines.all_notes(board), "retro.notes", retro=board.retro.id)]
