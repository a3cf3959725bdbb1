"""`remedies apply` is killed at some moment: each change is made once, and the next one goes on.

Whoever goes on looks for what was begun as long as Graph may lag, which is a minute.
"""

import asyncio
import json
import random
from typing import Any

import pytest

from tests.cli.conftest import Operator, operator, terminal

__all__ = ["operator", "terminal"]

PAT = "pat@contoso.example"
APPLY = ("remedies", "apply", "plan.json", "--approved-by", PAT, "--budget", "30", "--only")


@pytest.mark.parametrize("seed", range(1))
async def test_what_is_killed_goes_on_and_makes_nothing_twice(
    operator: Operator,
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311
    assert (await operator.runs("import", "office.yaml")).code == 0
    done = await operator.runs("remedies", "plan", "--output", "plan.json")
    assert done.code == 0, done.err
    changes = json.loads((operator.home / "plan.json").read_text("utf-8"))["changes"]
    chosen = [
        each["id"]
        for each in changes
        if each["mode"] != "guided" and each["kind"] != "delete_team" and not _is_open(each)
    ]
    await _killed(operator, chance, *chosen)

    last = await operator.runs(*APPLY, *chosen)
    assert last.code in (0, 3), last.err
    told = json.loads(last.out)["changes"]
    states = {each["state"] for each in told if each["mode"] != "guided"}
    assert states <= {"verified", "skipped", "refused"}, told
    log = json.loads((await operator.runs("audit", "log", "--format", "json")).out)["log"]
    verified = [each["change"] for each in log if each["event"] == "verified"]
    assert len(verified) == len(set(verified))
    names = [
        channel.name
        for team in operator.tenant.world.directory.teams.values()
        for channel in team.channels
        if team.name == "PRJ-Granite"
    ]
    assert names.count("Status") == 1


def _is_open(change: dict[str, Any]) -> bool:
    """Whether somebody has to write what it becomes."""
    return bool(change["picks"] == "text")


async def _killed(operator: Operator, chance: random.Random, *chosen: str) -> None:
    """Begun anew, and killed a moment after it told how far it is."""
    process = await operator.starts(*APPLY, *chosen)
    assert process.stderr
    async with asyncio.timeout(60):
        for _ in range(chance.randint(1, 2)):
            assert b"Applying changes" in await process.stderr.readline()
    await asyncio.sleep(chance.uniform(0.0, 0.1))
    process.kill()
    await process.communicate()
    assert process.returncode == -9
