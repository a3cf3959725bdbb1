"""What holds for every tenant: order says nothing, and knowing less never looks better."""

from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts import Gap
from core.standards.engine import Judged, judge
from core.standards.facts import Channel, Reading, Team
from core.standards.model import Finding, Outcome, SubjectType
from core.standards.rules.overlapping_teams import check
from tests.standards.drawn import STANDARDS, holes, readings
from tests.standards.standards import TODAY
from tests.standards.tenants import reading, team

T = TypeVar("T")
MANY = settings(max_examples=100, deadline=None)
PEOPLE = [f"p{number}" for number in range(12)]


def judged(what: Reading) -> Judged:
    return judge(STANDARDS, what, TODAY, everything=True)


def shuffled(what: Reading, dice: Random) -> Reading:
    """The same facts, in another order at every place."""

    def mixed(items: tuple[T, ...] | Gap) -> tuple[T, ...] | Gap:
        return items if isinstance(items, Gap) else tuple(dice.sample(items, len(items)))

    def channels(of: Team) -> tuple[Channel, ...] | Gap:
        if isinstance(of.channels, Gap):
            return of.channels
        return mixed(
            tuple(
                replace(each, members=mixed(each.members), tabs=mixed(each.tabs))
                for each in of.channels
            )
        )

    teams = [
        replace(
            each,
            owners=mixed(each.owners),
            members=mixed(each.members),
            channels=channels(each),
            errors=mixed(each.errors),
        )
        for each in what.tenant.teams
    ]
    dice.shuffle(teams)
    return replace(what, tenant=replace(what.tenant, teams=teams))


@MANY
@given(readings(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_read_changes_nothing(what: Reading, dice: Random) -> None:
    assert judged(shuffled(what, dice)) == judged(what)


@MANY
@given(readings())
def test_what_is_listed_is_the_same_whether_or_not_all_is(what: Reading) -> None:
    everything, listed = judged(what), judge(STANDARDS, what, TODAY)

    open_ = [
        each for each in everything.findings if each.outcome in ("failed", "unknown", "waived")
    ]
    assert list(listed.findings) == open_
    assert listed.counts == everything.counts
    assert len({each.key for each in everything.findings}) == len(everything.findings)


@MANY
@given(readings(unread=False))
def test_where_all_was_read_only_archived_teams_hide_something(what: Reading) -> None:
    found = judged(what)
    archived = {each.id for each in what.tenant.teams if each.archived}

    assert found.complete == 1.0
    for each in found.findings:
        assert each.outcome is not Outcome.UNKNOWN or each.subject.id in archived


@MANY
@given(st.data(), readings())
def test_knowing_less_never_looks_better(data: st.DataObject, what: Reading) -> None:
    hole = data.draw(st.sampled_from([what, *holes(what)]))
    before, after = judged(what), judged(hole)
    known = {each.key: each for each in before.findings}
    less = {each.key: each for each in after.findings}

    cut = len(hole.tenant.teams) < len(what.tenant.teams)
    # Unread teams that are not even listed any more are the one that stands for the rest.
    assert after.complete < 1 if cut else after.complete <= before.complete
    assert after.counts.tidy_teams <= before.counts.tidy_teams
    for key, finding in less.items():
        assert not _improved(known.get(key), finding), key
    for finding in known.values():
        assert finding.outcome is not Outcome.FAILED or _still_there(finding, less), finding


def _improved(before: Finding | None, after: Finding) -> bool:
    """Passed, waived or outside, though it was something worse or not even there."""
    fine = (Outcome.PASSED, Outcome.NOT_APPLICABLE)
    if after.outcome in fine:
        return before is None or before.outcome is not after.outcome
    if after.outcome is Outcome.WAIVED:
        return before is None or before.outcome is not Outcome.WAIVED
    return False


def _still_there(finding: Finding, after: dict[tuple[str, str, str, str], Finding]) -> bool:
    """It failed as before, or an unknown of its clause covers it: of it, its team or the tenant."""
    same = after.get(finding.key)
    if same and same.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
        return True
    covering = {finding.subject.team, *finding.subject.id.split("|"), "contoso"}
    if finding.subject.type is SubjectType.PERSON:
        covering |= {each.subject.id for each in after.values()}
    return any(
        each.outcome is Outcome.UNKNOWN
        and each.key[:3] == finding.key[:3]
        and each.subject.id in covering
        for each in after.values()
    )


@MANY
@given(
    st.lists(st.sets(st.sampled_from(PEOPLE)), max_size=8),
    st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)),
    st.integers(0, 4),
)
def test_every_pair_that_is_alike_enough_is_found(
    rosters: list[set[str]], similarity: float, least: int
) -> None:
    """Against comparing each with each, which is too slow for thousands of teams."""
    teams = [team(f"t{at}", members=sorted(people)) for at, people in enumerate(rosters)]
    alike = {
        f"t{a}|t{b}"
        for b, two in enumerate(rosters)
        for a, one in enumerate(rosters[:b])
        if one & two and min(len(one), len(two)) >= least
        if len(one & two) / len(one | two) >= similarity
    }

    found = check(reading(*teams).tenant, similarity=similarity, at_least_members=least)

    assert {subject.id for subject, _ in found} == alike
