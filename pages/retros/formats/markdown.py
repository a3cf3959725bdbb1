"""A retro for a wiki or a mail: actions first, then the notes by prompt."""

from collections.abc import Iterator
from itertools import groupby

from core.days import full_day
from core.markup import escape
from core.retros.model import Action, Note, Phase, Retro
from core.retros.words import asks, began_on, moved_on, took_part, votes
from core.words import count
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.retros.formats import Whole

TAKEN_OUT = {
    Phase.WRITE: "taken out during the writing, without its notes",
    Phase.VOTE: "taken out during the voting, without its votes",
    Phase.ACTIONS: "taken out before it closed",
}


def write(whole: Whole) -> Iterator[str]:
    """CommonMark. What people wrote is shown as they wrote it: nothing of it is markup."""
    retro = whole.retro
    yield f"# {_line(retro.project)} · retro {retro.number}\n\n{_state(retro)}\n"
    if whole.actions:
        yield "\n## Actions\n\n"
    for action in whole.actions:
        yield _action(action)
    for prompt, notes in groupby(whole.ordered(), key=lambda note: note.prompt):
        yield f"\n## {_line(asks(retro.format, prompt))}\n\n"
        for note in notes:
            yield _note(note)
    if not whole.actions and not whole.notes:
        yield "\nThere is nothing to show.\n"


def _state(retro: Retro) -> str:
    voted = [took_part(retro)] if retro.voted else []
    parts = [
        _line(retro.format.title),
        full_day(began_on(retro)),
        count(retro.written, "note"),
        *voted,
    ]
    return " · ".join([*parts, _stands(retro)])


def _stands(retro: Retro) -> str:
    if retro.phase is not None:
        return TAKEN_OUT[retro.phase]
    on = moved_on(retro)
    return f"closed {full_day(on)}" if on else "closed"


def _action(action: Action) -> str:
    box = "[x]" if action.done_on else "[ ]"
    parts = [_line(action.owner)] if action.owner else []
    parts += [f"by {full_day(action.due_on)}"] if action.due_on else []
    parts += [f"done {full_day(action.done_on)}"] if action.done_on else []
    rest = f" — {', '.join(parts)}" if parts else ""
    return f"- {box} {_lines(action.title)}{rest}\n"


def _note(note: Note) -> str:
    told = f" — {votes(note)}" if note.votes is not None else ""
    return f"- {_lines(note.text)}{told}\n"


def _line(text: str) -> str:
    return escape(" ".join(neutral(text, keep="\t\r\n").split()))


def _lines(text: str) -> str:
    """Lines of one item stay lines: a backslash before its end keeps a line apart."""
    lines = [_line(line) for line in neutral(text, keep="\t\r\n").splitlines()]
    return "\\\n  ".join(line for line in lines if line)


FORMAT = FileFormat(write, title="for reading: actions first, then the notes by prompt")
