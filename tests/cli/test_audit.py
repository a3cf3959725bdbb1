"""`process-center audit`, as a process, over the simulated tenant's Graph."""

import asyncio
import contextlib
import csv
import json
import os
import signal
import sys
from dataclasses import replace
from html import escape
from io import StringIO
from typing import Any

import jsonschema
import pytest

from pages.kit.text import neutral
from simulator import look_up
from simulator.faults import Fault, FaultKind, Where
from tests.cli.audit_result import RESULT
from tests.cli.conftest import Operator
from tests.cli.terminal import Done
from tests.rehearsal import free_port

OWN = """\
standard: own
title: Our own
clauses:
  - {rule: few_owners, level: LEVEL, severity: high, params: {at_most: MOST},
     why: Many owners are no owner., fix: Agree on two.}
  - {rule: member_settings, level: must, severity: low,
     params: {expect: {allowCreateUpdateChannels: true}},
     why: Members keep it tidy., fix: An owner switches it on.}
"""


def own(operator: Operator, *, level: str = "must", most: int = 100) -> str:
    """A content folder with one standard: the number of owners, and a setting that Apollo has."""
    folder = operator.home / "content" / "standards"
    folder.mkdir(parents=True, exist_ok=True)
    text = OWN.replace("LEVEL", level).replace("MOST", str(most))
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return str(folder.parent)


async def result(operator: Operator, *words: str, **settings: str) -> tuple[Done, dict[str, Any]]:
    """How it ended, and its JSON, which is as the contract has it."""
    done = await operator.runs("audit", "--format", "json", *words, **settings)
    found = json.loads(done.out)
    jsonschema.validate(found, RESULT)
    return done, found


async def test_an_audit_says_what_is_not_met_worst_first_and_what_to_do(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    done = await operator.launches("audit")

    assert done.code == 1, done.err
    lines = done.out.splitlines()
    assert lines[0].startswith("Audit of Contoso, ")
    ember = next(at for at, line in enumerate(lines) if line.startswith("PRJ-Ember  "))
    assert lines[ember + 1].split()[:3] == ["Must", "critical", "today"]
    assert "0 active owners; the standard asks for 2" in lines[ember + 1]
    assert "  Level   Severity  Since" in done.out
    assert "Brain fatigue: " in done.out
    assert "must be put right" in done.out
    assert "What to do next:" in done.out
    assert "\x1b" not in done.out
    assert "Reading teams: 24 of 24" in done.err
    assert "Traceback" not in done.err


async def test_json_is_as_the_contract_has_it_and_remembers(operator: Operator) -> None:
    _, first = await result(operator)
    done, second = await result(operator)

    assert done.code == 1
    assert first["run"]["id"] != second["run"]["id"]
    assert [each["first_seen_at"] for each in second["findings"]] == [
        each["first_seen_at"] for each in first["findings"]
    ]
    assert {each["outcome"] for each in second["findings"]} <= {"failed", "unknown", "waived"}


async def test_all_also_lists_what_is_met(operator: Operator) -> None:
    _, few = await result(operator)
    _, every = await result(operator, "--all")

    listed = [
        each for each in every["findings"] if each["outcome"] not in ("passed", "not_applicable")
    ]
    assert {each["outcome"] for each in every["findings"]} >= {"passed", "failed"}
    assert [each["says"] for each in listed] == [each["says"] for each in few["findings"]]


async def test_some_standards_and_some_teams(operator: Operator) -> None:
    world = operator.tenant.world
    apollo, ember = (look_up.team(world, name).id for name in ("PRJ-Apollo", "PRJ-Ember"))
    _, found = await result(
        operator, "--standard", "project-teams", "--team", apollo.upper(), ember, "--all"
    )

    assert found["run"]["teams"] == 2
    assert {each["standard"] for each in found["findings"]} == {"project-teams"}
    assert {each["team"] for each in found["findings"]} <= {apollo, ember, None}


async def test_a_team_is_named_as_people_write_it_and_two_of_a_name_are_told_apart(
    operator: Operator,
) -> None:
    directory = operator.tenant.world.directory
    ember = look_up.team(operator.tenant.world, "PRJ-Ember")
    link = f"https://teams.microsoft.com/l/team/19%3aa%40thread.tacv2/x?groupId={ember.id}"
    done, found = await result(operator, "--team", "prj ember", ember.id, link, "--all")
    assert found["run"]["teams"] == 1
    assert {each["team"] for each in found["findings"]} <= {ember.id, None}

    sales = look_up.team(operator.tenant.world, "Sales")
    directory.teams[ember.id] = replace(directory.teams[ember.id], name="sales")
    del operator.tenant.world.graph.groups[ember.id]
    done = await operator.runs("audit", "--team", "Sales")
    assert done.code == 2
    assert "There are 2 teams called “Sales”: " in done.err
    assert ember.id in done.err
    assert sales.id in done.err


@pytest.mark.parametrize(
    ("level", "most", "denied", "code"),
    [
        ("must", 100, False, 0),
        ("should", 0, False, 0),
        ("must", 0, False, 1),
        ("must", 0, True, 1),
        ("must", 100, True, 3),
    ],
)
async def test_the_exit_code_says_how_it_came_out(
    operator: Operator, level: str, most: int, denied: bool, code: int
) -> None:
    content = own(operator, level=level, most=most)
    team = look_up.team(operator.tenant.world, "PRJ-Apollo").id
    if denied:
        operator.tenant.deny("TeamSettings.Read.All")
    done, found = await result(operator, "--team", team, CONTENT_DIR=content)

    assert done.code == code, done.err
    assert ("unknown" in {each["outcome"] for each in found["findings"]}) == denied


async def test_a_missing_permission_is_named_and_the_rest_goes_on(operator: Operator) -> None:
    operator.tenant.deny("TeamSettings.Read.All")
    done = await operator.runs("audit")

    assert done.code == 1
    assert "not permitted, needs TeamSettings.Read.All" in done.out
    assert "Grant the app TeamSettings.Read.All in Microsoft Entra" in done.out
    assert "Has a description" in done.out


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (FaultKind.SIGN_IN, "sign-in"),
        (FaultKind.FORBIDDEN, "give the app the application permission GroupMember.Read.All"),
        (FaultKind.HTML, "Microsoft Graph"),
    ],
)
async def test_a_tenant_that_cannot_be_read_is_one_sentence_and_no_file(
    operator: Operator, kind: FaultKind, says: str
) -> None:
    operator.tenant.fault(Fault(kind, where=Where.GRAPH))
    done = await operator.runs("audit", "--output", "found.html")

    assert done.code == 2
    assert done.out == ""
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert [file.name for file in operator.home.iterdir()] == ["office.yaml"]


async def test_nobody_there_is_one_sentence(operator: Operator) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/v1.0"
    done = await operator.runs("audit", "--format", "json", GRAPH_URL=nobody)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Nothing was judged: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--standard", "project-team"], "Did you mean “project-teams”?"),
        (["--team", "PRJ-Apolo"], "There is no team “PRJ-Apolo”. Did you mean “PRJ-Apollo”?"),
        (["--team", "zzz"], "There is no team “zzz”. `process-center audit --all` lists all"),
        (["--team", "1f0c7a52-3f0e-4a53-9d3b-0d5c6b8a9e11"], "there is no such team"),
        (["--format", "jsn"], "'jsn' is not one of 'csv', 'html', 'json', 'junit'"),
        (["--output", "nowhere/found.json"], "is not there. Make it"),
        (["--output", "."], "is a folder"),
    ],
)
async def test_what_is_asked_wrongly_is_answered_in_words(
    operator: Operator, words: list[str], says: str
) -> None:
    done = await operator.runs("audit", *words)

    assert done.code == 2
    assert done.out == ""
    assert says in done.err
    assert "Traceback" not in done.err


async def test_without_standards_nothing_is_judged(operator: Operator) -> None:
    (operator.home / "empty").mkdir()
    done = await operator.runs("audit", CONTENT_DIR=str(operator.home / "empty"))

    assert done.code == 2
    assert "There is no standard yet" in done.err


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(0)\x1b[2J", "<script>document.title=1</script>\u202e"]
)
async def test_a_name_that_means_harm_does_none(operator: Operator, name: str) -> None:
    teams = operator.tenant.world.directory.teams
    ember = look_up.team(operator.tenant.world, "PRJ-Ember")
    teams[ember.id] = replace(ember, name=name)
    rows = await operator.runs("audit", "--format", "csv", "--team", ember.id)
    table = await operator.runs("audit", "--team", ember.id)
    page = await operator.runs("audit", "--format", "html", "--team", ember.id)

    assert not [line for line in csv.reader(StringIO(rows.out)) if line[4].startswith("=")]
    assert neutral(name) in table.out
    assert escape(neutral(name)) in page.out
    assert name not in rows.out + table.out + page.out


async def test_ctrl_c_leaves_nothing_behind(operator: Operator) -> None:
    apollo = look_up.team(operator.tenant.world, "PRJ-Apollo").id
    operator.tenant.fault(Fault(FaultKind.HANG, where=Where.GRAPH_PART, team=apollo))
    process = await operator.starts("audit", "--output", "found.json")
    assert process.stderr
    await process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()

    assert process.returncode == 2
    assert out == b""
    assert b"Stopped; nothing was written." in err
    assert b"Traceback" not in err
    assert [file.name for file in operator.home.iterdir()] == ["office.yaml"]


async def test_a_terminal_gets_a_bar_and_colours(operator: Operator) -> None:
    leader, follower = os.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "audit"),
        env={**operator.environment, "TERM": "xterm-256color", "COLUMNS": "120"},
        cwd=operator.home,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    shown = await asyncio.to_thread(_all_of, leader)

    assert await process.wait() == 1
    assert "Reading teams" in shown
    assert "━" in shown
    assert "\x1b[1;31mMust" in shown


def _all_of(leader: int) -> str:
    """What a terminal was told until its last writer closed it, which Linux calls an error."""
    told = b""
    with contextlib.suppress(OSError):
        while more := os.read(leader, 65_536):
            told += more
    os.close(leader)
    return told.decode()
