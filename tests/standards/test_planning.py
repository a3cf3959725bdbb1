"""A plan over whole standards: what is merged or left to people, its order, what holds always."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from core.standards.changes.kinds import kinds
from core.standards.changes.model import Change, Picks, Thing
from core.standards.changes.planning import planned
from core.standards.engine import judge
from core.standards.facts import Reading, Team, Visibility
from core.standards.kit.roles import LAST, OWNER
from core.standards.model import Level, Outcome, RemedyMode, Standard, Waiver
from core.standards.params import NamedApp
from tests.standards.drawn import STANDARDS, readings
from tests.standards.standards import TODAY, clause, standard
from tests.standards.tenants import reading, team

MANY = settings(max_examples=25, deadline=None)
TAKEN = (Thing.TAB, Thing.APP, Thing.CHANNEL, Thing.PLAN, Thing.ARCHIVED, Thing.DELETED)
UNTIL = date(2027, 1, 31)


def plan(*standards: Standard, what: Reading | None = None, **facts: Any) -> tuple[Change, ...]:
    """Of one team, unless a reading is given."""
    what = what or reading(team(**facts))
    return planned(judge(standards, what, TODAY).findings, what.tenant, standards)


def house(rule: str, name: str = "house", level: Level = Level.MUST, **params: Any) -> Standard:
    return standard(clause(rule, level, **params), name=name)


def test_what_two_clauses_ask_for_is_proposed_once_and_the_worst_speaks() -> None:
    strict = house("enough_owners", at_least=2)
    mild = house("enough_owners", "other", Level.SHOULD, at_least=3)

    one, two = plan(mild, strict, owners=["ada"], members=["ada", "alan", "bob", "kim"])

    assert (one.standard, one.says) == ("house", "1 active owner; the standard asks for 2")
    assert (two.standard, two.says) == ("other", "1 active owner; the standard asks for 3")
    assert (one.target, two.target) == ("alan", "bob")


def test_whoever_becomes_an_owner_anyway_is_not_proposed_for_the_next_clause() -> None:
    both = standard(clause("enough_owners"), clause("required_owner", any_of=("alan",)))

    (change,) = plan(both, owners=["ada"], members=["ada", "alan", "bob"])

    assert (change.rule, change.target, change.choices) == ("required_owner", "alan", ())


def test_who_is_taken_out_of_the_team_need_not_be_demoted_first() -> None:
    both = standard(clause("owners_active"), clause("members_active"))

    (change,) = plan(both, owners=["ada", "kim (left)"], members=["ada", "kim (left)"])

    assert (change.kind, change.before, change.after) == ("remove_members", "owner", "")


def test_all_switches_of_one_object_are_one_write() -> None:
    first = house("member_settings", expect={"allowDeleteChannels": False})
    second = house("member_settings", "other", expect={"allowAddRemoveApps": False})

    (change,) = plan(first, second)

    assert change.before == {"allowDeleteChannels": True, "allowAddRemoveApps": True}
    assert change.after == {"allowDeleteChannels": False, "allowAddRemoveApps": False}
    assert "delete channels" in change.says
    assert "remove apps" in change.says


def test_a_new_name_has_to_put_right_all_that_is_wrong_with_it() -> None:
    both = standard(clause("name_pattern", pattern="^PRJ"), clause("name_length", at_most=3))

    (change,) = plan(both)

    assert "does not follow the pattern" in change.says
    assert "has 6 characters" in change.says
    assert change.is_open


def test_of_words_that_two_clauses_allow_those_are_left_that_both_do() -> None:
    first = house("classification", allowed=("Internal", "Secret", "Public"))
    second = house("classification", "other", allowed=("secret", "Public"))
    third = house("classification", "third", allowed=("Public",))

    (two,) = plan(first, second)
    (all_,) = plan(first, second, third)

    assert [each.value for each in two.choices] == ["Secret", "Public"]
    assert (two.after, two.mode) == ("Secret", RemedyMode.APPROVE)
    assert (all_.after, all_.choices, all_.picks) == ("Public", (), Picks.NOTHING)
    assert all_.mode is RemedyMode.APPROVE


@pytest.mark.parametrize(
    ("rule", "one", "other", "facts"),
    [
        ("classification", {"allowed": ("A",)}, {"allowed": ("B",)}, {}),
        (
            "visibility",
            {"must_be": Visibility.PRIVATE},
            {"must_be": Visibility.PUBLIC},
            {"visibility": "public"},
        ),
        (
            "member_settings",
            {"expect": {"allowDeleteChannels": False}},
            {"expect": {"allowDeleteChannels": True}},
            {},
        ),
        ("guest_access", {"allowed": True}, {"allowed": False}, {"guests_allowed": False}),
    ],
)
def test_standards_that_disagree_leave_it_to_people_and_are_named(
    rule: str, one: dict[str, Any], other: dict[str, Any], facts: dict[str, Any]
) -> None:
    (change,) = plan(house(rule, **one), house(rule, "other", **other), **facts)

    assert change.mode is RemedyMode.GUIDED
    assert "“house”" in change.steps
    assert "“other”" in change.steps
    assert "disagree" in change.steps


def test_an_app_that_one_asks_for_and_another_does_not_allow_is_left_to_people() -> None:
    app = (NamedApp(id="planner"),)
    both = standard(clause("required_apps", apps=app), clause("banned_apps", apps=app))

    (change,) = plan(both)

    assert change.mode is RemedyMode.GUIDED
    assert change.steps.startswith("Two clauses of the standard “house” disagree about this")


def test_a_clause_that_is_waived_for_the_team_disagrees_with_nobody() -> None:
    waiver = Waiver("visibility", "agreed", "pat@contoso.example", UNTIL, team="apollo")
    public = clause("visibility", must_be=Visibility.PUBLIC)

    (change,) = plan(
        house("visibility", must_be=Visibility.PRIVATE),
        standard(public, name="other", waivers=(waiver,)),
        visibility="public",
    )

    assert (change.mode, change.after) == (RemedyMode.APPROVE, "private")


def test_owners_are_added_before_others_go_and_before_the_archive() -> None:
    asked = standard(
        clause("activity"), clause("owners_active"), clause("enough_owners", at_least=1)
    )

    changes = plan(
        asked,
        owners=["kim (left)"],
        members=["kim (left)", "ada"],
        active_on=TODAY.replace(year=2025),
    )

    assert [each.kind for each in changes] == ["add_owners", "demote_owners", "archive_team"]
    assert {each.mode for each in changes} == {RemedyMode.APPROVE}


def test_two_clauses_that_would_take_all_owners_together_leave_one() -> None:
    both = standard(clause("owners_are_people", patterns=("^svc",)), clause("owners_licensed"))

    changes = plan(
        both, owners=["bob (unlicensed)", "svc"], members=["bob (unlicensed)", "svc", "ada"]
    )

    written = [each for each in changes if each.mode is RemedyMode.APPROVE]
    assert len(written) == 1
    assert [each.steps for each in changes if each.mode is RemedyMode.GUIDED] == [
        f"{LAST.capitalize()}. Put it right."
    ]


def test_owners_may_approve_only_what_every_clause_of_it_lets_them() -> None:
    may = replace(clause("enough_owners"), owners_may=True)
    facts: dict[str, Any] = {"owners": ["ada"], "members": ["ada", "alan"]}

    (alone,) = plan(standard(may), **facts)
    (both,) = plan(standard(may), house("enough_owners", "other"), **facts)

    assert alone.owners_may
    assert not both.owners_may


def test_a_finding_of_a_clause_that_is_not_there_any_more_is_not_planned() -> None:
    what = reading(team(owners=["ada"]))
    found = judge([house("enough_owners")], what, TODAY).findings

    assert planned(found, what.tenant, [house("few_owners")]) == ()


def everything(what: Reading) -> tuple[Change, ...]:
    return planned(judge(STANDARDS, what, TODAY).findings, what.tenant, STANDARDS)


@MANY
@given(readings())
def test_only_what_failed_is_planned_and_never_what_is_waived_or_unknown(what: Reading) -> None:
    found = judge(STANDARDS, what, TODAY).findings
    failed = {
        (each.standard, each.rule, each.subject) for each in found if each.outcome is Outcome.FAILED
    }

    changes = planned(found, what.tenant, STANDARDS)

    assert {(each.standard, each.rule, each.subject) for each in changes} <= failed
    assert bool(failed) is bool(changes)


@MANY
@given(readings())
def test_the_same_is_planned_again_with_the_same_ids_whatever_order_it_comes_in(
    what: Reading,
) -> None:
    found = judge(STANDARDS, what, TODAY).findings
    first = planned(found, what.tenant, STANDARDS)

    again = planned(found[::-1], what.tenant, STANDARDS[::-1])

    assert [each.id for each in again] == [each.id for each in first]
    assert [each.digest for each in again] == [each.digest for each in first]
    assert len({each.id for each in first}) == len(first)


@MANY
@given(readings())
def test_no_remedy_is_automatic_that_cannot_be_undone_or_takes_anything_away(what: Reading) -> None:
    for each in everything(what):
        if each.mode is RemedyMode.AUTO:
            assert kinds()[each.kind].inverse
            assert each.thing not in TAKEN or each.after is True
            assert each.picks is Picks.NOTHING
            assert each.thing not in (Thing.ROLE, Thing.CHANNEL_ROLE)


@MANY
@given(readings())
def test_no_guest_becomes_an_owner_and_no_team_loses_its_last(what: Reading) -> None:
    teams = {each.id: each for each in what.tenant.teams}
    roles = [each for each in everything(what) if each.thing is Thing.ROLE and is_written(each)]
    for id_, one in teams.items():
        mine = [each for each in roles if each.team_id == id_]
        gains = [each for each in mine if each.after == OWNER]
        losses = [
            each for each in mine if OWNER in (each.before, *_now(each)) and each not in gains
        ]
        assert not {each.target for each in gains} & left_or_guests(one)
        assert all(mine.index(gain) < mine.index(loss) for gain in gains for loss in losses)
        assert stays(one, losses)


def is_written(change: Change) -> bool:
    return change.mode is not RemedyMode.GUIDED


def left_or_guests(one: Team) -> set[str]:
    people = (*some(one.owners), *some(one.members))
    return {each.id for each in people if each.enabled is False or each.is_guest is True}


def stays(one: Team, losses: list[Change]) -> bool:
    """Whether an active owner stays, where there was one, even if all of it is applied."""
    sure = {each.id for each in some(one.owners) if each.enabled is True and each.is_guest is False}
    going = {each.target for each in losses if each.picks is Picks.NOTHING}
    picked = sum(each.picks is Picks.TARGET and OWNER in _now(each) for each in losses)
    return not sure or len(sure - going) > picked


def _now(change: Change) -> list[Any]:
    return [each.before for each in change.choices]


def some(people: Any) -> Any:
    return people if isinstance(people, tuple) else ()


@MANY
@given(readings())
def test_without_a_permission_everything_is_left_to_people_and_can_be_found(what: Reading) -> None:
    found = judge(STANDARDS, what, TODAY).findings
    granted = planned(found, what.tenant, STANDARDS)
    written = {each.id for each in granted if each.mode is not RemedyMode.GUIDED}

    for each in planned(found, what.tenant, STANDARDS, ()):
        assert each.mode is RemedyMode.GUIDED
        if each.id in written:
            assert each.needs in each.steps
