"""What a retro's card has to say by the diary: its counts, its days, what is open from before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.stories.five_weeks.diary import weekday

ASKED = 7
EARLIER = 5  # actions of earlier retros that a card names


@dataclass
class Action:
    """What a team agreed on, and the day on which it was done."""

    title: str
    owner: str
    due: date | None
    opened: date
    done: date | None = None


@dataclass
class Retro:
    """One retro: its notes, who voted for which, and its actions."""

    number: int
    on: date
    notes: list[str] = field(default_factory=list)
    votes: dict[str, Counter[str]] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)

    @property
    def tally(self) -> Counter[str]:
        """The votes of each note."""
        return sum(self.votes.values(), Counter[str]())


def writing(retro: Retro, earlier: Sequence[Action]) -> list[str]:
    """What is told while notes are written."""
    return [*_head(retro, f"writing · {_many(len(retro.notes), 'note')}"), *_before(retro, earlier)]


def voting(retro: Retro, earlier: Sequence[Action]) -> list[str]:
    """What is told while the team votes: the way back is there until somebody has."""
    return [
        *_head(retro, f"voting · {_many(len(retro.notes), 'note')}"),
        f"{len(retro.votes)} of {ASKED} voted · 3 votes each · without names · "
        "totals show when the voting ends",
        *([] if retro.votes else [f"Voting since {weekday(retro.on)}"]),
        *_before(retro, earlier),
    ]


def acting(retro: Retro, earlier: Sequence[Action]) -> list[str]:
    """What is told while actions are agreed on: the way back is there until the first of them."""
    agreed = f"{len(retro.actions)} agreed" if retro.actions else "none yet"
    return [
        *_head(retro, f"actions · {agreed}"),
        f"{_many(len(retro.notes), 'note')} · {_voted(retro)}names on actions only",
        *([] if retro.actions else [f"At the actions since {weekday(retro.on)}"]),
        *[_told(each, retro) for each in retro.actions],
        *_before(retro, earlier),
    ]


def closed(retro: Retro, earlier: Sequence[Action], *, newest: bool) -> list[str]:
    """What is told once it is closed; the way back is there until a newer one begins."""
    agreed = _many(len(retro.actions), "action") if retro.actions else "no actions"
    return [
        *_head(retro, f"closed · {agreed}"),
        f"Start, stop, continue · {_many(len(retro.notes), 'note')} · {_voted(retro)}"
        f"{weekday(retro.on)}",
        *([f"Closed {weekday(retro.on)}"] if newest else []),
        *[_told(each, retro) for each in retro.actions],
        *_before(retro, earlier),
    ]


def _head(retro: Retro, state: str) -> list[str]:
    return [f"Apollo app · retro {retro.number} · {state}"]


def _voted(retro: Retro) -> str:
    return f"{len(retro.votes)} of {ASKED} voted · " if retro.notes else ""


def _before(retro: Retro, earlier: Sequence[Action]) -> list[str]:
    """What was open when this one began, open ones first, and ticked since."""
    told = [each for each in earlier if each.done is None or each.done >= retro.on]
    told.sort(key=lambda each: (each.done is not None, each.opened))
    left = len(told) - EARLIER
    return [
        *[_told(each, retro) for each in told[:EARLIER]],
        *([f"and {left} more"] if left > 0 else []),
    ]


def _told(each: Action, retro: Retro) -> str:
    if each.done:
        return f"{each.owner or 'nobody yet'} · done {weekday(each.done)}"
    due = "no date"
    if each.due:
        due = f"{'was due' if each.due < retro.on else 'by'} {weekday(each.due)}"
    old = f" · open since {weekday(each.opened)}" if each.opened < retro.on else ""
    return f"{each.owner or 'nobody yet'} · {due}{old}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
