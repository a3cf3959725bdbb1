"""`audit --save-snapshot` and `--snapshot`: last night's facts, judged by today's standards."""

import gzip
from typing import Any

import pytest

from pages.kit.formats import names
from pages.standards import formats
from simulator import look_up
from tests.cli.conftest import Operator
from tests.cli.test_audit import own, result
from tests.cli.test_audit_waivers import WAIVER

# Nothing answers there: neither the database nor Microsoft Graph is needed.
ALONE = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "GRAPH_URL": "http://127.0.0.1:1/graph/v1.0",
}


def findings(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Without what only a run that is kept knows."""
    return [
        {name: value for name, value in each.items() if "seen_at" not in name and name != "new"}
        for each in found["findings"]
    ]


async def test_a_snapshot_is_judged_with_no_database_and_no_call(operator: Operator) -> None:
    saved, before = await result(operator, "--save-snapshot", "night.snapshot")
    after, found = await result(operator, "--snapshot", "night.snapshot", **ALONE)

    assert "What was read is kept in night.snapshot." in saved.err
    assert (operator.home / "night.snapshot").stat().st_mode & 0o777 == 0o600
    assert after.code == saved.code, after.err
    assert "this run is not kept" in after.err
    assert before["findings"]
    assert findings(found) == findings(before)


async def test_todays_standards_are_what_it_is_judged_by(operator: Operator) -> None:
    content = own(operator, most=100)
    await operator.runs("audit", "--save-snapshot", "night.snapshot", CONTENT_DIR=content)
    stricter = own(operator, most=0)

    _, found = await result(operator, "--snapshot", "night.snapshot", CONTENT_DIR=stricter, **ALONE)
    _, shipped = await result(operator, "--snapshot", "night.snapshot", **ALONE)

    assert "few_owners" in {each["rule"] for each in found["findings"]}
    lacking = [each for each in shipped["findings"] if "snapshot has not got it" in each["says"]]
    assert {each["outcome"] for each in lacking} == {"unknown"}
    assert "teams_per_person" in {each["rule"] for each in lacking}


async def test_one_team_of_a_snapshot_is_found_by_its_name(operator: Operator) -> None:
    await operator.runs("audit", "--save-snapshot", "night.snapshot")

    words = ("--snapshot", "night.snapshot", "--team", "PRJ-Apollo", "--all")
    _, found = await result(operator, *words, **ALONE)
    gone = await operator.runs("audit", "--snapshot", "night.snapshot", "--team", "Apolo", **ALONE)

    about = {each["subject"]["name"] for each in found["findings"]}
    assert {each for each in about if each.startswith("PRJ-")} == {"PRJ-Apollo"}
    assert len({each["team"] for each in found["findings"] if each["team"]}) == 1
    assert gone.code == 2
    assert "There is no team “Apolo”" in gone.err


async def test_every_format_takes_a_snapshot(operator: Operator) -> None:
    await operator.runs("audit", "--save-snapshot", "night.snapshot")
    shown = await operator.runs("audit", "--snapshot", "night.snapshot", **ALONE)
    assert "Enough active owners" in shown.out
    assert "  new  " not in shown.out

    for form in names(formats):
        words = ("audit", "--snapshot", "night.snapshot", "--format", form)
        done = await operator.runs(*words, "--output", f"out.{form}", **ALONE)
        assert done.code == 1, done.err
        assert (operator.home / f"out.{form}").stat().st_size


async def test_a_snapshot_without_names_can_be_shown_to_others(operator: Operator) -> None:
    words = ("--save-snapshot", "night.snapshot", "--anonymise")
    _, before = await result(operator, *words)
    _, after = await result(operator, "--snapshot", "night.snapshot", **ALONE)

    text = gzip.decompress((operator.home / "night.snapshot").read_bytes()).decode()
    facts = operator.tenant.world.facts
    own_ = [facts.id, *(each.id for each in facts.people), *(each.upn for each in facts.people)]
    own_ += [each.id for each in facts.teams] + [each.name for each in facts.teams]
    assert [each for each in own_ if each in text] == []
    assert counted(after) == counted(before)
    assert any("before names were replaced" in each["says"] for each in after["findings"])


async def test_names_can_be_taken_out_of_a_snapshot_later(operator: Operator) -> None:
    _, before = await result(operator, "--save-snapshot", "night.snapshot")

    words = ("--snapshot", "night.snapshot", "--save-snapshot", "shared.snapshot", "--anonymise")
    await result(operator, *words, **ALONE)
    _, after = await result(operator, "--snapshot", "shared.snapshot", **ALONE)
    twice = await operator.runs(
        *("audit", "--snapshot", "shared.snapshot", "--save-snapshot", "again", "--anonymise"),
        **ALONE,
    )

    assert counted(after) == counted(before)
    assert twice.code == 2
    assert "already" in twice.err


@pytest.mark.parametrize("later", [False, True])
async def test_exceptions_from_cards_are_judged_by_and_never_shown_to_others(
    operator: Operator, later: bool
) -> None:
    content = own(operator, most=1)
    apollo = look_up.team(operator.tenant.world, "PRJ-Apollo").id
    text = WAIVER.replace("TEAM", apollo).replace("    accepted: SEEN\n", "")
    (operator.home / "more.yaml").write_text(text)
    await operator.runs("import", "office.yaml")
    await operator.runs("import", "more.yaml")
    await operator.runs("audit", "--save-snapshot", "night.snapshot", CONTENT_DIR=content)

    words = ("--snapshot", "night.snapshot", "--team", "PRJ-Apollo")
    _, found = await result(operator, *words, CONTENT_DIR=content, **ALONE)
    again = ("--snapshot", "night.snapshot") if later else ()
    share = (*again, "--save-snapshot", "shared.snapshot", "--anonymise")
    await operator.runs("audit", *share, CONTENT_DIR=content)

    told = {each["rule"]: each["outcome"] for each in found["findings"]}
    assert told["few_owners"] == "waived"
    kept = gzip.decompress((operator.home / "night.snapshot").read_bytes()).decode()
    shared = gzip.decompress((operator.home / "shared.snapshot").read_bytes()).decode()
    assert "They take turns." in kept
    assert "They take turns." not in shared


def counted(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """How often each rule came out how."""
    return sorted((each["rule"], each["level"], each["outcome"]) for each in found["findings"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--anonymise",), "Name a file with --save-snapshot"),
        (("--snapshot", "a", "--save-snapshot", "b"), "add --anonymise"),
        (("--snapshot", "a", "--save-snapshot", "b", "--anonymise", "--team", "c"), "as a whole"),
        (("--snapshot", "a", "--resume"), "nothing to go on with. Leave --resume out."),
        (("--snapshot", "a", "--output", "./a"), "--output and --snapshot name the same file, a."),
        (("--save-snapshot", "a", "--output", "a"), "--output and --save-snapshot name the same"),
        (
            ("--snapshot", "a", "--save-snapshot", "a", "--anonymise"),
            "--save-snapshot and --snapshot name the same file, a. Name two.",
        ),
        (("--explain", "--team", "a", "--resume"), "Leave --team and --resume out, or --explain"),
        (("--teams", "0", "--format", "json"), "An explanation reads and writes nothing. Leave"),
        (("--snapshot", "nowhere"), "nowhere cannot be read"),
        (("--save-snapshot", "no/folder/a"), "is not there"),
    ],
)
async def test_what_cannot_be_done_is_said_before_anything_is_read(
    operator: Operator, words: tuple[str, ...], says: str
) -> None:
    done = await operator.runs("audit", *words, **ALONE)

    assert done.code == 2
    assert says in done.err


async def test_a_damaged_snapshot_is_one_sentence(operator: Operator) -> None:
    await operator.runs("export", "bad")
    done = await operator.runs("audit", "--snapshot", "bad", **ALONE)

    assert done.code == 2
    assert done.err.strip().startswith("bad is no snapshot, or it was damaged.")
