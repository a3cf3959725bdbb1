"""What is said of a retro, its notes and its votes, on cards and in files alike."""

from datetime import date

from core.days import local_day
from core.retros.model import Format, Note, Retro
from core.words import count


def began_on(retro: Retro) -> date:
    """The day on which it was opened, in its zone."""
    return local_day(retro.opened_at, retro.time_zone)


def moved_on(retro: Retro) -> date | None:
    """The day on which it came to where it is, in its zone; None where nobody noted that."""
    at = retro.closed_at or retro.moved_at
    return local_day(at, retro.time_zone) if at else None


def took_part(retro: Retro) -> str:
    """How many voted, and of how many when that could be read."""
    known = isinstance(retro.expected, int)
    return f"{retro.voted} of {retro.expected} voted" if known else f"{retro.voted} voted"


def votes(note: Note) -> str:
    """The votes of a note in words; empty while they are hidden."""
    return "" if note.votes is None else count(note.votes, "vote")


def asks(format_: Format, prompt_id: str) -> str:
    """The prompt's question; its id where the format has it no longer."""
    return next((each.asks for each in format_.prompts if each.id == prompt_id), prompt_id)
