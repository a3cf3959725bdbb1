"""Whoever writes standards checks them, and sees what they need, before any audit runs."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from core.standards.engine import rules
from tests.cli.conftest import PATIENCE, Done
from tests.content.standards import GOOD
from tests.rehearsal import CONTENT

FITTING = GOOD.replace("2027-01-31", "2999-01-31")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with one standard in its content, and nothing else set up anywhere."""
    folder = tmp_path / "content" / "standards"
    folder.mkdir(parents=True)
    (folder / "tidy.yaml").write_text(FITTING, encoding="utf-8")
    return tmp_path


async def runs(home: Path, *words: str) -> Done:
    """One command in that folder, with no setting at all."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env={"PATH": os.environ["PATH"], "HOME": str(home)},  # noqa: TID251 a child's
        cwd=home,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    return Done(process.returncode or 0, out.decode(), err.decode())


async def test_standards_that_are_fine_are_counted(home: Path) -> None:
    assert await runs(home, "standards", "check") == Done(
        0, "1 standard, 1 clause, 1 waiver: all fine.\n", ""
    )


async def test_the_standards_that_come_along_are_fine(home: Path) -> None:
    checked = await runs(home, "standards", "check", *map(str, (CONTENT / "standards").iterdir()))

    assert re.fullmatch(r"3 standards, \d+ clauses, 0 waivers: all fine.\n", checked.out)


async def test_a_waiver_that_ended_is_a_note_and_no_mistake(home: Path) -> None:
    old = home / "tidy.yaml"
    old.write_text(GOOD.replace("2027-01-31", "2020-01-31"), encoding="utf-8")

    checked = await runs(home, "standards", "check", "tidy.yaml")

    assert checked.code == 0, checked.err
    assert "1 waiver: all fine.\nNote: in tidy the waiver of enough_owners for team" in checked.out
    assert "ended on 2020-01-31" in checked.out


async def test_every_mistake_of_every_file_is_a_line(home: Path) -> None:
    file = home / "content" / "standards" / "tidy.yaml"
    file.write_text(FITTING.replace("at_least", "at_most").replace("high", "hihg"), "utf-8")
    (file.parent / "empty.yaml").touch()

    checked = await runs(home, "standards", "check")

    assert checked.code == 2
    assert checked.out == ""
    assert [line.split(": ")[0] for line in checked.err.splitlines()] == [
        "empty.yaml:1:1", "tidy.yaml:7:15", "tidy.yaml:8:14",
    ]  # fmt: skip
    assert "Did you mean “at_least”?" in checked.err


async def test_no_standards_at_all_are_said(home: Path) -> None:
    (home / "content" / "standards" / "tidy.yaml").unlink()

    checked = await runs(home, "standards", "check")

    assert checked.code == 2
    assert checked.err.startswith("There are no standards in content/standards.")


async def test_permissions_are_one_a_line_with_what_they_are_for(home: Path) -> None:
    shown = await runs(home, "permissions")

    assert shown.code == 0, shown.err
    assert [re.split("  +", line) for line in shown.out.splitlines()] == [
        ["GroupMember.Read.All", "teams with their owners; who is in a team", "enough_owners"],
        ["User.Read.All", "disabled accounts, guests", "enough_owners"],
    ]
    assert shown.err.split() == ["permission", "read", "for", "rules"]


async def test_permissions_of_an_unknown_standard_are_not_guessed(home: Path) -> None:
    shown = await runs(home, "permissions", "--standard", "tiddy")

    assert shown.code == 2
    assert "Did you mean “tidy”?" in shown.err


async def test_list_shows_every_rule_with_its_parameters(home: Path) -> None:
    listed = await runs(home, "list", "rules")

    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(rules())
    assert "Enough active owners · reads G M U · at_least: 2" in listed.out
    assert "owners_active        Owners can sign in · reads G U · no params" in listed.out
    assert "pattern: …, [example], [except]" in listed.out
    assert "allowed: false, at_most: 0" in listed.out
