"""A retro for programs: what it was, its notes, its actions."""

from collections.abc import Iterator
from datetime import date
from json import dumps
from typing import Any

from core.retros.model import Action, Note, Retro
from pages.kit.formats import FileFormat
from pages.kit.times import utc
from pages.retros.formats import Whole


def write(whole: Whole) -> Iterator[str]:
    """Every key is always there; `votes` is null while they are hidden.

    Letters beyond ASCII are escaped: no note can then speak to a terminal, or break an encoding.
    """
    found = {
        "retro": retro(whole.retro),
        "notes": [note(each) for each in whole.ordered()],
        "actions": [action(each) for each in whole.actions],
    }
    yield f"{dumps(found, indent=1)}\n"


def retro(each: Retro) -> dict[str, Any]:
    """Who took part is counted and never named; `expected` is null where nobody could tell."""
    return {
        "id": each.id,
        "number": each.number,
        "project": {"id": each.project_id, "title": each.project},
        "format": each.format.id,
        "prompts": [{"id": prompt.id, "asks": prompt.asks} for prompt in each.format.prompts],
        "phase": each.phase.value if each.phase else "closed",
        "opened_at": utc(each.opened_at, "seconds"),
        "closed_at": utc(each.closed_at, "seconds"),
        "votes_each": each.votes,
        "written": each.written,
        "voted": each.voted,
        "expected": each.expected if isinstance(each.expected, int) else None,
    }


def note(each: Note) -> dict[str, Any]:
    """No author, no time and no number: none is kept."""
    return {"prompt": each.prompt, "text": each.text, "votes": each.votes}


def action(each: Action) -> dict[str, Any]:
    """One thing that the team will do; `owner` is null where nobody took it."""
    return {
        "id": each.id,
        "title": each.title,
        "owner": {"id": each.owner_id, "name": each.owner} if each.owner_id else None,
        "due_on": _day(each.due_on),
        "opened_on": _day(each.opened_on),
        "done_on": _day(each.done_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


FORMAT = FileFormat(write, title="for programs: the retro, its notes and actions")
