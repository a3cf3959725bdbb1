"""The page for process owners has each rule in one row, with what a clause may say, and an example.

The examples leave out what every clause has; here they get it, and are read like any standard.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from core.standards.engine import rules
from core.standards.signatures import Parameter, parameters
from store.content.standards import read
from tests.standards.test_cases import clause_of

PAGE = (Path(__file__).parents[2] / "docs" / "standards.md").read_text("utf-8")
CATALOGUE = PAGE[PAGE.index("## The rules\n") : PAGE.index("## What may come of it\n")]
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+) \| (.+) \| ([A-Z ]+) \|$", re.M)
SECTIONS = dict(part.split("\n", 1) for part in CATALOGUE.split("\n### ")[1:])
GROUPS = (
    "Names",
    "Owners",
    "People and audience",
    "Visibility and guests",
    "Life",
    "Channels",
    "Settings",
    "Apps and tools",
    "Tenant",
)


def rows(text: str) -> dict[str, tuple[str, str, str]]:
    """Of each rule when it is not met, its parameters and its reads, as the page has them."""
    return {rule: (unmet, params, read) for rule, unmet, params, read in ROW.findall(text)}


def examples(text: str) -> list[dict[str, Any]]:
    """The clauses of all examples, in their order."""
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    return [clause for block in blocks for clause in YAML(typ="safe").load(block)]


def test_every_rule_has_one_row_and_no_other_thing_has() -> None:
    assert sorted(rule for rule, *_ in ROW.findall(CATALOGUE)) == sorted(rules())


@pytest.mark.parametrize("rule", rules())
def test_its_row_has_exactly_its_parameters_with_what_they_are_when_left_out(rule: str) -> None:
    unmet, told, letters = rows(CATALOGUE)[rule]
    wanted = parameters(rules()[rule])
    parts = [] if told == "–" else told.split("; ")

    assert unmet
    named = [re.findall("^`([a-z0-9_]+)`", part) for part in parts]
    assert named == [[each.name] for each in wanted]
    for each, part in zip(wanted, parts, strict=True):
        assert shown(each) in part, f"{each.name}: {shown(each)}"
    assert letters == " ".join(rules()[rule].reads)


def shown(parameter: Parameter) -> str:
    """How the page writes a default: in brackets, and none for a list or word that may be empty."""
    if parameter.required or parameter.default in ("", (), None):
        return ""
    return f"({str(parameter.default).lower()}"


def test_the_rules_stand_under_the_headings_of_their_groups() -> None:
    assert list(SECTIONS) == [*GROUPS, "Patterns"]
    assert {rule for name in GROUPS for rule in rows(SECTIONS[name])} == set(rules())


@pytest.mark.parametrize("group", GROUPS)
def test_every_rule_has_an_example_in_the_order_of_its_group(group: str) -> None:
    assert [each["rule"] for each in examples(SECTIONS[group])] == list(rows(SECTIONS[group]))


@pytest.mark.parametrize("example", examples(CATALOGUE), ids=lambda each: each["rule"])
def test_an_example_is_a_clause_that_a_standard_can_have(example: Mapping[str, Any]) -> None:
    rule, params = example["rule"], example.get("params", {})
    written = {"standard": "page", "title": "A page", "clauses": [clause_of(rule, params)]}

    (found,) = read(json.dumps(written).encode(), "page.yaml").clauses

    assert set(example) <= {"rule", "params"}
    assert sorted(found.params) == sorted(params)
    assert params or not parameters(rules()[rule]), "its parameters are worth showing"
