"""A retro for a spreadsheet, one note or action a row, with nothing that it would calculate."""

import csv
from collections.abc import Iterator
from io import StringIO

from bot.audit_formats.csv import safe
from bot.retro_formats import Format, Whole
from cards.retro_words import asks
from core.retros.model import Action, Note
from core.standards.model import Seen

COLUMNS = (
    *("project", "retro", "format", "kind", "prompt", "text", "votes"),
    *("owner", "due_on", "opened_on", "done_on"),
)


def write(whole: Whole) -> Iterator[str]:
    """RFC 4180: commas, CRLF, a header. What would be a formula starts with an apostrophe.

    A note has no day: it came with nobody's name and at no time.
    """
    retro = whole.retro
    head: list[Seen] = [retro.project, retro.number, retro.format.id]
    yield _row([*COLUMNS])
    for note in whole.ordered():
        yield _row([*head, *_note(note, asks(retro.format, note.prompt))])
    for action in whole.actions:
        yield _row([*head, *_action(action)])


def _note(note: Note, prompt: str) -> list[Seen]:
    return ["note", prompt, note.text, note.votes, "", "", "", ""]


def _action(action: Action) -> list[Seen]:
    days = (action.due_on, action.opened_on, action.done_on)
    written = [day.isoformat() if day else "" for day in days]
    return ["action", "", action.title, "", action.owner, *written]


def _row(cells: list[Seen]) -> str:
    line = StringIO(newline="")
    csv.writer(line).writerow([safe(cell) for cell in cells])
    return line.getvalue()


# Excel takes a file without the mark for the machine's old encoding and garbles names.
FORMAT = Format(write, title="for a spreadsheet: one note or action a row", marked=True)
