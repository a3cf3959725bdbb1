"""`remedies apply` as processes: two at the same moment, and Ctrl-C in one of them.

The first change is seen late until the tenant's clock moves on, so a process is surely amid it.
"""

import asyncio
import json
import signal
from datetime import timedelta
from typing import Any

import pytest

from bot.cli.kit.remedies import BROKEN_OFF, STOPPED
from core.standards.changes.working import BUSY
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from tests.cli.conftest import Operator, operator, terminal
from tests.cli.terminal import Done

__all__ = ["operator", "terminal"]

APPLY = ("remedies", "apply", "plan.json", "--approved-by", "pat@contoso.example", "--only")
PATIENCE = 60.0  # seconds that a test waits for a process


@pytest.fixture
async def chosen(operator: Operator) -> list[str]:
    """The ids of three changes of one team, of which nothing that is written is seen."""
    assert (await operator.runs("import", "office.yaml")).code == 0
    made = ("remedies", "plan", "--team", "PRJ-Ember", "--output", "plan.json")
    assert (await operator.runs(*made)).code == 0
    changes = json.loads((operator.home / "plan.json").read_text("utf-8"))["changes"]
    operator.tenant.lag(seconds=3600)
    return [each["id"] for each in changes if each["mode"] != "guided"][:3]


def let_see(operator: Operator) -> None:
    """What was written is seen from now on."""
    operator.tenant.lag()
    operator.tenant.set_clock(operator.tenant.world.clock.now + timedelta(hours=2))


def written(operator: Operator) -> int:
    """How many writes Graph did."""
    return sum(operator.tenant.world.graph.counts.written.values())


async def logged(operator: Operator) -> list[tuple[str, str]]:
    """What the log tells of what was approved, by change."""
    done = await operator.runs("audit", "log", "--format", "json")
    log = json.loads(done.out)["log"]
    return [(each["event"], each["change"]) for each in log if each["event"] != "proposed"]


def states(done: Done, chosen: list[str]) -> list[str]:
    """What is told of these."""
    told: dict[str, Any] = {each["id"]: each for each in json.loads(done.out)["changes"]}
    return [told[each]["state"] for each in chosen]


async def test_of_two_at_the_same_moment_one_does_it_and_the_other_says_so(
    operator: Operator, chosen: list[str]
) -> None:
    both = {asyncio.create_task(operator.runs(*APPLY, *chosen)) for _ in range(2)}
    first, second = await asyncio.wait(both, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    (loser,), (winner,) = first, second
    assert (loser.result().code, loser.result().err.splitlines()[-1]) == (2, BUSY)
    let_see(operator)
    done = await winner
    assert (done.code, states(done, chosen)) == (0, ["verified"] * 3), done.err
    assert written(operator) == 3
    assert [each for event, each in await logged(operator) if event == "verified"] == chosen


async def apply_until_the_first_is_written(
    operator: Operator, chosen: list[str]
) -> asyncio.subprocess.Process:
    begun = asyncio.Event()

    def witness(method: str, path: str, _query: Query, _answer: Answer) -> None:
        if method != "GET" and path != "/$batch":
            begun.set()

    operator.tenant.world.graph.witness = witness
    process = await operator.starts(*APPLY, *chosen)
    await asyncio.wait_for(begun.wait(), PATIENCE)
    return process


async def test_ctrl_c_ends_it_after_the_change_at_hand(
    operator: Operator, chosen: list[str]
) -> None:
    process = await apply_until_the_first_is_written(operator, chosen)
    process.send_signal(signal.SIGINT)
    await asyncio.sleep(0.1)
    let_see(operator)
    _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 2
    assert told.decode().splitlines()[-1] == STOPPED.format(done="1 of 3")
    first, *rest = chosen
    log = await logged(operator)
    assert (log.count(("verified", first)), written(operator)) == (1, 1)
    assert [each for event, each in log if event == "withdrawn"] == rest

    done = await operator.runs(*APPLY, *chosen)
    assert (done.code, states(done, chosen)) == (0, ["verified"] * 3)
    assert written(operator) == 3


async def test_ctrl_c_twice_breaks_off_the_change_at_hand_too(
    operator: Operator, chosen: list[str]
) -> None:
    process = await apply_until_the_first_is_written(operator, chosen)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        await asyncio.sleep(0.3)
    _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 2
    assert told.decode().splitlines()[-1] == BROKEN_OFF.format(done="1 of 3")
    log = await logged(operator)
    assert [each for event, each in log if event == "withdrawn"] == chosen[1:]
    assert "verified" not in {event for event, _ in log}

    let_see(operator)
    done = await operator.runs(*APPLY, *chosen)
    assert (done.code, states(done, chosen)) == (0, ["verified"] * 3)
    assert written(operator) == 3
