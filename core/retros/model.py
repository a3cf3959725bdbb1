"""What a retro is made of: a format's prompts, notes without authors, votes, and actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.facts import Gap

NOTE_LIMIT = 500  # characters of one note
ACTION_LIMIT = 200  # characters of an action's title


class Phase(StrEnum):
    """What a team does just now; a format says which phases it has, in its order."""

    WRITE = "write"
    VOTE = "vote"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing that a format asks."""

    id: str
    asks: str


@dataclass(frozen=True, slots=True)
class Format:
    """A way to look back, from `content/retros/<id>.yaml`; the id is the file's name.

    `votes` is each person's budget where the office file names none.
    """

    id: str
    title: str
    phases: tuple[Phase, ...]
    votes: int
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote. By whom, when and as which one is kept nowhere; the id is random.

    `votes` is None until the phase of voting has ended.
    """

    id: str
    prompt: str
    text: str
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What the team will do. It lives until it is done, over any number of retros.

    `owner` is their name, empty where nobody took it. `opened_on` and `done_on` are days of the
    retro's zone.
    """

    id: str
    retro_id: str
    title: str
    owner_id: str | None
    owner: str
    due_on: date | None
    opened_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Retro:
    """One retro. `number` counts those of the project from 1; `phase` is None once it is closed.

    `written`, `agreed` and `voted` count notes, actions and people; `ballots` are those that are
    still kept. `moves` counts how often it moved, on or back, `moved_at` is when it did last, None
    where nobody noted that. Its notes were shown before where they are `revealed`. `closed_in` is
    the phase in which it was closed; it is `newest` while none was begun after it.
    """

    id: str
    number: int
    project_id: str
    project: str
    team_id: str
    channel_id: str
    format: Format
    votes: int
    time_zone: str
    phase: Phase | None
    opened_at: datetime
    closed_at: datetime | None
    written: int
    voted: int
    expected: int | Gap
    agreed: int = 0
    ballots: int = 0
    moves: int = 0
    moved_at: datetime | None = None
    revealed: bool = False
    closed_in: Phase | None = None
    newest: bool = True


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that a retro's card may show now.

    `notes` is empty while they are written, and in an order that says nothing of when they came.
    `earlier` are actions of earlier retros of the project, oldest first: those that are open, and
    after them those that were done since this one began. `actions` are its own.
    """

    retro: Retro
    notes: Sequence[Note]
    actions: Sequence[Action]
    earlier: Sequence[Action]


Ballot = Mapping[str, int]  # note id: votes, each above 0
