"""Each kind of remedy against its cases, which are data: `remedies/<kind>.yaml`.

A case is a finding, said as those of the rules are: `rule` with its `params`, and the `team`,
`tenant` and `organisation` as they were read, only by `reads` where these are given. `held` are the
permissions that there are, all where it is left out. `expect` are the changes that come of it, in
their order, each with what the case speaks of.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from core.standards.changes.kinds import kinds
from core.standards.changes.kinds import reads as reads_of_remedies
from core.standards.changes.model import Change, Thing
from core.standards.changes.planning import planned
from core.standards.engine import judge, reads, rules
from core.standards.model import RemedyMode, Standard
from core.standards.reads import Read
from store.content.standards import read
from tests.standards.tenants import EVERY, TODAY, organisation, reading, team
from tests.standards.test_cases import cases as cases_of_rule
from tests.standards.test_cases import clause_of, only
from tests.standards.test_cases import found as found_by_rule

CASES = Path(__file__).parent / "remedies"
WORDS = {"rule", "params", "team", "tenant", "organisation", "reads", "held", "expect"}
GUIDED = {"by_hand", "label_team"}


def cases(kind: str) -> dict[str, dict[str, Any]]:
    """The cases of a kind by their names; none where it has no file."""
    file = CASES / f"{kind}.yaml"
    return YAML(typ="safe").load(file.read_text("utf-8")) if file.exists() else {}


def every_case() -> Iterator[Any]:
    for kind in kinds():
        for name, case in cases(kind).items():
            yield pytest.param(kind, case, id=f"{kind}: {name}")


def standard_of(case: Mapping[str, Any]) -> Standard:
    clause = clause_of(case["rule"], case.get("params", {}))
    written = {"standard": "case", "title": "A case", "clauses": [clause]}
    return read(json.dumps(written).encode(), "case.yaml")


def changes(case: Mapping[str, Any]) -> tuple[Change, ...]:
    """What is planned for a case, where one standard of one clause is all that is asked."""
    reads = [Read(each) for each in case.get("reads", EVERY)]
    given = case["tenant"] if "tenant" in case else {"apollo": case.get("team") or {}}
    teams = [team(id_, reads, **facts) for id_, facts in given.items()]
    what = reading(*teams, company=organisation(reads, **case.get("organisation", {})))
    asked = [standard_of(case)]
    judged = judge(asked, what, TODAY)
    return planned(judged.findings, what.tenant, asked, case.get("held"))


def shown(change: Change) -> dict[str, Any]:
    """The parts of a change that a case may speak of, as YAML would write them."""
    return {
        "kind": change.kind,
        "mode": change.mode.value,
        "team": change.team_id,
        "subject": change.subject.id,
        "target": change.target,
        "label": change.label,
        "before": plain(change.before),
        "after": plain(change.after),
        "picks": change.picks.value,
        "choices": [each.value for each in change.choices],
        "now": [each.before for each in change.choices],
        "needs": change.needs,
        "extra": plain(change.extra),
        "steps": change.steps,
        "link": change.link,
    }


def plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


@pytest.mark.parametrize(("kind", "case"), list(every_case()))
def test_a_kind_proposes_what_its_case_expects(kind: str, case: dict[str, Any]) -> None:
    assert set(case) <= WORDS, "a word misspelt"
    found = [shown(each) for each in changes(case)]
    expect: Sequence[Mapping[str, Any]] = case["expect"]

    assert len(found) == len(expect), found
    for change, wanted in zip(found, expect, strict=True):
        assert {name: change[name] for name in wanted} == wanted
        assert change["kind"] == kind


@pytest.mark.parametrize(("kind", "case"), list(every_case()))
def test_what_it_and_its_rule_read_is_all_that_it_takes(kind: str, case: dict[str, Any]) -> None:
    """Where a plan is made by one rule alone, no other clause has anything read."""
    standards = [standard_of(case)]
    asked = case.get("reads", reads(standards) | reads_of_remedies(standards))
    less = {**case, **only([Read(each) for each in asked], case), "reads": asked}
    found, wanted = changes(less), changes(case)

    assert {each.kind for each in found} == {kind}
    assert [(each.target, each.mode) for each in found] == [
        (each.target, each.mode) for each in wanted
    ]


def test_every_file_of_cases_has_its_kind() -> None:
    assert {file.stem for file in CASES.iterdir()} == set(kinds())


def test_every_kind_is_named_by_a_rule_and_every_kind_that_a_rule_names_is_there() -> None:
    assert {rule.remedy for rule in rules().values()} == set(kinds())


@pytest.mark.parametrize("rule", rules())
def test_a_rule_finds_what_the_remedy_that_it_names_puts_right(rule: str) -> None:
    named = {
        finding.remedy.kind
        for case in cases_of_rule(rule).values()
        for finding in found_by_rule(rule, case).values()
        if finding.remedy
    }

    assert rules()[rule].remedy in named
    assert named <= {rules()[rule].remedy, "by_hand"}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_shows_what_it_proposes_and_what_it_leaves_to_people(kind: str) -> None:
    modes = {change.mode for case in cases(kind).values() for change in changes(case)}

    assert RemedyMode.GUIDED in modes
    assert (len(modes) > 1) is (kind not in GUIDED)


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_says_what_it_does_and_names_what_it_needs(kind: str) -> None:
    found = kinds()[kind]

    assert found.title
    assert found.done
    assert not (found.title + found.done + found.inverse).endswith(".")
    assert bool(found.needs) is (kind not in GUIDED)
    assert (found.thing is Thing.BY_HAND) is (kind in GUIDED)
    assert found.inverse or kind in {*GUIDED, "renew", "upgrade_apps"}
    assert found.alone is (kind == "delete_team")


@pytest.mark.parametrize("kind", kinds())
def test_what_is_proposed_says_what_it_needs_and_can_be_named(kind: str) -> None:
    """By nothing that is not the kind's own: a permission that nobody lists would be missing."""
    found = kinds()[kind]
    for name, case in cases(kind).items():
        for change in changes(case):
            assert change.thing is found.thing, name
            assert change.needs in {found.needs, found.at_times, ""}, name
            assert change.label, name
            assert change.mode is RemedyMode.GUIDED or change.before != change.after, name
            assert change.steps, name
            assert len(change.digest) == 64, name


def test_an_owner_comes_before_a_demotion_and_both_before_the_archive() -> None:
    named = ("add_owners", "demote_owners", "archive_team", "delete_team")
    order = [kinds()[each].order for each in named]

    assert order == sorted(set(order))
    others = [each.order for kind, each in kinds().items() if kind not in {*named, *GUIDED}]
    assert order[0] < min(others)
    assert max(others) < order[2]
