"""Answers and reports of every shape, for tests to draw from."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from core.checkins.model import (
    Answer,
    Attention,
    Colour,
    Dimension,
    Questions,
    Round,
    Standing,
)
from core.checkins.report import Given, Material, Report, make
from core.people.model import Person
from core.pressing.forms import FIRST_DAY, LAST_DAY
from core.unseen import says_something

QUESTIONS = Questions(
    id="stop-look-listen",
    title="Stop, Look, Listen",
    minutes=3,
    stop="Where do we stand?",
    dimensions=(Dimension("schedule", "Schedule"), Dimension("budget", "Budget")),
    look="What needs attention?",
    listen="What did you hear?",
)
PEOPLE = (Person("a1", "Ada Byron"), Person("g2", "Grace Hopper"), Person("k3", "Kim Lee"))
NAMES = {each.id: each.name for each in PEOPLE}
IDS = tuple(NAMES)
OPENS = datetime(2026, 11, 16, 15, tzinfo=UTC)
CLOSES = datetime(2026, 11, 17, 15, tzinfo=UTC)
ROUND = Round(
    id="r1",
    checkin_id="weekly",
    project_id="apollo",
    project="Apollo",
    questions=QUESTIONS,
    opens_at=OPENS,
    closes_at=CLOSES,
    closed_at=None,
    late=False,
    answered=0,
    expected=3,
    time_zone="America/Chicago",
)


def standing(text: str) -> Standing:
    """A colour written as "red: why"."""
    colour, _, note = text.partition(": ")
    return Standing(Colour(colour), note)


def answer(schedule: str = "green", budget: str = "green", **more: object) -> Answer:
    """What one person answered, each colour written as "red: why"."""
    standings = {"schedule": standing(schedule), "budget": standing(budget)}
    return Answer(standings, **more)  # type: ignore[arg-type]  # the test names real fields


def report(
    *answers: Answer,
    earlier: tuple[Report, ...] = (),
    closed: datetime = CLOSES,
    expected: int | None = 3,
    silent: tuple[Given, ...] = (),
) -> Report:
    """The report of answers given on the day of its close; `earlier` is newest first."""
    given = [Given(each, closed.date()) for each in answers]
    return make(QUESTIONS, Material(given, earlier, NAMES, expected, silent), closed)


# As the form gives a text: trimmed, with its lines ended by one character.
TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=60)
    .map(str.strip)
    .filter(says_something)
)
MAYBE_TEXT = TEXTS | st.just("")
DAYS = st.dates(FIRST_DAY, LAST_DAY)
_COLOURED = st.builds(Standing, st.sampled_from(Colour), TEXTS)
STANDINGS = _COLOURED | st.just(Standing(Colour.GREEN))
ATTENTION = st.builds(
    Attention,
    TEXTS | st.sampled_from(["Decide on the store", "decide  on the STORE."]),
    st.none() | st.sampled_from(IDS),
    st.none() | DAYS,
    recommends=st.sampled_from([None, "yes", "no"]),
)
ANSWERS = st.builds(
    Answer,
    standings=st.fixed_dictionaries({each.id: STANDINGS for each in QUESTIONS.dimensions}),
    progress=st.none() | st.integers(0, 100),
    forecast=st.none() | DAYS,
    attention=st.none() | ATTENTION,
    listen=MAYBE_TEXT,
    mood=st.none() | st.integers(1, 5),
)
ROUNDS = st.lists(ANSWERS, max_size=6)


def history(rounds: list[list[Answer]]) -> tuple[Report, ...]:
    """The reports of rounds that followed each other, newest first."""
    reports: list[Report] = []
    for number, answers in enumerate(rounds):
        closed = datetime.combine(date(2026, 1, 5 + number), CLOSES.timetz())
        reports.insert(0, report(*answers, earlier=tuple(reports), closed=closed))
    return tuple(reports)
