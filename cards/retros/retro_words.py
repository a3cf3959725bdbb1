"""How a retro is named on all its cards, and what is said of its notes, votes and actions."""

from datetime import date

from cards.kit.text import plain, shortened
from core.days import by, weekday
from core.retros.model import Action, Phase, Retro
from core.retros.phases import following
from core.words import count

NAME = 80  # characters of a name

_NEXT = {
    Phase.VOTE: "Start voting",
    Phase.ACTIONS: "Go on to actions",
    None: "Close the retro",
}


def subject(retro: Retro) -> tuple[str, str]:
    """How the first line of every card begins: the tenant's words, then ours."""
    return retro.project, f" · retro {retro.number}"


def title(retro: Retro) -> str:
    """The same as plain text, for a dialog's title: "Apollo · retro 12"."""
    return "".join(map(plain, subject(retro)))


def onward(retro: Retro, phase: Phase) -> str:
    """What the button says that ends a phase."""
    return _NEXT[following(retro.format, phase)]


def action(each: Action, on: date) -> tuple[str, ...]:
    """Who does it, by when and since when, as seen on a day, in parts: "Ada", " · by Fri 4 Dec"."""
    if each.done_on:
        rest = f"done {weekday(each.done_on, on)}"
    else:
        due = by(each.due_on, on) if each.due_on else "no date"
        rest = " · ".join(filter(None, (due, _age(each, on))))
    owner = shortened(each.owner, NAME) or "nobody yet"
    return (owner, f" · {rest}") if rest else (owner,)


def _age(each: Action, on: date) -> str:
    days = (on - each.opened_on).days
    return f"open for {count(days, 'day')}" if days > 0 else ""
