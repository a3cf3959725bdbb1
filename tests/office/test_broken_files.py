"""Every mistake in an office file is told with its place and what to do, all of them at once."""

import textwrap

import pytest

from core.errors import OfficeError
from store.office.file import read

GOOD = """\
center: {organisation: Contoso, time_zone: America/Chicago}
projects:
  - {id: apollo, title: Apollo, team: t-1, channel: "19:a@thread.tacv2"}
"""
WEEKLY = 'schedule: {cron: "0 9 * * MON"}'


def project(line: str) -> str:
    """A file with one project, whose fourth line is `line`."""
    return f"projects:\n  - id: apollo\n    title: Apollo\n    {line}\n"


def checkin(line: str) -> str:
    """A good file with a check-in, whose seventh line is `line`."""
    return f"{GOOD}checkins:\n  - id: weekly\n    project: apollo\n    {line}\n"


BROKEN = {
    # what YAML is not
    "a missing bracket": ("projects: [{id: a, title: A}\n", "2:1", "This is not YAML"),
    "a tab before a key": ("center:\n\torganisation: A\n", "2:1", "tab indents this line. Use sp"),
    "a star without quotes": (checkin("schedule: {cron: * * * * *}"), "7:23", "wants quotes"),
    "a second document": (f"{GOOD}---\na: 1\n", "4:1", "second document"),
    "an alias": ("objectives: &x []\nprojects: *x\n", "2:11", "*x repeats another place"),
    "a tag": ("objectives: !!set {}\n", "1:13", "tag “tag:yaml.org,2002:set” is not read"),
    "a control character": ("center: \x07\n", "1:9", "cannot be shown"),
    "an empty file": ("", "1:1", "file is empty"),
    "only a comment": ("# nothing\n", "1:1", "file is empty"),
    "a word alone": ("hello\n", "1:1", "must start with parts"),
    "a list at the top": ("[1]\n", "1:1", "must start with parts"),
    "too many levels": ("[" * 40 + "\n", "1:17", "too many levels"),
    # shapes
    "an unknown part": ("projets: []\n", "1:1", "“projets” is not known here. Did you mean “proj"),
    "an unknown key": (project("ownr: a@b.example"), "4:5", "Did you mean “owner”?"),
    "a key that is a list": (project("[a]: b"), "4:5", "is not known here"),
    "a key twice": (project("id: other"), "4:5", "id: stands twice in one block"),
    "a missing id": ("projects:\n  - title: A\n", "2:5", "id: is missing. Add id:"),
    "an empty title": ("projects:\n  - id: a\n    title:\n", "3:5", "title: is missing"),
    "a blank title": ("projects:\n  - id: a\n    title: ' '\n", "3:12", "title: is empty"),
    "a part that is a block": ("projects: {id: a}\n", "1:11", "projects: must be a list"),
    "an item that is a word": ("projects: [apollo]\n", "1:12", "must be a block with some of: id"),
    "a value that is a list": (project("owner: [a@b.example]"), "4:12", "owner: must be one value"),
    "one word for a list": (project("initiatives: mobile"), "4:18", "initiatives: must be a list"),
    # words that YAML reads as something else
    "a title that is a date": (
        "projects: [{id: a, title: 2026-01-05}]\n", "1:27", 'is a date to YAML. Write "2026-01-05"',
    ),
    "a title that is no": ("projects: [{id: a, title: no}]\n", "1:27", "is true or false to YAML"),
    "an id that is a number": ("projects: [{id: 2026, title: A}]\n", "1:17", "is a number to YAML"),
    "a number in quotes": (project('sprint_weeks: "2"'), "4:19", "Remove the quotes"),
    # single values
    "an id with capitals": ("projects: [{id: Big One, title: A}]\n", "1:17", "example “big-one”"),
    "an unknown kind": (project("kind: projekt"), "4:11", "Did you mean “project”?"),
    "a person without a domain": (project("owner: ada"), "4:12", "“ada” is no person"),
    "a channel for a team": (project('team: "19:a@thread.tacv2"'), "4:11", "is a channel's id"),
    "a link for a team": (project("team: https://x/y"), "4:11", "is no team id. Copy groupId"),
    "a list with nothing in it": (project("initiatives: [~]"), "4:19", "is empty. Write a value"),
    "a tag on a value": (project("owner: !x a@b.example"), "4:12", "“!x” is not read"),
    "a title that is a block": ("projects: [{id: a, title: {b: c}}]\n", "1:27", "one value here"),
    "a name of no content": (checkin(f"{WEEKLY}\n    questions: A b"), "8:16", "is no name of a"),
    "a part of no country": (
        "center: {organisation: A, time_zone: UTC, holidays: {country: US, subdivision: Texas}}\n",
        "1:80", "like TX for US-TX",
    ),
    "the same risk id twice": (
        f"{GOOD}risks: [{{id: r, project: apollo, title: R}}, {{id: r, project: apollo, title: S}}"
        "]\n",
        "4:50", "stands twice in risks",
    ),
    "a day measured twice": (
        "initiatives: [{id: i, title: I}]\nbenefits: [{id: b, initiative: i, indicator: X, "
        "measurements: [{on: 2026-01-01, value: 1}, {on: 2026-01-01, value: 2}]}]\n",
        "2:92", "“2026-01-01” stands twice here",
    ),
    "a team for a channel": (project("channel: t-1"), "4:14", "channel: “t-1” is no channel id"),
    "a day that is not": (project("ends_on: 2026-02-30"), "4:14", "not in the calendar"),
    "a day in another order": (project("ends_on: 30.10.2026"), "4:14", "is no date. Write year-m"),
    "too many weeks": (project("sprint_weeks: 99"), "4:19", "whole number from 1 to 52"),
    "a line break in a title": ('projects: [{id: a, title: "A\\nB"}]\n', "1:27", "line break"),
    "a title of 201": (f"projects: [{{id: a, title: {'x' * 201}}}]\n", "1:27", "201 characters"),
    "a NUL": ('projects: [{id: a, title: "A\\0"}]\n', "1:27", "cannot be shown"),
    "a title that nobody sees": (
        'projects: [{id: a, title: "\\u200b\\u2800\\u3164"}]\n', "1:27", "is empty. Write a value",
    ),
    "half a pair": ('projects: [{id: a, title: "\\ud83d"}]\n', "1:27", "cannot be shown"),
    "money with a comma": (project("budget: {planned: '1,5', currency: USD}"), "4:23", "Remove th"),
    "money with a separator": (
        project("budget: {planned: 120_000, currency: USD}"), "4:23", "is no number here",
    ),
    "money below zero": (project("budget: {planned: -1, currency: USD}"), "4:23", "below zero"),
    "money of no currency": (project("budget: {planned: 1}"), "4:13", "currency: is missing"),
    "a currency that is none": (
        project("budget: {planned: 1, currency: DOLLAR}"), "4:36", "no currency",
    ),
    "a currency and no money": (project("budget: {currency: USD}"), "4:13", "no money"),
    "a zone that is none": (
        "center: {organisation: A, time_zone: Europe/Berln}\n", "1:38", "mean “Europe/Berlin”?",
    ),
    "a country that is none": (
        "center: {organisation: A, time_zone: UTC, holidays: {country: us}}\n", "1:63", "mean “US”",
    ),
    "a scope of nothing": (
        "center: {organisation: A, time_zone: UTC, leaders: [{person: a@b.example, scope: []}]}\n",
        "1:82", "scope: must be the word all, or a list",
    ),
    "a probability of 6": (
        f"{GOOD}risks: [{{id: r, project: apollo, title: R, probability: 6}}]\n", "4:57", "1 to 5",
    ),
    "an unknown status": (
        f"{GOOD}risks: [{{id: r, project: apollo, title: R, status: opn}}]\n", "4:52", "“open”?",
    ),
    "neither true nor false": (
        f"{GOOD}retros: [{{id: r, project: apollo, format: f, {WEEKLY}, anonymous: yes}}]\n",
        "4:90", "anonymous: “yes” is neither true nor false",
    ),
    # schedules
    "four fields": (checkin('schedule: {cron: "9 * * MON"}'), "7:22", "cron has five"),
    "a minute of 60": (checkin('schedule: {cron: "60 9 * * MON"}'), "7:22", "“60” is no minute"),
    "a day by a wrong name": (checkin('schedule: {cron: "0 9 * * MOO"}'), "7:22", "“mon”?"),
    "hours that run backwards": (checkin('schedule: {cron: "0 9-8 * * *"}'), "7:22", "backwards"),
    "a step too far": (checkin('schedule: {cron: "*/90 9 * * *"}'), "7:22", "steps further"),
    "30 February": (checkin('schedule: {cron: "0 9 30 2 *"}'), "7:22", "a day that never comes"),
    "no schedule": (checkin("mode: channel"), "5:5", "schedule: is missing"),
    "a length that is none": (checkin(f"{WEEKLY}\n    open_for: 24"), "8:15", "Write it like 30m"),
    "a length of years": (checkin(f"{WEEKLY}\n    open_for: 900d"), "8:15", "longer than a year"),
    "a nudge after the close": (
        checkin(f"{WEEKLY}\n    open_for: 2h\n    nudge: [1h, 2h]"), "9:17", "not before the close",
    ),
    "the same nudge twice": (checkin(f"{WEEKLY}\n    nudge: [1h, 1h]"), "8:17", "stands twice"),
    "respondents by a wrong word": (
        checkin(f"{WEEKLY}\n    respondents: membrs"), "8:18", "the word members, or a block",
    ),
    "nobody to ask": (checkin(f"{WEEKLY}\n    respondents: {{members: false}}"), "8:18", "nobody"),
    "an unknown mode": (checkin(f"{WEEKLY}\n    mode: personel"), "8:11", "mean “personal”?"),
    # across the parts
    "two projects of one id": (
        "projects:\n  - {id: a, title: A}\n  - {id: a, title: B}\n", "3:10", "stands twice in proj",
    ),
    "a project that is not there": (
        checkin(WEEKLY).replace("project: apollo", "project: apolo"), "6:14", "mean “apollo”?",
    ),
    "an objective that is not there": (
        "initiatives: [{id: i, title: I, objectives: [grow]}]\n", "1:46", "is no objective “grow”",
    ),
    "a scope that is not there": (
        "center: {organisation: A, time_zone: UTC, leaders: [{person: a@b.example, scope: [x]}]}\n",
        "1:83", "no objective or initiative “x”",
    ),
    "an end before the start": (
        project("starts_on: 2026-02-02\n    ends_on: 2026-01-01"), "5:14", "before starts_on",
    ),
    "a channel without its team": (
        project('channel: "19:a@thread.tacv2"'), "4:14", "a channel and no team",
    ),
    "a check-in without a channel": (
        checkin(WEEKLY).replace(', team: t-1, channel: "19:a@thread.tacv2"', ""),
        "6:14", "“apollo” has no channel to post in",
    ),
    "a schedule without a zone": (checkin(WEEKLY).partition("\n")[2], "6:15", "no time zone"),
    "a target that is the baseline": (
        "initiatives: [{id: i, title: I}]\n"
        "benefits: [{id: b, initiative: i, indicator: X, baseline: 5, target: 5.0}]\n",
        "2:70", "also the baseline",
    ),
    "a digest for no leader": (
        f"{GOOD}digests: [{{id: d, {WEEKLY}, to: [a@b.example]}}]\n", "4:57", "is no leader",
    ),
    "a stakeholder twice": (
        project("stakeholders: [a@b.example, A@b.example]"), "4:33", "stands twice here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_what_to_do(name: str) -> None:
    text, at, words = BROKEN[name]

    with pytest.raises(OfficeError) as told:
        read(text.encode("utf-8", "surrogatepass"), "office.yaml")

    assert len(told.value.mistakes) == 1, told.value.says
    assert told.value.mistakes[0].startswith(f"office.yaml:{at}: "), told.value.says
    assert words in told.value.says


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_file() -> None:
    text = textwrap.dedent("""\
        center: {organisation: Contoso, time_zone: Mars/Base}
        projects:
          - {id: apollo, title: 12, sprint_weeks: many, starts_on: 2026-02-02, ends_on: 2026-01-01}
        risks:
          - {id: late, project: appollo, title: Late, color: red}
    """)

    with pytest.raises(OfficeError) as told:
        read(text.encode(), "my.yaml")

    places = [mistake.split(": ")[0] for mistake in told.value.mistakes]
    assert places == [
        "my.yaml:1:44", "my.yaml:3:25", "my.yaml:3:43", "my.yaml:3:81", "my.yaml:5:25",
        "my.yaml:5:47",
    ]  # fmt: skip


def test_wrong_values_in_a_list_do_not_make_more_mistakes() -> None:
    text = "initiatives: [{id: i, title: I}]\nbenefits: [{id: b, initiative: i, indicator: X, "
    text += "measurements: [{on: x, value: 1}, {on: y, value: 2}]}]\n"

    with pytest.raises(OfficeError) as told:
        read(text.encode())

    assert len(told.value.mistakes) == 2


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("team: t-1", "team: t 1"), ("team: t-1", "team: {t-1}"), ('"19:a@thread.tacv2"', "General")],
)
def test_a_wrong_team_or_channel_is_not_told_as_a_missing_one_too(right: str, wrong: str) -> None:
    with pytest.raises(OfficeError) as told:
        read(checkin(WEEKLY).replace(right, wrong).encode())

    assert len(told.value.mistakes) == 1, told.value.says


def test_a_mistyped_part_does_not_make_every_reference_to_it_a_mistake() -> None:
    with pytest.raises(OfficeError) as told:
        read(checkin(WEEKLY).replace("projects:", "project:").encode())

    assert len(told.value.mistakes) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"center: \xff\n", ":1:9: A byte stands here that is not UTF-8"),
        ("center: {}".encode("utf-16"), "Save it as UTF-8"),
        (b"#" * 10_000_000, "larger than 8 MB"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(OfficeError) as told:
        read(data)

    assert words in told.value.says


def test_a_thousand_mistakes_are_counted_and_not_all_told() -> None:
    many = "projects:\n" + "  - {id: A!, title: A}\n" * 1000

    with pytest.raises(OfficeError) as told:
        read(many.encode())

    assert told.value.mistakes[-1].endswith("and 800 more mistakes. Correct these first.")
