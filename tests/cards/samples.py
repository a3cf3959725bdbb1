"""Believable and odd states of every card: what golden files, the validity test and `look` draw."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

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
from core.checkins import answering
from core.checkins.model import (
    Answer,
    Attention,
    Colour,
)
from core.checkins.sitting import Asked
from core.facts import Gap
from core.people.model import Person
from core.pressing.place import Scope
from tests.cards.audit_samples import AUDIT_SAMPLES
from tests.cards.checkin_samples import OVERVIEW_SAMPLES
from tests.cards.digest_samples import DIGEST_SAMPLES
from tests.cards.fix_samples import FIX_SAMPLES
from tests.cards.retro_samples import RETRO_SAMPLES
from tests.cards.rounds import (
    ARABIC,
    BEFORE,
    CLOSED,
    DEMO,
    EARLY,
    FORM,
    LATEST,
    LONG,
    ROUND,
    TITLE,
    TYPED,
    crowd,
    history,
    report,
    sheet,
    silence,
    standings,
    unchanged,
)
from tests.cards.waiver_samples import WAIVER_SAMPLES

ELSEWHERE = {
    Scope.TEAM: ["audit", "check in", "retro"],
    Scope.PERSONAL: ["away", "back", "check in", "digest", "rounds"],
}
COMMANDS = (
    ("check in", "Start a check-in of this channel's project now."),
    ("help", "Show this."),
)


def _form(**changes: object) -> Callable[[], Card]:
    form = replace(FORM, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: checkin_form.build(form)


def _open(**changes: object) -> Callable[[], Card]:
    round_ = replace(ROUND, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: checkin_open.build(round_)


MISTAKES = {
    "schedule_note": "Say in a sentence why the schedule is red.",
    "attention_due": "Say what needs attention, or take the date away.",
    "progress": "A whole number from 0 to 100.",
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
    "checkins_waiting_one": _waiting("Apollo app"),
    "checkins_waiting_by_their_clock": lambda: checkins_waiting.build(
        [Asked("0197f3", "Apollo app", ROUND.closes_at, "America/Chicago", False)], "Europe/Berlin"
    ),
    "checkins_waiting_answered": _waiting("Apollo app", answered=True),
    "checkins_waiting_crowd": _waiting(*[f"{number} {TITLE}" for number in range(50)]),
    "checkins_waiting_nothing": _waiting(),
    "checkin_open": _open(),
    "checkin_open_roster_unknown": _open(expected=Gap("not permitted"), answered=5),
    "checkin_open_nobody_yet": _open(answered=0),
    "checkin_open_late": _open(late=True),
    "checkin_open_one_clock": _open(one_clock=True),
    "checkin_open_long_title": _open(project=TITLE, answered=131, expected=200),
    "checkin_open_right_to_left": _open(project=f"{ARABIC} 🚀"),
    "checkin_open_closing": lambda: checkin_open.build(CLOSED),
    "checkin_form_first": _form(),
    "checkin_form_filled": _form(
        typed=TYPED,
        filled_from=date(2026, 11, 9),
        last=LAST,
        heard=(DEMO,),
        leaders=("Kim Lee",),
    ),
    "checkin_form_mistakes": _form(
        typed={**TYPED, "schedule": "red", "schedule_note": "", "attention_due": "2026-11-27"}
        | {"progress": "a lot"},
        last=LAST,
        mistakes=MISTAKES,
    ),
    "checkin_form_change": _form(typed=TYPED, answered_before=True, last=LAST),
    "checkin_form_too_late": _form(typed=TYPED, problem=answering.TOO_LATE, over=True),
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
    "checkin_report_nobody": lambda: checkin_report.build(CLOSED, silence()[0]),
    "checkin_report_unchanged": lambda: checkin_report.build(CLOSED, unchanged()),
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
    "greeting_group": lambda: greeting.build(Scope.GROUP),
    "help_group": lambda: help_card.build(COMMANDS[:2], Scope.GROUP, ELSEWHERE),
    "help_team": lambda: help_card.build(COMMANDS, Scope.TEAM),
    "help_personal": lambda: help_card.build(COMMANDS, Scope.PERSONAL),
    "notice": lambda: notice.build("The round is closed. The next check-in opens on Monday."),
    **AUDIT_SAMPLES,
    **WAIVER_SAMPLES,
    **FIX_SAMPLES,
    **OVERVIEW_SAMPLES,
    **DIGEST_SAMPLES,
    **RETRO_SAMPLES,
}
