"""Believable and odd runs of an audit, for the samples and the tests of its cards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from core.standards.model import (
    Audited,
    Counts,
    Finding,
    Level,
    Outcome,
    Overload,
    Run,
    Severity,
    Stood,
    Subject,
    SubjectType,
)
from core.standards.reports.reports import AuditReport, TeamReport

ZONE = "America/Chicago"
NIGHT = datetime(2026, 11, 19, 8, 10, tzinfo=UTC)  # Thursday 2:10 in Chicago
DAY = timedelta(days=1)
LONG_NAME = "Customer onboarding platform replacement for all European subsidiaries, phase 2b"
ARABIC = "فريق تطبيق أبولو للتحول الرقمي 🚀"
TITLES = {"project-teams": "Project teams", "every-team": "Every team", "calm": "A calm tenant"}

# Per rule: its title, the level, what is seen, why it matters and how to put it right.
RULES = {
    "enough_owners": (
        "Enough active owners",
        Level.MUST,
        "1 active owner; the standard asks for 2",
        "A team whose only owner left cannot be managed by anyone.",
        "Ask a member who runs the work to become an owner.",
    ),
    "owners_active": (
        "Owners can sign in",
        Level.MUST,
        "1 of 3 owners can no longer sign in; the standard asks for owners who can",
        "An owner who left cannot let anybody in or renew the team.",
        "Take them out as owner once somebody else has the work.",
    ),
    "guests": (
        "Guests only where they are meant",
        Level.MUST,
        "2 guests; the standard allows none",
        "Guests read all that is in a team’s channels.",
        "Move the work with guests to a shared channel, or ask for an exception.",
    ),
    "description": (
        "Has a description",
        Level.SHOULD,
        "there is no description; the standard asks for at least 15 characters",
        "People find teams by what they are for.",
        "Write one sentence on what the team is for.",
    ),
    "required_channels": (
        "Has the channels it needs",
        Level.SHOULD,
        "the channel “Decisions” is missing; the standard asks for it",
        "It is where decisions are looked for.",
        "Add a channel named “Decisions”.",
    ),
    "channel_names": (
        "Channel name follows the pattern",
        Level.SHOULD,
        "the name does not follow the pattern of the standard; one like “01 Planning” does",
        "Channels in order are found faster.",
        "Rename it in the channel’s menu.",
    ),
    "member_settings": (
        "Members may change what they should",
        Level.MUST,
        "members may add and remove apps, and the standard asks that they may not",
        "Apps read what is written in a team.",
        "Switch it off in the team’s settings.",
    ),
    "teams_per_person": (
        "People are not in too many teams",
        Level.SHOULD,
        "in 18 teams; the standard asks for at most 15",
        "Nobody can follow that many teams.",
        "Leave what is done, archive what is quiet.",
    ),
    "overlapping_teams": (
        "Teams are not doubles of each other",
        Level.SHOULD,
        "8 of 9 people are in both; the standard asks for less than 75 % of them; "
        "merging would bring 1 person into “Sales DACH”",
        "Two teams of the same people split what they know.",
        "Merge them, or say what each is for.",
    ),
}
DENIED = "not permitted, needs TeamSettings.Read.All"


def about(name: str, kind: SubjectType = SubjectType.TEAM, team: str = "") -> Subject:
    """A subject whose id is made of its name."""
    if kind in (SubjectType.TEAM, SubjectType.CHANNEL):
        return Subject(kind, f"id of {team} {name}", name, f"id of {team or name}")
    return Subject(kind, f"id of {name}", name)


def finding(
    rule: str,
    subject: Subject | str,
    outcome: Outcome = Outcome.FAILED,
    *,
    says: str = "",
    days: int = 0,
    team: str = "",
) -> Finding:
    """What a rule found; `days` is how long it has stood."""
    title, level, seen, why, fix = RULES[rule]
    subject = about(subject) if isinstance(subject, str) else subject
    of_team = subject.name if subject.type is SubjectType.TEAM else team
    return Finding(
        standard="every-team",
        rule=rule,
        title=title,
        level=level,
        severity=Severity.HIGH if level is Level.MUST else Severity.LOW,
        subject=subject,
        team_name=of_team,
        outcome=outcome,
        says=says or seen,
        seen=None,
        wanted=None,
        why=why,
        fix=fix,
        first_seen_at=NIGHT - days * DAY,
    )


def channel(name: str, team: str, days: int = 0) -> Finding:
    """A channel with a name that does not match."""
    subject = about(name, SubjectType.CHANNEL, team)
    return finding("channel_names", subject, team=team, days=days)


def run(number: int = 0, tidy: int = 19, **changes: object) -> Run:
    """The nightly run of `number` nights ago over the sample company."""
    made = Run(
        id=f"0198a{number}",
        audit="nightly",
        standards=("project-teams", "every-team"),
        whole=True,
        started_at=NIGHT - number * DAY,
        finished_at=NIGHT - number * DAY + timedelta(seconds=20),
        teams=24,
        teams_read=24,
        complete=1.0,
        http_requests=12,
        graph_requests=110,
        throttled=0,
        counts=Counts(6, 9, 0, 0, 140, 24, tidy),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # each sample names real fields


def audited(
    new: Sequence[Finding],
    old: Sequence[Finding] = (),
    fixed: Sequence[Finding] = (),
    now: Run | None = None,
    before: Run | None = None,
    worse: Sequence[Finding] = (),
) -> Audited:
    """A run with its findings, worst first."""
    findings = sorted([*new, *old, *worse], key=lambda each: each.rank)
    told = frozenset(each.key for each in new)
    was = {each.key: Stood(Outcome.WAIVED, unmet=False) for each in worse}
    return Audited(now or run(), findings, told, fixed, before or run(1, 17), was=was)


def overload(over: int = 289, limit: int = 15, *, at_least: bool = False) -> Overload:
    """What 4,812 people have to follow."""
    return Overload(4812, limit, over, 6, 14, 41, 96, at_least)


def tiring(now: Overload | None, earlier: Sequence[Overload | None]) -> AuditReport:
    """The report of a run that knows what people follow, as those before it, the oldest first."""
    told = report(audited(NEW, now=run(overload=now)))
    *before, last = told.history
    known = [*[None] * (len(before) - len(earlier)), *earlier]
    history = [replace(each, overload=load) for each, load in zip(before, known, strict=True)]
    return replace(told, history=[*history, last])


def report(made: Audited, tidy: Sequence[int] = (14, 15, 15, 17)) -> AuditReport:
    """The report of a run, with the shares of those before it."""
    earlier = [run(number, each) for number, each in zip(range(8, 0, -1), tidy, strict=False)]
    history = sorted([*earlier, made.run], key=lambda each: each.started_at)
    return AuditReport("Contoso", ZONE, TITLES, made, history)


NEW = [
    finding("enough_owners", "Finance"),
    finding("guests", "PRJ-Apollo"),
    finding("description", "Lunch club"),
]
OLD = [
    finding("owners_active", "Facilities", days=41),
    finding("enough_owners", "Facilities", days=41),
    finding("enough_owners", "PRJ-Hermes", days=12),
    finding("enough_owners", "Book club", days=3),
    finding("enough_owners", "Sales DACH", days=3),
    finding("description", "PRJ-Hermes", days=12),
    finding("description", "Test 2", days=2),
    channel("random stuff", "PRJ-Hermes", 12),
    channel("old", "PRJ-Hermes", 12),
    channel("misc", "Marketing", 1),
    finding("teams_per_person", about("Ada Byron", SubjectType.PERSON), days=8),
    finding("overlapping_teams", about("Sales and Sales DACH", SubjectType.PAIR), days=8),
]
FIXED = [
    finding("description", "Finance"),
    finding("guests", "Marketing"),
    finding("required_channels", "Finance"),
    finding("required_channels", "PRJ-Zeus"),
    finding("enough_owners", "HR"),
]
UNKNOWN = [
    finding("member_settings", "Legal", Outcome.UNKNOWN, says=DENIED),
    finding("member_settings", "Board", Outcome.UNKNOWN, says=DENIED, days=5),
    finding("guests", "Board", Outcome.UNKNOWN, says="the members could not be read: 503"),
]
WAIVED = [
    finding(
        "enough_owners",
        "PRJ-Duo",
        Outcome.WAIVED,
        says="1 active owner; the standard asks for 2; waived until 31 January 2027: "
        "Two-person team",
    )
]


@cache
def crowd(teams: int = 1000, name: str = LONG_NAME) -> Audited:
    """Every team of a large tenant fails all of thirteen clauses, or could not be read."""
    rules = list(RULES)
    made = [
        replace(
            finding(rules[clause % 7], f"{number} {name}", says=f"{name} {number % 7}", days=30),
            rule=f"clause{clause}",
            title=f"{clause} {name}",
            outcome=Outcome.UNKNOWN if number % 97 == 0 else Outcome.FAILED,
        )
        for number in range(teams)
        for clause in range(13)
    ]
    now = run(teams=teams, teams_read=teams - 11, complete=1 - 11 / teams)
    return audited(made[::2], made[1::2], made[:300], now)


def team(findings: Sequence[Finding], **changes: object) -> TeamReport:
    """What the owners of a team see of fourteen rules."""
    made = TeamReport(
        run_id="0198a0",
        team_id="1f0c",
        team_name="Finance",
        standards=["Project teams"],
        rules=14,
        findings=sorted(findings, key=lambda each: each.rank),
        read_at=NIGHT,
        time_zone=ZONE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # each sample names real fields
