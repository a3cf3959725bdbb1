"""How a retro is named on all its cards, and what is said of its notes, votes and actions."""

from datetime import date

from cards.kit.text import plain, shortened
from core.days import by, weekday
from core.retros.model import Action, Phase, Retro
from core.retros.phases import begins_anew, following
from core.retros.words import moved_on

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
    """Who does it, by when and since when, in parts: "Ada", " · by Fri 4 Dec".

    `on` is the day of the retro whose card it stands on. The card stays for weeks, so it tells days
    and no ages.
    """
    if each.done_on:
        rest = f"done {weekday(each.done_on, on)}"
    else:
        rest = " · ".join(filter(None, (_due(each, on), _since(each, on))))
    return shortened(each.owner, NAME) or "nobody yet", f" · {rest}"


def _due(each: Action, on: date) -> str:
    if not each.due_on:
        return "no date"
    return by(each.due_on, on)


def _since(each: Action, on: date) -> str:
    return f"open since {weekday(each.opened_on, on)}" if each.opened_on < on else ""


def since(retro: Retro) -> str:
    """Since when it is where it is, for the line with the way back: "Voting since Tue 10 Nov"."""
    on = moved_on(retro)
    if retro.phase is None:
        return f"Closed {weekday(on)}" if on else "Closed"
    now = "Voting" if retro.phase is Phase.VOTE else "At the actions"
    return f"{now} since {weekday(on)}" if on else now


def backward(retro: Retro, to: Phase) -> str:
    """What the button says that takes it back there."""
    if retro.phase is None:
        return "Reopen, vote anew" if begins_anew(retro) else "Reopen"
    return f"Back to {'writing' if to is Phase.WRITE else 'voting'}"
