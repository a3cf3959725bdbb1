"""`process-center audit compare`, over runs that were made over the simulated tenant."""

import csv
import json
from io import StringIO

import pytest
from markdown_it import MarkdownIt

from simulator import look_up
from tests.cli.conftest import Operator

ROUND = ("audit", "--standard", "project-teams")


async def run_ids(operator: Operator, *words: str) -> str:
    """The id of a run that is made now."""
    done = await operator.runs(*ROUND, *words, "--format", "json")
    found: str = json.loads(done.out)["run"]["id"]
    return found


async def two_runs(operator: Operator) -> tuple[str, str]:
    """Between them one team gets owners, and another loses its own."""
    world = operator.tenant.world
    first = await run_ids(operator)
    ember, apollo = (look_up.team(world, name) for name in ("PRJ-Ember", "PRJ-Apollo"))
    rosters = world.directory.rosters
    fine = [each.id for each in world.directory.people.values() if each.enabled and not each.guest]
    rosters[ember.id].owners[:] = fine[:2]
    rosters[ember.id].members[:] = list(dict.fromkeys([*fine[:2], *rosters[ember.id].members]))
    rosters[apollo.id].owners[:] = []
    return first, await run_ids(operator)


async def test_the_last_two_runs_are_told_with_what_is_new_first(operator: Operator) -> None:
    first, second = await two_runs(operator)
    done = await operator.runs("audit", "compare")

    assert done.code == 0, done.err
    new = done.out.index("\nNew (1)\n")
    assert new < done.out.index("\nStill open (") < done.out.index("\nFixed (")
    assert "PRJ-Apollo: Enough active owners: 0 active owners" in done.out[new:]
    assert "PRJ-Ember: Enough active owners: was: 0 active owners" in done.out
    assert f"\nThen: {first}. Now: {second}.\n" in done.out
    assert "\x1b" not in done.out

    for words in ([first], [second], [first[:8]], [second, first], [first, second]):
        again = await operator.runs("audit", "compare", *words)
        assert (again.code, again.out) == (0, done.out), again.err


@pytest.mark.parametrize("name", ["json", "csv", "md", "txt"])
async def test_a_comparison_is_written_as_its_file_ends(operator: Operator, name: str) -> None:
    first, second = await two_runs(operator)
    done = await operator.runs("audit", "compare", "--output", f"found.{name}")
    assert done.code == 0, done.err
    text = (operator.home / f"found.{name}").read_text("utf-8-sig")

    if name == "json":
        found = json.loads(text)
        assert (found["then"]["id"], found["now"]["id"]) == (first, second)
        assert found["counts"]["new"] == 1
        assert {each["change"] for each in found["changes"]} >= {"new", "still open", "fixed"}
        fixed = next(each for each in found["changes"] if each["change"] == "fixed")
        assert (fixed["then"], fixed["now"]) == ("failed", "passed")
    if name == "csv":
        rows = list(csv.DictReader(StringIO(text, newline="")))
        assert {(row["run_then"], row["run_now"]) for row in rows} == {(first, second)}
        assert [row["team"] for row in rows if row["change"] == "new"] == ["PRJ-Apollo"]
    if name == "md":
        page = MarkdownIt("gfm-like").render(text)
        assert "<h2>New (1)</h2>" in page
        assert "<td>PRJ-Apollo</td>" in page


async def test_without_two_runs_it_says_what_to_do(operator: Operator) -> None:
    none = await operator.runs("audit", "compare")
    assert none.code == 2
    assert "and there is none yet. `process-center audit` makes one." in none.err

    only = await run_ids(operator)
    one = await operator.runs("audit", "compare")
    assert one.code == 2
    assert "and there is one only" in one.err

    team = look_up.team(operator.tenant.world, "PRJ-Apollo").id
    part = await run_ids(operator, "--team", team)
    for words, says in (
        (["nothing"], f"There is no run “nothing”. The latest are {only} ("),
        ([part], "is one of some teams. Name another."),
        ([only, only], "That is the same run twice. Name two."),
        ([only, only, only], "Two runs can be compared, and no more."),
    ):
        done = await operator.runs("audit", "compare", *words)
        assert (done.code, done.out) == (2, ""), done.out
        assert says in done.err

    other = await operator.runs("audit", "--standard", "every-team", "--format", "json")
    against = await operator.runs("audit", "compare", only, json.loads(other.out)["run"]["id"])
    assert against.code == 2
    assert "against" in against.err


async def test_options_of_an_audit_are_not_those_of_a_comparison(operator: Operator) -> None:
    done = await operator.runs("audit", "--all", "compare")

    assert done.code == 2
    assert "Write the options behind the command that they are for." in done.err


async def test_what_a_change_of_ours_put_right_names_who_approved_it(operator: Operator) -> None:
    assert (await operator.runs("import", "office.yaml")).code == 0
    await run_ids(operator)
    plan = ("remedies", "plan", "--rule", "visibility", "--output", "plan.json")
    assert (await operator.runs(*plan)).code == 0
    (change,) = json.loads((operator.home / "plan.json").read_text("utf-8"))["changes"]
    approved = ("remedies", "apply", "plan.json", "--approved-by", "pat@contoso.example")
    assert (await operator.runs(*approved, "--only", change["id"])).code == 0
    await run_ids(operator)
    done = await operator.runs("audit", "compare")
    assert "; fixed by Pat Moreno" in done.out
