"""Every mistake in a standard is told with its place and what to do, all of them at once."""

from pathlib import Path

import pytest

from core.errors import StandardError
from store.content.standards import load, load_files, read
from tests.content.broken_people import NAMES_AND_PEOPLE
from tests.content.standards import GOOD, TEAM, clause, tidy, waiver

FITS = f"rule: enough_owners, team: {TEAM}, reason: R, approved_by: p@c.example, until: 2027-01-31"

BROKEN = {
    # the file
    "nothing": ("", "1:1", "A standard starts with standard:, title: and clauses:"),
    "a list": ("- a\n", "1:1", "A standard starts with"),
    "no YAML": ("standard: [tidy\n", "2:1", "This is not YAML"),
    "another name than the file's": (
        GOOD.replace("standard: tidy", "standard: tidier"), "1:11", "be the file's name, “tidy”",
    ),
    "a name that cannot be named": (
        GOOD.replace("standard: tidy", "standard: Tidy Teams"), "1:11", "For example “tidy-teams”.",
    ),
    "no title": (GOOD.replace("title: Tidy teams\n", ""), "1:1", "title: is missing. Add title:"),
    "a part that is not known": (f"{GOOD}waviers: []\n", "13:1", "Did you mean “waivers”?"),
    "a part twice": (f"{GOOD}title: Again\n", "13:1", "title: stands twice in one block"),
    "no clauses": (GOOD[: GOOD.index("clauses")], "1:1", "clauses: is missing"),
    "empty clauses": (
        f"{GOOD[: GOOD.index('clauses')]}clauses: []\n", "4:10", "is empty. Write at least one",
    ),
    "a clause that is a word": (GOOD.replace("clauses:\n", "clauses:\n  - few\n"), "5:5", "block"),
    "an alias for a clause": (GOOD.replace("clauses:\n", "clauses:\n  - *a\n"), "5:5", "*a rep"),
    # which teams
    "a pattern for names that is none": (
        GOOD.replace('"^PRJ-"', '"^PRJ-("'), "3:20", "missing ), unterminated subpattern at char",
    ),
    "a pattern for no name at all": (
        GOOD.replace('"^PRJ-"', '"^$"'), "3:20",
        "name: “^$” matches no name there could be. `^` is where a name begins, `$` where it ends.",
    ),
    "a pattern for a beginning in the middle": (
        clause("channel_names", '{pattern: "Lab^A"}'), "8:23", "“Lab^A” matches no name there",
    ),
    "a visibility that is none": (
        GOOD.replace("visibility: private", "visibility: secret"), "3:41", "none of private",
    ),
    "no team at all": (
        GOOD.replace('{name: "^PRJ-"', "{teams: []"), "3:21", "teams: names no team",
    ),
    "teams that are left out again": (
        GOOD.replace('{name: "^PRJ-"', f"{{teams: [{TEAM}], not_teams: [{TEAM.upper()}]"), "3:72",
        "not_teams: leaves out every team that teams: names",
    ),
    "a team with a space": (
        GOOD.replace('{name: "^PRJ-"', "{teams: [PRJ Apollo]"), "3:22", "is no team id",
    ),
    "a team by its name": (
        GOOD.replace('{name: "^PRJ-"', "{not_teams: [PRJ-Apollo]"), "3:26",
        "not_teams: “PRJ-Apollo” is no team id. Copy groupId from a link to the team.",
    ),
    "a waiver for a team by its name": (
        waiver(FITS.replace(TEAM, "PRJ-Apollo")), "12:33", "team: “PRJ-Apollo” is no team id.",
    ),
    "a channel for a team": (
        GOOD.replace('{name: "^PRJ-"', '{not_teams: ["19:a@thread.tacv2"]'), "3:26", "channel's id",
    ),
    "a switch in quotes": (
        GOOD.replace('{name: "^PRJ-"', '{archived: "no"'), "3:24", "Remove the quotes",
    ),
    # clauses
    "a rule that is not there": (
        clause("enough_owner"), "5:11", "“enough_owner”. Did you mean “enough_owners”? `process",
    ),
    "a rule that is nothing like one": (clause("zzz"), "5:11", "There is no rule “zzz”. `process"),
    "a rule twice": (
        clause("enough_owners", level="must"), "10:11", "“enough_owners” stands twice as must",
    ),
    "a level that is none": (clause("few_owners", level="shuold"), "6:12", "mean “should”?"),
    "a severity that is none": (
        GOOD.replace("severity: high", "severity: hihg"), "7:15", "Did you mean “high”?",
    ),
    "no reason why": (
        GOOD.replace("    why: A team whose only owner left cannot be managed by anyone.\n", ""),
        "5:5", "why: is missing",
    ),
    "why at length": (
        GOOD.replace("anyone.", "anyone" * 100), "9:10", "why: has 650 characters; at most 500 fit",
    ),
    "a word that is not of a clause": (
        GOOD.replace("    fix:", "    fixit: yes\n    fix:"), "10:5", "Did you mean “fix”?",
    ),
    # parameters
    "a parameter that is not there": (
        clause("few_owners", "{at_mots: 3}"), "8:14", "Did you mean “at_most”?",
    ),
    "a parameter where there is none": (
        clause("owners_active", "{days: 3}"), "8:14", "“days” is not known here. Correct or remove",
    ),
    "a parameter that is missing": (
        clause("visibility", "{}"), "8:13", "must_be: is missing. Add must_be:",
    ),
    "parameters that are missing": (clause("visibility"), "5:11", "must_be: is missing"),
    "parameters that are a list": (
        clause("few_owners", "[3]"), "8:13", "params: must be a block like {at_most: …}",
    ),
    "a number that is a word": (
        clause("few_owners", "{at_most: few}"), "8:23", "“few” must be a whole number from 0",
    ),
    "a number in quotes": (clause("few_owners", '{at_most: "3"}'), "8:23", "Remove the quotes"),
    "a number below zero": (clause("few_owners", "{at_most: -1}"), "8:23", "whole number from 0"),
    "a share above one": (
        clause("overlapping_teams", "{similarity: 80}"), "8:26", "“80” is no share",
    ),
    "a share in words": (clause("overlapping_teams", "{similarity: most}"), "8:26", "is no share"),
    "a pattern that is none": (
        clause("name_pattern", '{pattern: "[a-"}'), "8:23",
        "pattern: “[a-” is no pattern: unterminated character set at character 1",
    ),
    "a pattern that Python will read otherwise": (
        clause("name_pattern", '{pattern: "[[a]"}'), "8:23", "is no pattern: Possible nested set",
    ),
    "a pattern beyond all numbers": (
        clause("name_pattern", '{pattern: "a{9999999999}"}'), "8:23", "is no pattern",
    ),
    "an example that does not match": (
        clause("name_pattern", '{pattern: "^PRJ-", example: Apollo}'), "8:41",
        "example: “Apollo” does not match the pattern",
    ),
    "a word that is a number": (
        clause("channel_names", '{pattern: "^A", except: [2026]}'), "8:38", "is a number to YAML",
    ),
    "an underscore of Python's": (
        clause("channel_names", '{pattern: "^A", except_: [x]}'), "8:29", "Did you mean “except”?",
    ),
    "no name of a channel": (
        clause("required_channels", "{names: []}"), "8:21", "names: is empty. Name at least one",
    ),
    "a channel without a name": (
        clause("required_channels", "{names: [{layout: post}]}"), "8:22", "name: is missing",
    ),
    "a channel that is a list": (
        clause("required_channels", "{names: [[a]]}"), "8:22", "must be one name, or a block with",
    ),
    "a channel whose name is a date": (
        clause("required_channels", "{names: [2026-01-05]}"), "8:22", "is a date to YAML",
    ),
    "a layout that is none": (
        clause("required_channels", "{names: [{name: A, layout: posts}]}"), "8:40", "mean “post”?",
    ),
    "a setting that Graph does not have": (
        clause("member_settings", "{expect: {allowDeleteChanels: false}}"), "8:23",
        "Did you mean “allowDeleteChannels”?",
    ),
    "a setting that is neither": (
        clause("member_settings", "{expect: {allowDeleteChannels: no}}"), "8:44",
        "allowDeleteChannels: “no” is neither true nor false",
    ),
    "settings that are a list": (
        clause("member_settings", "{expect: [allowDeleteChannels]}"), "8:22", "block with some of",
    ),
    "no setting": (clause("member_settings", "{expect: {}}"), "8:22", "expect: is empty"),
    "a setting for fun that Graph does not have": (
        clause("fun_settings", "{expect: {allowGifs: false}}"), "8:23", "mean “allowGiphy”?",
    ),
    "a rating that is none": (
        clause("fun_settings", "{expect: {giphyContentRating: strikt}}"), "8:43",
        "giphyContentRating: “strikt” is none of strict, moderate. Did you mean “strict”?",
    ),
    "a rating for a switch": (
        clause("fun_settings", "{expect: {allowGiphy: strict}}"), "8:35",
        "allowGiphy: “strict” is neither true nor false",
    ),
    "settings for fun that are a word": (
        clause("fun_settings", "{expect: strict}"), "8:22", "some of: allowCustomMemes, allowGiphy",
    ),
    "no setting for fun": (clause("fun_settings", "{expect: {}}"), "8:22", "expect: is empty"),
    "an organisation by its name": (
        clause("external_shared_channels", "{allowed_tenants: [Fabrikam]}"), "8:32",
        "allowed_tenants: “Fabrikam” is no id of an organisation. Write its tenant id",
    ),
    "a host with its page": (
        clause("website_tabs", "{allowed_hosts: ['https://wiki.contoso.example/a']}"), "8:30",
        "is no host. Write wiki.contoso.example alone.",
    ),
    "a star for every host": (
        clause("website_tabs", "{allowed_hosts: ['*']}"), "8:30", "“*” is no host. It looks like",
    ),
    "a star within a host": (
        clause("website_tabs", "{allowed_hosts: [a.*.example]}"), "8:30", "is no host. It looks",
    ),
    "no host": (clause("website_tabs", "{allowed_hosts: []}"), "8:29", "is empty. Name at least"),
    "a tab without its app": (
        clause("required_tabs", "{tabs: [{channel: Status}]}"), "8:21", "app: is missing. Add app:",
    ),
    "a tab that is a word": (
        clause("required_tabs", "{tabs: [Wiki]}"), "8:21", "a block with some of: channel, app",
    ),
    "an address that is not safe": (
        clause("required_tabs", "{tabs: [{channel: A, app: b, url: 'http://c.example'}]}"), "8:47",
        "url: “http://c.example” is no address. Write one that begins with https://.",
    ),
    "no tab": (clause("required_tabs", "{tabs: []}"), "8:20", "tabs: is empty. Name at least one"),
    "a visibility of neither kind": (
        clause("visibility", "{must_be: privat}"), "8:23", "Did you mean “private”?",
    ),
    **NAMES_AND_PEOPLE,
    # waivers
    "a waiver for a rule that is not here": (
        waiver(FITS.replace("enough", "few")), "12:12", "No clause here has the rule “few_owners”.",
    ),
    "a waiver for nobody": (waiver(FITS.replace(f"team: {TEAM}, ", "")), "12:5", "is for nobody"),
    "a waiver for a team and a person": (
        waiver(f"{FITS}, person: a@b.example"), "12:135", "stands beside team",
    ),
    "a waiver without a reason": (waiver(FITS.replace("reason: R, ", "")), "12:5", "reason: is m"),
    "a waiver without an approver": (
        waiver(FITS.replace("approved_by: p@c.example, ", "")), "12:5", "approved_by: is missing",
    ),
    "an approver who is nobody": (waiver(FITS.replace("p@c.example", "Pat")), "12:95", "no person"),
    "a waiver without an end": (
        waiver(FITS.replace(", until: 2027-01-31", "")), "12:5", "until: is missing",
    ),
    "an end that is no day": (
        waiver(FITS.replace("2027-01-31", "31.1.2027")), "12:115", "until: “31.1.2027” is no date",
    ),
    "an end that is not in the calendar": (
        waiver(FITS.replace("2027-01-31", "2027-02-30")), "12:115", "not in the calendar",
    ),
    "accepted as a block": (waiver(f"{FITS}, accepted: {{a: 1}}"), "12:137", "one value or a list"),
    "accepted as a date": (waiver(f"{FITS}, accepted: 2027-01-31"), "12:137", "is a date to YAML"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_standard_says_where_and_what_to_do(name: str) -> None:
    text, at, words = BROKEN[name]

    with pytest.raises(StandardError) as told:
        tidy(text)

    assert len(told.value.mistakes) == 1, told.value.says
    assert told.value.mistakes[0].startswith(f"tidy.yaml:{at}: "), told.value.says
    assert words in told.value.says


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_file() -> None:
    text = clause("enough_owner", "{at_least: two}", level="most")
    text = text.replace("at_least: 2}", "at_least: 2, at_most: 3}").replace("until: 2027", "til: 2")

    with pytest.raises(StandardError) as told:
        tidy(text)

    places = [mistake.split(": ")[0] for mistake in told.value.mistakes]
    assert places == [
        "tidy.yaml:5:11", "tidy.yaml:6:12", "tidy.yaml:14:27", "tidy.yaml:18:5", "tidy.yaml:18:138",
    ]  # fmt: skip


def test_an_unknown_rule_does_not_make_its_waiver_a_mistake_too() -> None:
    with pytest.raises(StandardError) as told:
        tidy(GOOD.replace("- rule: enough_owners", "- rule: enough_owner"))

    assert len(told.value.mistakes) == 1


def test_the_mistakes_of_every_file_are_told_together(tmp_path: Path) -> None:
    folder = tmp_path / "standards"
    folder.mkdir()
    (folder / "one.yaml").write_text("standard: one\n")
    (folder / "two.yaml").write_text(GOOD)
    (folder / "three.yml").write_text(GOOD.replace("tidy", "three"))

    with pytest.raises(StandardError) as told:
        load(tmp_path)

    assert [mistake.split(": ")[0] for mistake in told.value.mistakes] == [
        "one.yaml:1:1", "one.yaml:1:1", "three.yml:1:1", "two.yaml:1:11",
    ]  # fmt: skip
    assert "Call it three.yaml." in told.value.says


def test_a_file_that_cannot_be_opened_is_told_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "tidy.yaml").write_text("[]")

    with pytest.raises(StandardError) as told:
        load_files([tmp_path / "absent.yaml", tmp_path / "tidy.yaml", tmp_path])

    assert "absent.yaml: cannot be read (No such file or directory)" in told.value.mistakes[0]
    assert told.value.mistakes[1].startswith("tidy.yaml:1:1: ")
    assert "cannot be read (Is a directory)" in told.value.mistakes[2]


def test_bytes_that_are_no_text_are_refused_in_a_sentence() -> None:
    with pytest.raises(StandardError, match="that is not UTF-8"):
        read(b"standard: \xff\n", "tidy.yaml")


def test_a_folder_without_standards_has_none(tmp_path: Path) -> None:
    assert load(tmp_path) == {}
