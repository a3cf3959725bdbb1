"""Whoever writes standards checks them, and sees what they need, before any audit runs."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.needed import needed_to_write
from core.standards.engine import rules
from tests.cli.terminal import Done, Terminal, launched
from tests.conftest import CONTENT
from tests.content.standards import GOOD
from tests.standards.standards import clause, standard

FITTING = GOOD.replace("2027-01-31", "2999-01-31")


@dataclass(frozen=True)
class Author:
    """Somebody who writes standards in a folder, with no setting at all."""

    home: Path
    terminal: Terminal

    def runs(self, *words: str) -> Done:
        """One command in that folder."""
        return self.terminal.runs(words, {"HOME": str(self.home)}, self.home)

    def launches(self, *words: str) -> Done:
        """The same as a true process."""
        return launched(words, {"HOME": str(self.home)}, self.home)


@pytest.fixture
def author(tmp_path: Path, terminal: Terminal) -> Author:
    """Somebody with one standard in a folder of content, and nothing else set up anywhere."""
    folder = tmp_path / "content" / "standards"
    folder.mkdir(parents=True)
    (folder / "tidy.yaml").write_text(FITTING, encoding="utf-8")
    return Author(tmp_path, terminal)


def test_standards_that_are_fine_are_counted(author: Author) -> None:
    assert author.launches("standards", "check") == Done(
        0, "1 standard, 1 clause, 1 waiver: all fine.\n", ""
    )


def test_the_standards_that_come_along_are_fine(author: Author) -> None:
    checked = author.runs("standards", "check", *map(str, (CONTENT / "standards").iterdir()))

    assert re.fullmatch(r"3 standards, \d+ clauses, 0 waivers: all fine.\n", checked.out)


def test_a_waiver_that_ended_is_a_note_and_no_mistake(author: Author) -> None:
    old = author.home / "tidy.yaml"
    old.write_text(GOOD.replace("2027-01-31", "2020-01-31"), encoding="utf-8")

    checked = author.runs("standards", "check", "tidy.yaml")

    assert checked.code == 0, checked.err
    assert "1 waiver: all fine.\nNote: in tidy the waiver of enough_owners for team" in checked.out
    assert "ended on 2020-01-31" in checked.out


def test_a_waiver_of_the_organisation_that_ended_is_called_so(author: Author) -> None:
    (author.home / "all.yaml").write_text(
        """
standard: all
title: All
clauses:
  - {rule: report_names, level: should, severity: low, why: So that it is seen., fix: Show them.}
waivers:
  - rule: report_names
    subject: 30c3247c-ece9-5f7d-988c-231f3072b545
    reason: The works council asked for it.
    approved_by: pat@contoso.example
    until: 2020-01-31
""",
        encoding="utf-8",
    )

    checked = author.runs("standards", "check", "all.yaml")

    assert "the waiver of report_names for the organisation ended" in checked.out


def test_every_mistake_of_every_file_is_a_line(author: Author) -> None:
    file = author.home / "content" / "standards" / "tidy.yaml"
    file.write_text(FITTING.replace("at_least", "at_most").replace("high", "hihg"), "utf-8")
    (file.parent / "empty.yaml").touch()

    checked = author.runs("standards", "check")

    assert checked.code == 2
    assert checked.out == ""
    assert [line.split(": ")[0] for line in checked.err.splitlines()] == [
        "empty.yaml:1:1", "tidy.yaml:7:15", "tidy.yaml:8:14",
    ]  # fmt: skip
    assert "Did you mean “at_least”?" in checked.err


def test_no_standards_at_all_are_said(author: Author) -> None:
    (author.home / "content" / "standards" / "tidy.yaml").unlink()

    checked = author.runs("standards", "check")

    assert checked.code == 2
    assert checked.err.startswith("There are no standards in content/standards.")


def test_permissions_are_one_a_line_with_what_they_are_for(author: Author) -> None:
    shown = author.launches("permissions")

    assert shown.code == 0, shown.err
    assert [re.split("  +", line) for line in shown.out.splitlines()] == [
        ["GroupMember.Read.All", "teams with their owners; who is in a team", "enough_owners"],
        ["User.Read.All", "accounts: disabled, licensed, guests, departments", "enough_owners"],
        ["TeamMember.ReadWrite.All", "add_owners", "enough_owners"],
    ]
    heads = [re.split("  +", line) for line in shown.err.splitlines()]
    assert heads == [
        ["permission", "used for", "because of"],
        ["permission to put right", "remedies", "because of"],
    ]


def test_permissions_name_those_that_a_setting_takes(author: Author) -> None:
    (author.home / ".env").write_text("PROCESS_CENTER_INSTALL_FOR_PEOPLE=true\n", encoding="utf-8")
    shown = author.runs("permissions")

    assert shown.code == 0, shown.err
    assert [re.split("  +", line) for line in shown.out.splitlines()][2:] == [
        [
            "AppCatalog.Read.All",
            "finding the app among the organisation’s",
            "INSTALL_FOR_PEOPLE",
        ],
        [
            "TeamsAppInstallation.ReadWriteSelfForUser.All",
            "installing the app for people",
            "INSTALL_FOR_PEOPLE",
        ],
        ["TeamMember.ReadWrite.All", "add_owners", "enough_owners"],
    ]


def test_a_wider_permission_stands_for_a_narrower_one() -> None:
    asked = clause("required_members", people=["ada"]), clause("members_active")
    tabs = clause("required_tabs", tabs=[{"channel": "General", "app": "a", "name": "Plan"}])
    found = needed_to_write([standard(*asked, clause("expires_soon"), tabs)])
    assert [(each.permission, each.used_for, each.whose) for each in found] == [
        ("Group.ReadWrite.All", "renew", "expires_soon"),
        (
            "TeamMember.ReadWrite.All",
            "add_members, remove_members",
            "members_active, required_members",
        ),
        ("TeamsTab.ReadWrite.All", "add_tabs", "required_tabs"),
    ]


def test_permissions_of_an_unknown_standard_are_not_guessed(author: Author) -> None:
    shown = author.runs("permissions", "--standard", "tiddy")

    assert shown.code == 2
    assert "Did you mean “tidy”?" in shown.err


def test_list_shows_every_rule_with_its_parameters(author: Author) -> None:
    listed = author.runs("list", "rules")

    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(rules())
    assert "Enough active owners · reads G M U · at_least: 2" in listed.out
    assert "Owners can sign in · reads G U · no params" in listed.out
    titles = [rules()[name].title for name in sorted(rules())]
    told = zip(listed.out.splitlines(), titles, strict=True)
    assert len({line.index(f" {title} ") for line, title in told}) == 1, "below each other"
    assert "pattern: …, [example], [except]" in listed.out
    assert "allowed: false, at_most: 0" in listed.out
