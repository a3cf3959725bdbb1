"""`process-center remedies` and `audit log`, over the simulated tenant."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from simulator import look_up
from tests.cli.conftest import Operator

PAT = "pat@contoso.example"
OWNERS = ("--rule", "enough_owners", "visibility")


@pytest.fixture
async def operator(operator: Operator) -> Operator:
    """The office file is imported; Pat is of the Process Center."""
    done = await operator.runs("import", "office.yaml")
    assert done.code == 0, done.err
    return operator


def in_file(home: Path) -> dict[str, Any]:
    """What stands in plan.json."""
    found: dict[str, Any] = json.loads((home / "plan.json").read_text("utf-8"))
    return found


async def planned(operator: Operator, *words: str) -> list[dict[str, Any]]:
    """The changes of a plan, in plan.json."""
    done = await operator.runs("remedies", "plan", *words, "--output", "plan.json")
    assert done.code == 0, done.err
    assert "Nothing was changed." in done.out
    changes: list[dict[str, Any]] = in_file(operator.home)["changes"]
    return changes


async def ran(operator: Operator, what: str, *words: str, person: str = PAT) -> tuple[int, Any]:
    """The exit code and what is printed of each change; the sentence where it was not done."""
    done = await operator.runs("remedies", what, "plan.json", "--approved-by", person, *words)
    return done.code, json.loads(done.out)["changes"] if done.out else done.err


def all_of(operator: Operator) -> tuple[str, ...]:
    """Each change that can be written, by its id."""
    changes = in_file(operator.home)["changes"]
    return ("--only", *(each["id"] for each in changes if each["mode"] != "guided"))


def states(changes: list[dict[str, Any]]) -> dict[str, str]:
    """By change, those that are no mere rest."""
    return {each["id"]: each["state"] for each in changes if each["state"] != "skipped"}


async def test_a_plan_is_written_approved_applied_logged_and_put_back(operator: Operator) -> None:
    changes = await planned(operator, *OWNERS)
    assert {each["rule"] for each in changes} == {"enough_owners", "visibility"}
    keys = {"id", "kind", "mode", "team", "subject", "rule", "standard", "says", "before", "after"}
    assert all(keys | {"choices", "needs"} <= each.keys() for each in changes)
    world = operator.tenant.world
    before = {id_: list(each.owners) for id_, each in world.directory.rosters.items()}
    done = await operator.runs("audit", "log", "--format", "json")
    assert {each["event"] for each in json.loads(done.out)["log"]} == {"proposed"}

    code, told = await ran(operator, "apply")
    assert (code, states(told)) == (0, {}), "people and what all can see are approved by name"
    assert told[0]["why"].endswith(f"--only {changes[0]['id']}")

    chosen = [changes[0]["id"], changes[1]["id"]]
    code, told = await ran(operator, "apply", "--only", *chosen)
    assert (code, states(told)) == (0, dict.fromkeys(chosen, "verified"))
    after = {id_: list(each.owners) for id_, each in world.directory.rosters.items()}
    assert after != before

    done = await operator.runs("audit", "log", "--format", "csv")
    rows = [row for row in csv.DictReader(StringIO(done.out)) if row["event"] != "proposed"]
    for each in chosen:
        events = [row["event"] for row in rows if row["change"] == each]
        assert events == ["approved", "begun", "verified"]
    assert len(rows) == 6
    assert {(row["by_name"], bool(row["with"])) for row in rows} == {("Pat Moreno", True)}

    code, told = await ran(operator, "undo")
    assert (code, states(told)) == (0, dict.fromkeys(chosen, "undone"))
    again = {id_: list(each.owners) for id_, each in world.directory.rosters.items()}
    assert {id_: sorted(each) for id_, each in again.items()} == {
        id_: sorted(each) for id_, each in before.items()
    }
    table = await operator.runs("audit", "log")
    assert "undone        " in table.out


async def test_beyond_the_budget_it_goes_on_when_it_is_run_again(operator: Operator) -> None:
    changes = await planned(operator, *OWNERS)
    for number in range(1, len(changes) + 1):
        code, told = await ran(operator, "apply", "--budget", "1", *all_of(operator))
        assert len(states(told)) == number
        assert code == (0 if number == len(changes) else 3)
    assert "beyond this run's budget" not in json.dumps(told)


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("noor.haddad@contoso.example", "is not one of the Process Center"),
        ("nobody@contoso.example", "Nobody is known as"),
    ],
)
async def test_only_staff_approve(operator: Operator, person: str, says: str) -> None:
    await planned(operator, *OWNERS)
    code, told = await ran(operator, "apply", *all_of(operator), person=person)
    assert (code, says in told) == (2, True), told


async def test_a_file_is_believed_only_where_it_is_the_plan(operator: Operator) -> None:
    changes = await planned(operator, *OWNERS)
    path = operator.home / "plan.json"
    whole = in_file(operator.home)

    def give(**more: object) -> None:
        first, *rest = whole["changes"]
        path.write_text(json.dumps({**whole, "changes": [{**first, **more}, *rest]}), "utf-8")

    give(after="member")
    assert "is not what was planned" in (await ran(operator, "apply"))[1]
    give(target="somebody")
    assert "none of what can be chosen" in (await ran(operator, "apply"))[1]
    path.write_text(json.dumps({**whole, "changes": whole["changes"][1:]}), "utf-8")
    assert "has not the changes of its plan" in (await ran(operator, "apply"))[1]
    path.write_text("no plan", "utf-8")
    assert "it is not JSON" in (await ran(operator, "apply"))[1]
    path.write_text(json.dumps({**whole, "plan": {"id": "another"}}), "utf-8")
    assert "is not kept here" in (await ran(operator, "apply"))[1]

    other = changes[0]["choices"][1]
    give(target=other)
    code, told = await ran(operator, "apply", "--only", changes[0]["id"])
    assert (code, told[0]["state"], told[0]["target"]) == (0, "verified", other)


async def test_what_is_written_has_to_meet_its_clause(operator: Operator) -> None:
    changes = await planned(operator, "--rule", "description")
    whole = in_file(operator.home)
    code, told = await ran(operator, "apply", "--only", changes[0]["id"])
    assert (code, told.startswith("Write what")) == (2, True)
    for text, fine in ((changes[0]["team_name"], False), ("Where the van stock is counted", True)):
        whole["changes"][0]["after"] = text
        (operator.home / "plan.json").write_text(json.dumps(whole), "utf-8")
        code, told = await ran(operator, "apply", "--only", changes[0]["id"])
        assert (code == 0) is fine, told
    team = look_up.team(operator.tenant.world, changes[0]["team_name"])
    assert team.description == "Where the van stock is counted"


async def test_what_somebody_changed_meanwhile_is_left_alone(operator: Operator) -> None:
    (change,) = await planned(operator, "--rule", "visibility")
    team = look_up.team(operator.tenant.world, change["team_name"])
    assert (await ran(operator, "apply", *all_of(operator)))[0] == 0
    _set_visibility(operator, team.id, change["before"])
    code, (told, *_) = await ran(operator, "undo")
    assert (code, told["state"]) == (0, "undone")  # it is as it was already

    (change,) = await planned(operator, "--rule", "visibility")
    _set_visibility(operator, team.id, change["after"])
    code, (told, *_) = await ran(operator, "apply", *all_of(operator))
    assert (code, told["state"], told["why"]) == (
        *(0, "skipped"),
        "It is so already; nothing was written.",
    )


async def test_what_there_is_not_is_said(operator: Operator) -> None:
    asked = ("plan", "--rule", "visibilty", "--output", "plan.json")
    done = await operator.launches("remedies", *asked)
    assert (done.code, "Did you mean “visibility”?" in done.err) == (2, True)
    await planned(operator, "--rule", "visibility")
    assert "has no change nothing" in (await ran(operator, "apply", "--only", "nothing"))[1]
    assert (await ran(operator, "apply", "--budget", "0"))[0] == 2


def _set_visibility(operator: Operator, team_id: str, visibility: str) -> None:
    """Somebody does it in Teams."""
    teams = operator.tenant.world.directory.teams
    teams[team_id] = replace(teams[team_id], visibility=visibility)
