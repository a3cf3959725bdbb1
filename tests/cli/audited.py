"""Audits as they could have come out, of any size, for looking at the formats without a tenant."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from core.standards.model import (
    AppliesTo,
    Audited,
    Clause,
    Counts,
    Finding,
    Level,
    Outcome,
    Overload,
    Remedy,
    RemedyMode,
    Run,
    Severity,
    Standard,
    Subject,
    SubjectType,
)
from core.standards.reports.trends import Point, PutRight, Trend, Trends
from pages.standards.formats import Context

NOW = datetime(2026, 11, 21, 15, 39, 4, tzinfo=UTC)
NO_SETTINGS = "not permitted, needs TeamSettings.Read.All"
NOT_READ = {
    NO_SETTINGS: ["=HYPERLINK(0)"],
    "Microsoft Graph was too busy; try again later": ["PRJ-Vega", "PRJ-Lyra"],
}
NASTY = (
    '<img src=x onerror="document.title=1">',
    "</script><script>document.title=1</script>",
    "{{ 7 * 7 }} & Söhne",
    "=HYPERLINK(0)",
    "\x1b[31mred\x1b[0m\x07\x9b2J",
    "\u202ertl turned\u2028and broken",
    "فريق المشروع الجديد",
    "プロジェクト推進チーム 2026",
    "A name of eighty letters, which is about what people write when nobody stops them",
    "-1+1",
    "\t@SUM(A1)",
)
_CLAUSES = (
    ("enough_owners", "Enough active owners", "must", "high", "1 active owner; the standard asks "
     "for 2", "A team whose only owner left cannot be managed by anyone.",
     "Ask a member who runs the work to become an owner."),
    ("guests", "Guests", "must", "critical", "3 guests; the standard allows none",
     "Guests can read everything that is written in the team.",
     "Remove the guests, or move what is shared with them into a shared channel."),
    ("name_pattern", "The name follows the pattern", "must", "medium",
     "“Stuff” does not look like PRJ-Name", "A name that says what a team is for saves everybody a "
     "question.", "Rename the team; its links go on working."),
    ("description", "A description", "should", "low", "no description",
     "New people find out in a line whether they are right here.", "Write one sentence."),
    ("required_channels", "The channels that every project has", "should", "medium",
     "the channels Decisions and Risks are missing", "Who looks for a decision knows where.",
     "Add the missing channels."),
    ("channel_names", "Channel names", "should", "low", "does not look like NN-name", "Order.",
     "Rename the channel."),
    ("member_settings", "What members may do", "must", "high", NO_SETTINGS, "Apps cost money.",
     "Switch it off in the team’s settings."),
)  # fmt: skip
STANDARDS = {
    name: Standard(name, title, AppliesTo(), (), ())
    for name, title in (("project-teams", "Project teams"), ("every-team", "Every team"))
}


def clauses() -> list[Clause]:
    """Every clause that the samples are about."""
    return [
        Clause(rule, Level(level), Severity(severity), {}, why, fix)
        for rule, _, level, severity, _, why, fix in _CLAUSES
    ]


def audited(teams: int = 24, seed: int = 1) -> Audited:
    """A run over so many teams, the first of them with nasty names; the same for the same seed."""
    random = Random(seed)  # noqa: S311 nothing secret is made of it
    findings = [each for at in range(teams) for each in _of_team(at, random)]
    findings += _across(teams)
    findings.sort(key=lambda each: (each.rank, each.key))
    new = frozenset(each.key for each in findings if each.first_seen_at == NOW)
    run = _run(teams, findings)
    before = replace(run, id="the-one-before", finished_at=NOW - timedelta(days=1))
    fixed = [replace(each, outcome=Outcome.PASSED) for each in findings[:4]]
    return Audited(run, findings, new, fixed, before)


def context(of: Audited, columns: int | None = None) -> Context:
    """What is said beside it; its history is eight runs, one a day."""
    history = [_earlier(of.run, day) for day in range(7, -1, -1)]
    return Context(
        "Contoso & Söhne", UTC, STANDARDS, history, NOT_READ, columns, _trends(of, history)
    )


def _trends(of: Audited, history: list[Run]) -> Trends:
    """Every standard, rule and team that has a finding, with figures that go up and down."""
    failed = [each for each in of.findings if each.outcome is Outcome.FAILED]
    return Trends(
        history,
        _counted([each.standard for each in failed]),
        _counted([each.title for each in failed]),
        _counted([each.team_name for each in failed if each.subject.team]),
        [
            PutRight(each, NOW - timedelta(days=at // 3))
            for at, each in enumerate(of.fixed)
            if each.first_seen_at
        ],
    )


def _counted(names: list[str]) -> list[Trend]:
    made = [
        Trend(
            name,
            [None if days > 5 else Point(number + days, days % 3) for days in range(7, -1, -1)],
        )
        for name, number in Counter(names).items()
    ]
    return sorted(made, key=lambda trend: trend.rank)


def team_id(at: int) -> str:
    """The id of the team at this place."""
    return str(UUID(int=at + 1))


def _of_team(at: int, random: Random) -> Iterator[Finding]:
    name = NASTY[at] if at < len(NASTY) else f"PRJ-{random.choice(WORDS)}-{at}"
    subject = Subject(SubjectType.TEAM, team_id(at), name, team_id(at))
    unread = at % 12 == 3
    for place, (rule, title, level, severity, says, why, fix) in enumerate(_CLAUSES):
        outcome = Outcome.FAILED
        if rule == "member_settings":
            outcome = Outcome.UNKNOWN
            if not unread:
                continue
        elif random.random() < 0.45 + 0.05 * place:
            continue
        elif random.random() < 0.06:
            outcome, says = Outcome.WAIVED, f"{says}; accepted until 31 January 2027"
        of = (rule, title, Level(level), Severity(severity))
        about = [subject]
        if rule == "channel_names":
            about = [_channel(at, n, subject) for n in range(random.randint(1, 3))]
        for each in about:
            yield _finding(of, each, name, outcome, says, why, fix, random)


def _finding(
    of: tuple[str, str, Level, Severity],
    subject: Subject,
    team: str,
    outcome: Outcome,
    says: str,
    why: str,
    fix: str,
    random: Random,
) -> Finding:
    rule, title, level, severity = of
    return Finding(
        *("project-teams", rule, title, level, severity, subject, team, outcome, says),
        seen=1 if rule == "enough_owners" else None,
        wanted=2 if rule == "enough_owners" else None,
        why=why,
        fix=fix,
        remedy=Remedy("add_owners", RemedyMode.APPROVE, ("ada", "alan"), 1)
        if rule == "enough_owners"
        else None,
        first_seen_at=NOW - timedelta(days=random.choice([0, 0, 1, 5, 12, 45])),
    )


def _channel(at: int, number: int, team: Subject) -> Subject:
    name = NASTY[(at + number) % len(NASTY)] if at < 24 else f"random {number}"
    return Subject(SubjectType.CHANNEL, f"19:{at}-{number}@thread.tacv2", name, team.team)


def _across(teams: int) -> Iterator[Finding]:
    if teams < 2:
        return
    pair = Subject(SubjectType.PAIR, f"{team_id(0)}|{team_id(1)}", "PRJ-Apollo and Apollo PRJ")
    person = Subject(SubjectType.PERSON, "ada", "Ada Lovelace")
    random = Random(2)  # noqa: S311
    why, fix = "People read in so many places that they read nowhere.", "Merge, or leave some."
    must = ("overlapping_teams", "Teams that share their people", Level.SHOULD, Severity.MEDIUM)
    says = "14 of 15 people are in both teams"
    yield _finding(must, pair, "", Outcome.FAILED, says, why, fix, random)
    many = ("teams_per_person", "People are not in too many teams", Level.SHOULD, Severity.LOW)
    says = "in 19 teams; the standard asks for at most 15"
    yield _finding(many, person, "", Outcome.FAILED, says, why, fix, random)


def _run(teams: int, findings: list[Finding]) -> Run:
    failed = [each for each in findings if each.outcome is Outcome.FAILED]
    must = [each for each in failed if each.level is Level.MUST]
    unknown = [each for each in findings if each.outcome is Outcome.UNKNOWN]
    untidy = {each.subject.team for each in [*must, *unknown]}
    unread = len({each.subject.team for each in unknown})
    counts = Counts(
        failed_must=len(must),
        failed_should=len(failed) - len(must),
        unknown=len(unknown),
        waived=sum(each.outcome is Outcome.WAIVED for each in findings),
        passed=teams * 4,
        judged_teams=teams,
        tidy_teams=teams - len(untidy - {None}),
    )
    return Run(
        id="5b0e7f4e-6a53-4d6f-8d2e-3a1a7c0f9b11",
        audit="",
        standards=tuple(STANDARDS),
        whole=True,
        started_at=NOW - timedelta(seconds=42),
        finished_at=NOW,
        teams=teams,
        teams_read=teams - unread,
        complete=(teams - unread) / teams if teams else 1.0,
        http_requests=231,
        graph_requests=4310,
        throttled=0,
        counts=counts,
        overload=Overload(teams * 5, 15, teams // 3, 4, 13, 22, 71) if teams else None,
    )


def _earlier(run: Run, days: int) -> Run:
    tidy = max(run.counts.tidy_teams - days * max(run.counts.judged_teams // 24, 1), 0)
    counts = replace(run.counts, tidy_teams=tidy, failed_must=run.counts.failed_must + days * 3)
    at = run.finished_at - timedelta(days=days)
    load = run.overload and replace(run.overload, over=run.overload.over + days, teams_worst=14)
    return replace(run, id=f"{run.id}-{days}", finished_at=at, counts=counts, overload=load)


WORDS = ("Apollo", "Borealis", "Cygnus", "Zephyr", "Helios", "Orion", "Vega", "Lyra", "Rigel")
