"""How a digest writes days, names and sums: it stays in a chat for weeks, so ages are days."""

from collections.abc import Sequence
from datetime import date

from core.days import day
from core.digests.model import OpenAction
from core.words import many

ASKS = ("?", "؟", "？")  # how a question ends


def is_question(words: str) -> bool:
    """Whether yes and no answer it as it stands."""
    return words.rstrip(' .!”"').endswith(ASKS)


def promised(actions: Sequence[OpenAction], today: date) -> str:
    """Open actions of retros in numbers: "3 retro actions open, oldest 2 Nov, 2 overdue"."""
    if not actions:
        return ""
    oldest = min(each.opened_on for each in actions)
    late = sum(each.due_on is not None and each.due_on < today for each in actions)
    overdue = f", {late:,} overdue" if late else ""
    said = many(len(actions), "retro action")
    return f"{said} open, oldest {day(oldest, today)}{overdue}"
