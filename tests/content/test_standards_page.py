"""The page for process owners names every field and word, and its examples are true.

Its rules are compared in tests/standards/test_docs.py.
"""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from core.standards.facts import Visibility
from core.standards.model import AppliesTo, Clause, Level, Outcome, Severity, Waiver
from core.standards.params import Layout, MemberSetting
from core.standards.reads import Read
from store.content.standards import load, read

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "standards.md").read_text("utf-8")


@pytest.mark.parametrize("record", [Clause, AppliesTo, Waiver], ids=lambda each: each.__name__)
def test_every_field_has_a_row(record: type) -> None:
    names = [field.name for field in fields(record)]

    assert [name for name in names if not re.search(rf"^\| `{name}` \|", PAGE, re.M)] == []


def test_every_word_to_choose_is_named() -> None:
    words = [*Level, *Severity, *Visibility, *Layout, *MemberSetting]

    assert [word for word in words if f"`{word}`" not in PAGE] == []
    assert all(f"\n| {outcome.replace('_', ' ')} |" in PAGE for outcome in Outcome)


@pytest.mark.parametrize("kind", Read, ids=lambda each: each.name)
def test_every_permission_is_in_its_row(kind: Read) -> None:
    assert re.search(rf"^\| {kind} \|.*\| `{kind.permission}` \|$", PAGE, re.M)


def test_every_standard_that_comes_along_is_described() -> None:
    described = re.findall(r"^\| `([a-z-]+)` \| (?:teams|every)", PAGE, re.M)

    assert sorted(described) == sorted(load(ROOT / "content"))


def test_its_examples_are_standards() -> None:
    examples = re.findall(r"```yaml\n(standard: .*?)```", PAGE, re.DOTALL)

    assert [read(each.encode(), "project-teams.yaml").title for each in examples] == [
        "Project teams"
    ] * 2


@pytest.mark.parametrize("page", ["standards.md", "office-file.md"])
def test_links_into_a_page_lead_to_a_heading(page: str) -> None:
    headings = re.findall(r"^#+ (.*)$", (ROOT / "docs" / page).read_text("utf-8"), re.M)
    anchors = {re.sub(r"[^a-z0-9 -]", "", each.lower()).replace(" ", "-") for each in headings}
    texts = [each.read_text("utf-8") for each in ROOT.glob("docs/*.md")]

    asked = {name for text in texts for name in re.findall(rf"\({page}#([^)]+)\)", text)}

    assert asked <= anchors
