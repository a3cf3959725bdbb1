"""What a check-in is made of: questions, a round, what one person answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.facts import Gap
from core.people.model import Person

TEXT_LIMIT = 1000  # characters of one text, by the contract of the form


class Colour(StrEnum):
    """How a dimension stands, best first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def worst(colours: list[Colour]) -> Colour | None:
    """The worst of them; None when nobody reported."""
    return max(colours, key=list(Colour).index, default=None)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that gets a colour; its note travels as `<id>_note`."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Questions:
    """A question set, from `content/questions/<id>.yaml`; the id is the file's name."""

    id: str
    title: str
    minutes: int
    stop: str
    dimensions: tuple[Dimension, ...]
    look: str
    listen: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A colour with its reason; the reason is empty only for green."""

    colour: Colour
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs attention, perhaps with who and by when.

    `since` is the day on which its person said it first; None: with this answer. `recommends` is
    "yes" or "no" where it is a question to a leader and they said what they would answer.
    """

    what: str
    owner: str | None = None
    due_on: date | None = None
    since: date | None = None
    recommends: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered in one round; `standings` is keyed by dimension id.

    `said_on` is the day on which it was really said, of an answer that one press repeated;
    `listen_since` the same of `listen` alone. None: with this answer.
    """

    standings: Mapping[str, Standing]
    progress: int | None = None
    forecast: date | None = None
    attention: Attention | None = None
    listen: str = ""
    mood: int | None = None
    said_on: date | None = None
    listen_since: date | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One occurrence of a check-in. `id` is opaque, so it can travel in a card.

    `questions` are those with which it was opened, whatever became of their file since.
    `asks_again` is the time from this round to the next, None where that is not known. With
    `one_clock` nobody whom it asks lives by another zone than its own.
    """

    id: str
    checkin_id: str
    project_id: str
    project: str
    questions: Questions
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    late: bool
    answered: int
    expected: int | Gap
    time_zone: str
    asks_again: timedelta | None = None
    one_clock: bool = False

    @property
    def is_open(self) -> bool:
        """Whether answers still count."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """A form as it is handed to one person.

    `until` is when the round closes, in words. `typed` is shown in the inputs: what was typed
    (after a mistake), else what the person answered in this round, else last time (`filled_from`
    says which day that was). `people` are those who may be named, `leaders` the names of those
    among them who decide. `last` has the colours of the last report that anybody answered, by
    dimension id, and `heard` its words. `mistakes` maps the id of an input to one sentence.
    `problem` says why the form as a whole was not taken; with `over` it never will be, and is only
    there to keep what was typed.
    """

    round: Round
    nonce: str
    until: str
    typed: Mapping[str, str]
    filled_from: date | None
    answered_before: bool
    people: tuple[Person, ...]
    owner: str | None
    leaders: tuple[str, ...] = ()
    last: Mapping[str, Colour] = field(default_factory=dict)
    heard: tuple[str, ...] = ()
    mistakes: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    over: bool = False
