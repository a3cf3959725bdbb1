"""Believable and odd states of the cards of the audit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from cards.kit.elements import Card
from cards.standards import audit_choice, audit_failed, audit_report, audit_team
from core.standards.model import Audited, Counts, Finding, Outcome, SubjectType
from core.standards.ports import OwnedTeam
from tests.cards.audit_findings import (
    ARABIC,
    DAY,
    DENIED,
    FIXED,
    LONG_NAME,
    NEW,
    NIGHT,
    OLD,
    RULES,
    UNKNOWN,
    WAIVED,
    ZONE,
    about,
    audited,
    channel,
    crowd,
    finding,
    overload,
    report,
    run,
    team,
    tiring,
)

MINE = [
    finding("enough_owners", "Finance", days=12),
    finding("description", "Finance", days=3),
    finding("required_channels", "Finance"),
    finding("member_settings", "Finance", Outcome.UNKNOWN, says=DENIED),
]
EXCEPTION = finding(
    "guests",
    "Finance",
    Outcome.WAIVED,
    says="2 guests; the standard allows none; waived until 31 January 2027, approved by Pat "
    "Moreno: Auditors",
)
SPRAWL = [channel(f"{number} old things", "Finance", 9) for number in range(12)]
PAIR = finding("overlapping_teams", about("Finance and Controlling", SubjectType.PAIR), days=8)
OWNED = [
    OwnedTeam("1f0c", "Finance", 1, 2, 1),
    OwnedTeam("2a1d", LONG_NAME, 0, 3, 0),
    OwnedTeam("3b2e", ARABIC, 0, 0, 0),
]
EMPTY = Counts()
AGAIN = datetime(2026, 11, 20, 8, tzinfo=UTC)


def _report(made: Audited, page: int = 1) -> Callable[[], Card]:
    return lambda: audit_report.build(report(made), page)


def _odd(made: Audited) -> Callable[[], Card]:
    """A report of a run that no other compares with."""
    found = [replace(each, first_seen_at=NIGHT) for each in made.findings]
    return lambda: audit_report.build(report(replace(made, findings=found, before=None), ()))


def _team(findings: Sequence[Finding], page: int = 1, **changes: object) -> Callable[[], Card]:
    return lambda: audit_team.build(team(findings, **changes), page)


def clauses(number: int) -> list[Finding]:
    """As many clauses of one team, each with its own rule."""
    rules = list(RULES)[:6]
    return [
        replace(finding(rules[at % 6], "Finance", days=at), rule=f"rule{at:02}")
        for at in range(number)
    ]


def _right_to_left() -> Audited:
    renamed = [
        replace(each, subject=about(ARABIC), team_name=ARABIC) for each in [*NEW[:2], *FIXED[:1]]
    ]
    waiting = replace(channel(ARABIC, ARABIC, 9), says=f"لا يبدأ برقم {ARABIC}")
    return audited(renamed[:2], [waiting, OLD[0]], renamed[2:])


AUDIT_SAMPLES: dict[str, Callable[[], Card]] = {
    "audit_report": _report(
        audited(NEW, [*OLD, *UNKNOWN, *WAIVED], FIXED, run(teams_read=22, complete=22 / 24))
    ),
    "audit_report_list": _report(audited(NEW, [*OLD, *UNKNOWN, *WAIVED], FIXED), 2),
    "audit_report_list_last": _report(audited(NEW, [*OLD, *UNKNOWN, *WAIVED], FIXED), 9),
    "audit_report_worse": _report(audited(NEW[:1], [OLD[0], *OLD[3:]], worse=OLD[1:3])),
    "audit_report_nothing_new": _report(audited([], OLD)),
    "audit_report_fatigue": lambda: audit_report.build(
        tiring(overload(385), [overload(240), overload(289), overload(337)])
    ),
    "audit_report_all_tidy": _report(
        audited([], WAIVED, FIXED, run(tidy=24, counts=Counts(0, 0, 0, 1, 191, 24, 24)))
    ),
    "audit_report_first": _odd(audited([*NEW, *OLD, *UNKNOWN[:1]])),
    "audit_report_after_quiet_nights": lambda: audit_report.build(
        replace(report(audited(NEW, OLD, FIXED)), since="the-run-of-monday", quiet=3)
    ),
    "audit_report_nothing_read": _report(
        audited(
            [replace(each, rule=f"{each.rule}{at}") for at in range(3) for each in UNKNOWN[:2]],
            now=run(teams_read=0, complete=0.0, counts=Counts(unknown=6, judged_teams=24)),
        )
    ),
    "audit_report_no_team": _odd(audited([], now=run(teams=0, teams_read=0, counts=EMPTY))),
    "audit_report_for_nobody": _odd(audited([], now=run(counts=EMPTY))),
    "audit_report_right_to_left": _report(_right_to_left()),
    "audit_report_crowd": lambda: audit_report.build(report(crowd())),
    "audit_report_crowd_list": lambda: audit_report.build(report(crowd()), 777),
    "audit_report_crowd_right_to_left": lambda: audit_report.build(report(crowd(name=ARABIC * 3))),
    "audit_team": _team([*MINE, EXCEPTION]),
    "audit_team_channels": _team([*MINE[:1], *SPRAWL], pairs=[PAIR], pairs_at=NIGHT - 3 * DAY),
    "audit_team_met": _team([]),
    "audit_team_met_but_for_others": _team([EXCEPTION], pairs=[PAIR], pairs_at=NIGHT),
    "audit_team_no_standard": _team([], standards=[], rules=0),
    "audit_team_long": _team(
        clauses(23), rules=40, team_name=LONG_NAME, standards=[LONG_NAME, "Every team"]
    ),
    "audit_team_long_page_2": _team(clauses(23), 2, rules=40, standards=["A", "B", "C", "D"]),
    "audit_team_right_to_left": _team(
        [replace(SPRAWL[0], subject=about(ARABIC, SubjectType.CHANNEL)), MINE[0]],
        team_name=ARABIC,
        standards=[ARABIC],
    ),
    "audit_choice": lambda: audit_choice.build(OWNED, NIGHT, ZONE),
    "audit_choice_one": lambda: audit_choice.build(OWNED[:1], NIGHT, ZONE),
    "audit_choice_many": lambda: audit_choice.build(OWNED * 10, NIGHT, ZONE),
    "audit_choice_nothing": lambda: audit_choice.build([], NIGHT, ZONE),
    "audit_failed": lambda: audit_failed.build(
        "Contoso",
        "nightly",
        "Microsoft Graph refused the sign-in (401): the client secret has ended. Make a new one "
        "and set PROCESS_CENTER_APP_PASSWORD.",
        AGAIN,
        ZONE,
    ),
    "audit_failed_for_good": lambda: audit_failed.build(
        "Contoso", "weekly-audit", "Nobody can be asked.", None, ZONE
    ),
}
