"""Each rule against its cases, which are data: `cases/<rule>.yaml`.

`team` or `tenant` says what was read, `organisation` what was read of all of it, `params` what the
clause asks; `expect` is the outcome (of each subject, where there are several), and `says`, `seen`,
`wanted`, `offers`, `pick`, `remedy` and its `mode` what the finding shows.
"""

import inspect
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from ruamel.yaml import YAML

from core.standards.engine import judge, rules
from core.standards.model import Finding, Outcome, Standard, SubjectType
from core.standards.reads import Read
from core.standards.rules import ChannelRule, OrganisationRule, Rule, TenantRule
from store.content.standards import read
from tests.standards.tenants import FROM, OF_ALL, TODAY, organisation, reading, team

CASES = Path(__file__).parent / "cases"
SHOWN = {"says", "seen", "wanted", "offers", "pick", "remedy", "mode"}
WORDS = {"team", "tenant", "organisation", "rest", "params", "expect"} | SHOWN


def cases(rule: str) -> dict[str, dict[str, Any]]:
    """The cases of a rule by their names; none where it has no file."""
    file = CASES / f"{rule}.yaml"
    return YAML(typ="safe").load(file.read_text("utf-8")) if file.exists() else {}


def clause_of(rule: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """A clause as a standard writes it."""
    words = {"level": "must", "severity": "high", "why": "It matters.", "fix": "Put it right."}
    return {"rule": rule, "params": params, **words}


def found(rule: str, case: Mapping[str, Any], **parts: Any) -> dict[str, Finding]:
    """What a standard of this one clause finds, by subject; only what the rule needs is read.

    `parts` are what the standard has besides: waivers, or for which teams it is.
    """
    clause = clause_of(rule, case.get("params", {}))
    written = {"standard": "case", "title": "A case", "clauses": [clause], **parts}
    reads = rules()[rule].reads
    given = case["tenant"] if "tenant" in case else {"apollo": case.get("team") or {}}
    standard = about(given, read(json.dumps(written).encode(), "case.yaml"))
    teams = [team(id_, reads, **facts) for id_, facts in given.items()]
    company = organisation(reads, **case.get("organisation", {}))
    what = reading(*teams, rest=case.get("rest"), company=company)
    judged = judge([standard], what, TODAY, everything=True)
    return {finding.subject.id: finding for finding in judged.findings}


def id_of(team: str) -> str:
    """How a standard names a team of a case, which has a name for its id."""
    return str(uuid5(NAMESPACE_URL, team))


def about(teams: Iterable[str], standard: Standard) -> Standard:
    """The same for the teams of a case."""
    names = {id_of(team): team for team in teams}
    outside = tuple(names.get(each, each) for each in standard.applies_to.not_teams)
    waivers = (replace(each, team=names.get(each.team or "")) for each in standard.waivers)
    applies_to = replace(standard.applies_to, not_teams=outside)
    return replace(standard, applies_to=applies_to, waivers=tuple(waivers))


def shown(finding: Finding) -> dict[str, Any]:
    """The parts of a finding that a case may speak of, as YAML would write them."""
    remedy = finding.remedy
    parts = {
        "says": finding.says,
        "seen": finding.seen,
        "wanted": finding.wanted,
        "offers": remedy.choices if remedy else None,
        "pick": remedy.pick if remedy else None,
        "remedy": remedy.kind if remedy else None,
        "mode": remedy.mode.value if remedy else None,
    }
    return {name: list(part) if isinstance(part, tuple) else part for name, part in parts.items()}


def only(reads: Collection[Read], case: Mapping[str, Any]) -> dict[str, Any]:
    """The teams of a case without what these reads do not give."""

    def less(facts: Mapping[str, Any] | None) -> dict[str, Any]:
        return {k: v for k, v in (facts or {}).items() if k not in FROM or FROM[k] in reads}

    company = {k: v for k, v in case.get("organisation", {}).items() if OF_ALL[k] in reads}
    if "tenant" in case:
        teams = {id_: less(facts) for id_, facts in case["tenant"].items()}
        return {"tenant": teams, "organisation": company}
    return {"team": less(case.get("team")), "organisation": company}


def outcomes(case: Mapping[str, Any]) -> set[str]:
    expect = case["expect"]
    return {expect} if isinstance(expect, str) else set(expect.values())


def every_case() -> Iterator[Any]:
    for rule in rules():
        for name, case in cases(rule).items():
            yield pytest.param(rule, case, id=f"{rule}: {name}")


@pytest.mark.parametrize(("rule", "case"), list(every_case()))
def test_a_rule_says_what_its_case_expects(rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"team", "tenant", "organisation", "rest", "params", "expect"} | SHOWN, (
        "a word misspelt"
    )
    expect, findings = case["expect"], found(rule, case)
    if isinstance(expect, str):
        assert len(findings) == 1, f"{list(findings)}: say what is expected of each"
        expect = dict.fromkeys(findings, expect)

    assert {subject: finding.outcome.value for subject, finding in findings.items()} == expect
    for part in SHOWN & set(case):
        wanted = case[part] if isinstance(case[part], dict) else dict.fromkeys(expect, case[part])
        assert {subject: shown(findings[subject])[part] for subject in wanted} == wanted, part


def test_every_file_of_cases_has_its_rule() -> None:
    assert {file.stem for file in CASES.iterdir()} == set(rules())


@pytest.mark.parametrize("rule", rules())
def test_every_rule_shows_how_it_passes_fails_and_cannot_tell(rule: str) -> None:
    shown = {outcome for case in cases(rule).values() for outcome in outcomes(case)}

    assert {"passed", "failed", "unknown"} <= shown


def waiver_of(finding: Finding) -> dict[str, Any]:
    """A waiver as a standard writes it, for what a finding is about and what was seen."""
    subject = finding.subject
    who = {"team": id_of(subject.team or subject.id.split("|")[0])}
    if subject.type is SubjectType.PERSON:
        who = {"person": f"{subject.id}@contoso.example"}
    words = {"reason": "Agreed.", "approved_by": "pat@contoso.example", "until": "2027-01-31"}
    return {"rule": finding.rule, **who, **words, "accepted": finding.seen}


@pytest.mark.parametrize("rule", rules())
def test_what_is_not_met_can_be_waived_for_as_long_as_it_is_seen(rule: str) -> None:
    for name, case in cases(rule).items():
        for id_, finding in found(rule, case).items():
            if finding.outcome is Outcome.FAILED and finding.subject.type is not SubjectType.TENANT:
                waiver = waiver_of(finding)
                other = {**waiver, "accepted": "something else"}

                assert found(rule, case, waivers=[waiver])[id_].outcome is Outcome.WAIVED, name
                assert found(rule, case, waivers=[other])[id_].outcome is Outcome.FAILED, name


@pytest.mark.parametrize("rule", rules())
def test_nothing_is_said_of_teams_that_the_standard_is_not_for(rule: str) -> None:
    for name, case in cases(rule).items():
        ids = list(case.get("tenant", {"apollo": {}}))
        for finding in found(
            rule, case, applies_to={"not_teams": list(map(id_of, ids or ["none"]))}
        ).values():
            outside = finding.outcome is Outcome.NOT_APPLICABLE
            assert outside or finding.subject.type is SubjectType.TENANT, name


@pytest.mark.parametrize("rule", rules())
def test_every_rule_needs_only_what_it_says_that_it_reads(rule: str) -> None:
    """What it does not say is not asked for: were it used, nothing could pass or fail."""
    told = {
        finding.outcome
        for case in cases(rule).values()
        for finding in found(rule, {**case, **only(rules()[rule].reads, case)}).values()
    }

    assert {Outcome.PASSED, Outcome.FAILED} <= told


@pytest.mark.parametrize("rule", rules())
def test_every_failed_case_says_what_was_seen_and_what_is_wanted(rule: str) -> None:
    for name, case in cases(rule).items():
        for finding in found(rule, case).values():
            assert finding.says or finding.outcome is Outcome.PASSED, name
            if finding.outcome is Outcome.FAILED:
                assert "the standard" in finding.says, name
                assert finding.seen is not None, name
                assert finding.wanted is not None, name
                assert finding.remedy is not None, name


@pytest.mark.parametrize("rule", rules())
def test_every_rule_has_a_title_a_reason_and_named_params(rule: str) -> None:
    found = rules()[rule]
    module = inspect.getmodule(found.check)
    params = list(inspect.signature(found.check).parameters.values())
    judged = 2 if "channel" in params[0].name or getattr(found, "beside", False) else 1

    assert found.title
    assert not found.title.endswith(".")
    assert found.reads
    assert module
    assert (module.__doc__ or "").strip().endswith(".")
    assert all(each.kind is each.KEYWORD_ONLY for each in params[judged:])
    assert all(each.kind is each.POSITIONAL_OR_KEYWORD for each in params[:judged])
    kinds = {"team": Rule, "channel": ChannelRule, "tenant": TenantRule}
    assert isinstance(found, kinds.get(params[0].name, OrganisationRule))
