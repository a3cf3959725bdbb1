"""The standards that come with Process Center: they load, use every rule, and can be read."""

import re
from pathlib import Path

import pytest

from core.standards.engine import reads, rules
from core.standards.model import Clause, Level
from core.standards.permissions import needs
from core.standards.reads import Read
from store.content.standards import load, names, read
from tests.conftest import CONTENT

FILES = sorted((CONTENT / "standards").iterdir())
STANDARDS = load(CONTENT)
SHOWN = re.compile(r"^# +- rule: (\w+)$", re.M)
CLAUSE = re.compile(r"#  ( {2}|- )")


CLAUSES = [(name, clause) for name, standard in STANDARDS.items() for clause in standard.clauses]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_a_standard(file: Path) -> None:
    assert read(file.read_bytes(), file.name) == STANDARDS[file.stem]


def test_the_folder_holds_nothing_else() -> None:
    assert names(CONTENT) == sorted(STANDARDS) == sorted(file.stem for file in FILES)


def test_every_rule_is_used_in_some_standard_or_shown_where_it_takes_words_of_ones_own() -> None:
    used = {clause.rule for _, clause in CLAUSES}
    shown = {rule for file in FILES for rule in SHOWN.findall(file.read_text("utf-8"))}

    assert used | shown == set(rules()), "a rule that nobody sees is a rule that nobody knows"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_shown_is_a_clause_once_the_sign_before_it_is_gone(file: Path) -> None:
    text = file.read_text("utf-8").partition("# Where a clause")[0]  # then comes a waiver
    shown = "".join(f"{line[1:]}\n" for line in text.splitlines() if CLAUSE.match(line))
    head = text[: text.index("clauses:")]

    found = read(f"{head}clauses:\n{shown}".encode(), file.name)

    assert [each.rule for each in found.clauses] == SHOWN.findall(text)


@pytest.mark.parametrize(
    ("standard", "clause"), CLAUSES, ids=lambda each: getattr(each, "rule", each)
)
def test_why_and_fix_are_short_sentences(standard: str, clause: Clause) -> None:
    for text in (clause.why, clause.fix):
        assert text[0].isupper(), standard
        assert text.endswith("."), standard
        assert len(text) <= 120, standard


def test_both_levels_are_used_and_most_is_advice() -> None:
    levels = [clause.level for _, clause in CLAUSES]

    assert 0 < levels.count(Level.MUST) < levels.count(Level.SHOULD)


def test_no_waiver_is_shipped() -> None:
    """Its team would be somebody else's, and its end would come."""
    assert not [standard.name for standard in STANDARDS.values() if standard.waivers]


def test_no_permission_is_asked_for_without_a_read() -> None:
    found = needs(STANDARDS.values())

    assert {read for need in found for read in need.reads} == reads(tuple(STANDARDS.values()))
    every = sorted({each.permission for each in Read})
    assert [need.permission for need in found] == [
        each for each in every if each in {need.permission for need in found}
    ]


def test_a_standard_that_asks_who_is_archived_needs_to_read_it() -> None:
    plain = "standard: a\ntitle: A\nclauses: [{rule: few_owners, level: must, severity: low, "
    plain += "why: W., fix: F.}]\n"
    needed = {need.permission: need for need in needs([read(plain.encode(), "a.yaml")])}
    assert list(needed) == ["GroupMember.Read.All"]
    assert needed["GroupMember.Read.All"].rules == ("few_owners",)
    assert needed["GroupMember.Read.All"].reads == (Read.GROUPS,)

    choosing = read(f"{plain}applies_to: {{archived: false}}\n".encode(), "a.yaml")
    needed = {need.permission: need for need in needs([choosing])}
    assert needed["TeamSettings.Read.All"].rules == ()
    assert needed["TeamSettings.Read.All"].read_for == "archived teams, settings"
