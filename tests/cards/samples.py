"""Believable and odd states of every card: what golden files, the validity test and `look` draw."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from cards.chat import greeting, notice
from cards.chat import help as help_card
from cards.checkins import (
    checkin_answers,
    checkin_form,
    checkin_open,
    checkin_report,
    checkins_waiting,
)
from cards.kit.elements import Card
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
from core.checkins.report import Material, Report, make
from core.checkins.sitting import Asked, Sheet
from core.facts import Gap
from core.people.model import Person
from core.pressing.place import Scope
from tests.cards.audit_samples import AUDIT_SAMPLES
from tests.cards.digest_samples import DIGEST_SAMPLES
from tests.cards.retro_samples import RETRO_SAMPLES

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
COMMANDS = (
    ("check in", "Start a check-in of this channel's project now."),
    ("help", "Show this."),
)


def standings(schedule: str, budget: str, risks: str) -> Mapping[str, Standing]:
    """Colours written as "red: why"."""
    written = {"schedule": schedule, "budget": budget, "risks": risks}
    return {name: _standing(text) for name, text in written.items()}


def _standing(text: str) -> Standing:
    colour, _, note = text.partition(": ")
    return Standing(Colour(colour), note)


def report(answers: list[Answer], earlier: list[Report] | None = None, week: int = 0) -> Report:
    """A report of seven people asked, `week` weeks after the first."""
    closed = ROUND.closes_at + week * WEEK
    return make(QUESTIONS, Material(answers, earlier or [], NAMES, 7), closed)


STORE = Attention("Decide on the second store", "k3", date(2026, 11, 27))
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


def _form(**changes: object) -> Callable[[], Card]:
    form = replace(FORM, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: checkin_form.build(form)


def _open(**changes: object) -> Callable[[], Card]:
    round_ = replace(ROUND, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: checkin_open.build(round_)


MISTAKES = {
    "schedule_note": "Say in a sentence why the schedule is red.",
    "attention_due": "Say what needs attention, or take the date away.",
    "progress": "Write a whole number from 0 to 100.",
}
LAST = {"schedule": Colour.GREEN, "budget": Colour.AMBER, "risks": Colour.RED}
RTL_NOTE = "تأخر المورد أسبوعين عن الموعد المتفق عليه"


def _waiting(*projects: str, answered: bool = False) -> Callable[[], Card]:
    asked = [
        Asked("0197f3", each, ROUND.closes_at, "America/Chicago", answered) for each in projects
    ]
    return lambda: checkins_waiting.build(asked)


SAMPLES: dict[str, Callable[[], Card]] = {
    "checkins_waiting": _waiting("Apollo app", TITLE, f"{ARABIC} 🚀"),
    "checkins_waiting_answered": _waiting("Apollo app", answered=True),
    "checkins_waiting_nothing": _waiting(),
    "checkin_open": _open(),
    "checkin_open_roster_unknown": _open(expected=Gap("not permitted"), answered=5),
    "checkin_open_nobody_yet": _open(answered=0),
    "checkin_open_late": _open(late=True),
    "checkin_open_long_title": _open(project=TITLE, answered=131, expected=200),
    "checkin_open_right_to_left": _open(project=f"{ARABIC} 🚀"),
    "checkin_open_closing": lambda: checkin_open.build(CLOSED),
    "checkin_form_first": _form(),
    "checkin_form_filled": _form(
        typed=TYPED, filled_from=date(2026, 11, 9), last=LAST, heard=(DEMO,)
    ),
    "checkin_form_mistakes": _form(
        typed={**TYPED, "schedule": "red", "schedule_note": "", "attention_due": "2026-11-27"}
        | {"progress": "a lot"},
        last=LAST,
        mistakes=MISTAKES,
    ),
    "checkin_form_change": _form(typed=TYPED, answered_before=True, last=LAST),
    "checkin_form_full": _form(
        round=replace(ROUND, project=TITLE),
        typed={
            **{f"{each}_note": LONG[:1000] for each in ("schedule", "budget", "risks")},
            "schedule": "red",
            "budget": "red",
            "risks": "amber",
            "attention_owner": "p499",
            "attention": "🚧" * 1000,
            "listen": '"' * 1000,
        },
        people=tuple(Person(f"p{number}", f"{number} {'x' * 76}") for number in range(500)),
        owner=None,
        heard=tuple(LONG[:1000] for _ in range(9)),
    ),
    "checkin_form_right_to_left": _form(
        round=replace(ROUND, project=ARABIC),
        typed={"schedule": "amber", "schedule_note": RTL_NOTE},
        owner="ليلى",
        heard=(RTL_NOTE,),
    ),
    "checkin_report": lambda: checkin_report.build(CLOSED, report(LATEST, history())),
    "checkin_report_first": lambda: checkin_report.build(CLOSED, report(LATEST[:1])),
    "checkin_report_nobody": lambda: checkin_report.build(CLOSED, report([], history())),
    "checkin_report_all_green": lambda: checkin_report.build(
        CLOSED,
        report([Answer(standings("green", "green", "green"))] * 7, [report(EARLY, [], -1)]),
    ),
    "checkin_report_roster_unknown": lambda: checkin_report.build(
        replace(CLOSED, late=True, expected=Gap("not permitted")),
        replace(report(BEFORE), expected=None),
    ),
    "checkin_report_crowd": lambda: checkin_report.build(
        replace(CLOSED, project=TITLE), replace(report(crowd(), history()), expected=200)
    ),
    "checkin_report_right_to_left": lambda: checkin_report.build(
        replace(CLOSED, project=ARABIC),
        report(
            [
                Answer(
                    standings(f"amber: {RTL_NOTE}", "green", "green"),
                    attention=Attention(RTL_NOTE, "a1"),
                    listen=RTL_NOTE,
                )
            ]
        ),
    ),
    "checkin_answers": lambda: checkin_answers.build(sheet(LATEST)),
    "checkin_answers_nobody": lambda: checkin_answers.build(sheet([])),
    "checkin_answers_crowd": lambda: checkin_answers.build(sheet(crowd()), 2),
    "greeting_team": lambda: greeting.build(Scope.TEAM),
    "greeting_personal": lambda: greeting.build(Scope.PERSONAL),
    "help_team": lambda: help_card.build(COMMANDS, Scope.TEAM),
    "help_personal": lambda: help_card.build(COMMANDS, Scope.PERSONAL),
    "notice": lambda: notice.build("The round is closed. The next check-in opens on Monday."),
    **AUDIT_SAMPLES,
    **DIGEST_SAMPLES,
    **RETRO_SAMPLES,
}
