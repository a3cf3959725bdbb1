"""One cause at one subject is one finding, in one run and from run to run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.standards.model import (
    Audited,
    Counts,
    Finding,
    Level,
    Milder,
    Outcome,
    Run,
    Severity,
    Stood,
    Subject,
    SubjectType,
)
from core.standards.reports.causes import by_cause, causes

NOW = datetime(2026, 11, 19, 2, tzinfo=UTC)
RUN = Run("run", "nightly", ("a", "b"), True, NOW, NOW, 3, 3, 1.0, 1, 1, 0, Counts(passed=7))
BEFORE = replace(RUN, id="before", started_at=NOW - timedelta(days=1))
FAILED, UNKNOWN, WAIVED = Outcome.FAILED, Outcome.UNKNOWN, Outcome.WAIVED
MUST, SHOULD = Level.MUST, Level.SHOULD


def finding(
    clause: str, outcome: Outcome = FAILED, team: str = "apollo", days: int = 0, says: str = ""
) -> Finding:
    """What `standard rule level severity` found of a team, as it has stood for some days."""
    standard, rule, level, severity = clause.split()
    return Finding(
        standard=standard,
        rule=rule,
        title=rule,
        level=Level(level),
        severity=Severity(severity),
        subject=Subject(SubjectType.TEAM, team, team, team),
        team_name=team,
        outcome=outcome,
        says=says or clause,
        seen=None,
        wanted=None,
        why="",
        fix="",
        first_seen_at=NOW - timedelta(days=days),
    )


TWO, ONE = "a enough_owners must critical", "b enough_owners should medium"
LAST = "b enough_owners must high"
STATUS, LOG = "a required_channels must high", "b required_channels should low"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([ONE, TWO], [TWO]),
        ([LAST, TWO, ONE], [TWO]),
        ([ONE, "a guests should low"], [ONE, "a guests should low"]),
        ([STATUS, LOG], [STATUS, LOG]),
        (["a guests must low", "b guests should critical"], ["a guests must low"]),
    ],
    ids=[
        "must speaks before should",
        "then the more severe",
        "two rules are two causes",
        "two clauses that name channels of their own are two",
        "a must that is low speaks before a should that is critical",
    ],
)
def test_the_stricter_clause_speaks_for_its_cause(found: list[str], told: list[str]) -> None:
    assert [each.says for each in causes([*map(finding, found)])] == told


def test_two_teams_are_two_findings_and_an_exception_is_told_beside_what_is_not_met() -> None:
    found = [finding(TWO), finding(TWO, team="ember"), finding(LAST, WAIVED), finding(ONE)]

    assert [(each.team_name, each.outcome) for each in causes(found)] == [
        ("apollo", FAILED),
        ("ember", FAILED),
        ("apollo", WAIVED),
    ]


def test_the_same_channel_asked_for_twice_is_missing_once() -> None:
    found = [finding(each, says="the channel “Status” is missing") for each in (STATUS, LOG)]

    assert [each.level for each in causes(found)] == [MUST]


def test_a_cause_is_as_old_as_the_oldest_clause_that_tells_it() -> None:
    (told,) = causes([finding(TWO, days=2), finding(ONE, days=30)])

    assert told.says == TWO
    assert told.first_seen_at == NOW - timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Night:
    """One night after another: what was open then, what is now, and what people are told."""

    was: dict[str, Stood]
    now: dict[str, Outcome]
    fixed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    worse: tuple[tuple[str, Milder], ...] = ()
    told_fixed: tuple[str, ...] = ()


UNMET, ACCEPTED = Stood(FAILED, unmet=True), Stood(WAIVED, unmet=False)
UNREAD, NEVER_READ = Stood(UNKNOWN, unmet=True), Stood(UNKNOWN, unmet=False)
NIGHTS = {
    "one lost owner is one new finding": Night({}, {TWO: FAILED, ONE: FAILED}, new=(TWO,)),
    "a must that is met while its should is not, is not fixed": Night(
        {LAST: UNMET, ONE: UNMET}, {ONE: FAILED}, fixed=(LAST,)
    ),
    "both met is one that is fixed": Night(
        {LAST: UNMET, ONE: UNMET}, {}, fixed=(LAST, ONE), told_fixed=(LAST,)
    ),
    "a must beside a should that was open is worse, not new": Night(
        {ONE: UNMET}, {LAST: FAILED, ONE: FAILED}, worse=((LAST, Milder.SHOULD),)
    ),
    "so it is where the standard was made stricter, and the should is gone": Night(
        {ONE: UNMET}, {LAST: FAILED}, worse=((LAST, Milder.SHOULD),)
    ),
    "a should that was a must is neither new nor worse": Night({LAST: UNMET}, {ONE: FAILED}),
    "an exception that ended is worse": Night(
        {TWO: ACCEPTED}, {TWO: FAILED}, worse=((TWO, Milder.ACCEPTED),)
    ),
    "what could be read for the first time is worse": Night(
        {TWO: NEVER_READ}, {TWO: FAILED}, worse=((TWO, Milder.UNKNOWN),)
    ),
    "what could be read again is as it was": Night({TWO: UNREAD}, {TWO: FAILED}),
    "what cannot be read any more is new, once for its cause": Night(
        {TWO: UNMET, ONE: UNMET}, {TWO: UNKNOWN, ONE: UNKNOWN}, new=(TWO,)
    ),
    "what could not be read then either is not": Night({TWO: UNREAD}, {TWO: UNKNOWN}),
    "what is accepted now is not fixed": Night({TWO: UNMET}, {TWO: WAIVED}),
    "a channel lost beside another that was missing is new": Night(
        {LOG: UNMET}, {LOG: FAILED, STATUS: FAILED}, new=(STATUS,)
    ),
}


def told(night: Night) -> Audited:
    """The later of two nights, as people are told of it."""
    was = {finding(each).key: stood for each, stood in night.was.items()}
    found = sorted((finding(*each) for each in night.now.items()), key=lambda each: each.rank)
    new = frozenset(each.key for each in found if each.key not in was)
    fixed = [finding(each) for each in night.fixed]
    return by_cause(Audited(RUN, found, new, fixed, BEFORE, was=was))


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
def test_from_night_to_night_causes_are_counted_not_clauses(night: Night) -> None:
    found = told(night)

    assert found.new == {finding(each).key for each in night.new}
    assert found.worse == {finding(each).key: milder for each, milder in night.worse}
    assert [each.says for each in found.fixed] == [*night.told_fixed]
    assert by_cause(found) == found, "twice is once"


def test_the_figures_of_a_run_count_causes_and_leave_what_is_met() -> None:
    found = [finding(TWO), finding(ONE), finding(STATUS, UNKNOWN), finding(LOG, WAIVED)]
    run = by_cause(Audited(RUN, found)).run

    assert run.counts == Counts(failed_must=1, unknown=1, waived=1, passed=7)


CLAUSES = ("a guests must high", "a guests should low", "b guests must low", STATUS, LOG)
OPEN = st.dictionaries(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from(["apollo", "ember"])),
    st.sampled_from([FAILED, UNKNOWN, WAIVED]),
)
Open = dict[tuple[str, str], Outcome]


def things(open_: Open, *outcomes: Outcome) -> set[tuple[str, str]]:
    """What is the matter, in words: guests are one thing, each channel is its own."""
    found = {(clause, team) for (clause, team), outcome in open_.items() if outcome in outcomes}
    return {("guests" if "guests" in clause else clause, team) for clause, team in found}


def thing(each: Finding) -> tuple[str, str]:
    """The same of a finding."""
    return ("guests" if each.rule == "guests" else each.says, each.team_name)


def night_of(before: Open, now: Open) -> Audited:
    """Two nights, as the store holds one against the other."""
    listed = [finding(clause, outcome, team) for (clause, team), outcome in now.items()]
    was = {
        finding(clause, outcome, team).key: Stood(outcome, outcome is FAILED)
        for (clause, team), outcome in before.items()
    }
    gone: Sequence[Finding] = [
        finding(clause, outcome, team)
        for (clause, team), outcome in before.items()
        if (clause, team) not in now and outcome is not UNKNOWN
    ]
    new = frozenset(each.key for each in listed if each.key not in was)
    return by_cause(Audited(RUN, listed, new, gone, BEFORE, was=was))


@given(OPEN, OPEN)
def test_any_two_nights_are_told_as_an_independent_reckoning_has_them(
    before: Open, now: Open
) -> None:
    made = night_of(before, now)
    failed = [each for each in made.findings if each.outcome is FAILED]
    ever, today = things(before, *Outcome), things(now, *Outcome)
    read = things({each: what for each, what in before.items() if what is not UNKNOWN}, *Outcome)

    assert sorted(map(thing, failed)) == sorted(things(now, FAILED)), "each once"
    assert {thing(each) for each in failed if each.key in made.new} == things(now, FAILED) - ever
    assert sorted(map(thing, made.fixed)) == sorted(read - today)
    for each in failed:
        assert each.key not in made.new or each.key not in made.worse
        of_it = {
            clause: what
            for (clause, team), what in before.items()
            if things({(clause, team): what}, *Outcome) == {thing(each)}
        }
        as_bad = any(
            what is FAILED and (" must " in clause or each.level is SHOULD)
            for clause, what in of_it.items()
        )
        assert (each.key in made.worse) == (bool(of_it) and not as_bad)
    blind = {thing(each) for each in made.findings if each.outcome is UNKNOWN}
    fresh = {
        thing(each) for each in made.findings if each.outcome is UNKNOWN and each.key in made.new
    }
    assert blind == things(now, UNKNOWN)
    assert fresh == blind - things(before, UNKNOWN)
