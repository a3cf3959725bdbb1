"""Rounds, answers and reports that samples and tests of cards are made of."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.checkins.model import (
    Answer,
    AnswerForm,
    Attention,
    Colour,
    Dimension,
    Questions,
    Round,
    Standing,
)
from core.checkins.repeating import repeated
from core.checkins.report import Given, Material, Report, make
from core.checkins.sitting import Sheet
from core.people.model import Person

OPENED = datetime(2026, 11, 16, 15, tzinfo=UTC)  # Monday 9:00 in Chicago
WEEK = timedelta(weeks=1)
LONG = "The vendor moved the hand-over again and nobody told the integration team about it. " * 12
TITLE = "Customer onboarding platform replacement for all European subsidiaries, phase 2b"
ARABIC = "تطبيق أبولو"
QUESTIONS = Questions(
    id="stop-look-listen",
    title="Stop, Look, Listen",
    minutes=3,
    stop="Where do we stand?",
    dimensions=(
        Dimension("schedule", "Schedule"),
        Dimension("budget", "Budget"),
        Dimension("risks", "Risks and issues"),
    ),
    look="What needs attention?",
    listen="What did you hear?",
)
ROUND = Round(
    id="0197f3",
    checkin_id="apollo-weekly",
    project_id="apollo",
    project="Apollo app",
    questions=QUESTIONS,
    opens_at=OPENED,
    closes_at=OPENED + timedelta(days=1),
    closed_at=None,
    late=False,
    answered=5,
    expected=7,
    time_zone="America/Chicago",
    asks_again=WEEK,
)
CLOSED = replace(ROUND, closed_at=ROUND.closes_at)
PEOPLE = (Person("a1", "Ada Byron"), Person("g2", "Grace Hopper"), Person("k3", "Kim Lee"))
NAMES = {each.id: each.name for each in PEOPLE}
FORM = AnswerForm(
    round=ROUND,
    nonce="5f0c",
    until="tomorrow 9:00",
    typed={},
    filled_from=None,
    answered_before=False,
    people=PEOPLE,
    owner="Ada Byron",
)
TYPED = {
    "schedule": "amber",
    "schedule_note": "Store review slipped a week",
    "budget": "green",
    "risks": "green",
    "progress": "70",
    "forecast": "2026-10-30",
    "mood": "4",
}


def standings(schedule: str, budget: str, risks: str) -> Mapping[str, Standing]:
    """Colours written as "red: why"."""
    written = {"schedule": schedule, "budget": budget, "risks": risks}
    return {name: _standing(text) for name, text in written.items()}


def _standing(text: str) -> Standing:
    colour, _, note = text.partition(": ")
    return Standing(Colour(colour), note)


def report(
    answers: list[Answer],
    earlier: list[Report] | None = None,
    week: int = 0,
    silent: list[Given] | None = None,
) -> Report:
    """A report of seven people asked, `week` weeks after the first."""
    closed = ROUND.closes_at + week * WEEK
    given = [Given(each, (closed - timedelta(days=1)).date()) for each in answers]
    return make(QUESTIONS, Material(given, earlier or [], NAMES, 7, silent or []), closed)


STORE = Attention("Should we open the second store?", "k3", date(2026, 11, 27), recommends="yes")
TESTER = Attention("A tester is missing from 1 December", "a1", date(2026, 12, 3))
DEMO = "The demo helped. When do we see the second store?"
LATEST = [
    Answer(
        standings("red: Store review slipped a week", "amber: 82 % spent, 70 % done", "green"),
        progress=70,
        forecast=date(2026, 10, 30),
        attention=STORE,
        listen=DEMO,
        mood=4,
    ),
    Answer(
        standings("green", "amber: Licences cost more than planned", "green"),
        progress=72,
        attention=TESTER,
        mood=3,
    ),
    Answer(standings("amber: Two days behind", "green", "green"), attention=STORE, mood=4),
]
BEFORE = [
    Answer(standings("amber: slow", "amber: tight", "amber: review"), 62, date(2026, 9, 30), TESTER)
]
EARLY = [Answer(standings("green", "amber: tight", "amber: review"), mood=4)]


def history() -> list[Report]:
    """Four earlier reports, newest first."""
    reports: list[Report] = []
    for week, answers in enumerate([EARLY, EARLY, BEFORE, BEFORE], start=-4):
        reports.insert(0, report(answers, reports, week))
    return reports


SAID_LAST = date(2026, 11, 9)  # when those of BEFORE said it


def silence() -> list[Report]:
    """The same, and a round that nobody answered; newest first."""
    asked = history()
    return [report([], asked, silent=[Given(BEFORE[0], SAID_LAST)]), *asked]


def unchanged() -> Report:
    """One person repeats, after that round, what they said before it."""
    return report([repeated(BEFORE[0], SAID_LAST)], silence(), 1)


def crowd(number: int = 200) -> list[Answer]:
    """Many people who write as much as they may."""
    notes = [f"{each} {LONG}"[:1000] for each in range(number)]
    return [
        Answer(
            standings(f"red: {note}", f"amber: {note}", f"red: {note}"),
            attention=Attention(note, "a1", date(2026, 11, 20)),
            listen=note,
            mood=2,
        )
        for note in notes
    ]


def sheet(answers: list[Answer]) -> Sheet:
    """Answers with somebody's name each."""
    named = [(f"Person {number}", answer) for number, answer in enumerate(answers, start=1)]
    return Sheet(CLOSED, named, NAMES)
