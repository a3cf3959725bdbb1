"""A retro for a spreadsheet, one note or action a row, with nothing that it would calculate."""

from collections.abc import Iterator

from core.retros.model import Action, Note
from core.retros.words import asks
from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import Cell, row
from pages.retros.formats import Whole

COLUMNS = (
    *("project", "retro", "format", "kind", "prompt", "text", "votes"),
    *("owner", "due_on", "opened_on", "done_on"),
)


def write(whole: Whole) -> Iterator[str]:
    """A header, then a note or an action a row.

    A note has no day: it came with nobody's name and at no time.
    """
    retro = whole.retro
    head: list[Cell] = [retro.project, retro.number, retro.format.id]
    yield row([*COLUMNS])
    for note in whole.ordered():
        yield row([*head, *_note(note, asks(retro.format, note.prompt))])
    for action in whole.actions:
        yield row([*head, *_action(action)])


def _note(note: Note, prompt: str) -> list[Cell]:
    return ["note", prompt, note.text, note.votes, "", "", "", ""]


def _action(action: Action) -> list[Cell]:
    days = (action.due_on, action.opened_on, action.done_on)
    written = [day.isoformat() if day else "" for day in days]
    return ["action", "", action.title, "", action.owner, *written]


# Excel takes a file without the mark for the machine's old encoding and garbles names.
FORMAT = FileFormat(write, title="for a spreadsheet: one note or action a row", marked=True)
