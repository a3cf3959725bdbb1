"""SIGKILL at any moment of an audit: who goes on asks for the rest, and finds the same."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.processes import Running, launch, until
from bench.stage import Size, Stage, staged
from store.migrate import migrate

SLOW = 200  # milliseconds an answer of Graph: long enough to be killed in between
SOON = 120.0  # seconds for anything that is waited for
MOMENTS = 3  # at which one run is killed, one after the other
PART = {"where": "graph_part", "share": 0.02, "retry_after": 1.0}
FAULTS = (
    {"kind": "429", **PART},
    {"kind": "503", **PART},
    {"kind": "408", **PART},
    {"kind": "502_after", "where": "graph", "times": 1},
    {"kind": "drop_before", "where": "graph", "share": 0.05},
    {"kind": "nulls", **PART},
)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant of 300 teams, and an empty database."""
    async with staged(Size(1200)) as made:
        await migrate(made.database.url)
        yield made


async def asked(stage: Stage) -> int:
    """How many requests Graph has got."""
    counts = await stage.order("graph_counts")
    number: int = counts["http_requests"]
    return number


async def begun(stage: Stage, *words: str) -> Running:
    arguments = ("-m", "bot", "audit", "--format", "json", *words)
    return await launch(arguments, stage.environment, stage.home / "audit.log")


async def found(stage: Stage, name: str, *words: str) -> list[dict[str, Any]]:
    """What a run finds that comes to its end, without what only its time says."""
    file = Path(stage.home / name)
    process = await begun(stage, "--output", str(file), *words)
    assert await process.process.wait() in (0, 1, 3), process.log.read_text()
    return _findings(file)


def _findings(file: Path) -> list[dict[str, Any]]:
    found = json.loads(file.read_text("utf-8"))["findings"]
    return [{**each, "first_seen_at": None} for each in found]


async def killed(stage: Stage, after: int, *words: str) -> None:
    """A run that is killed once Graph got so many requests of it."""
    before = await asked(stage)
    process = await begun(stage, *words)
    try:

        async def there() -> bool:
            return process.process.returncode is not None or await asked(stage) - before >= after

        await until(there, "The audit did not begin", SOON, 0.02)
    finally:
        await process.kill()


@pytest.mark.parametrize(("seed", "faults"), [(0, ()), (1, FAULTS)])
async def test_a_run_that_is_killed_again_and_again_finds_what_a_clean_one_does(
    stage: Stage, seed: int, faults: Sequence[Mapping[str, object]]
) -> None:
    """Whatever failed before it was killed."""
    dice = Random(seed)  # noqa: S311 nothing secret is made of it
    clean = await found(stage, "clean.json")
    all_of_it = await asked(stage)
    await stage.order("latency", {"ms": SLOW})

    for fault in faults:
        await stage.order("faults", fault)

    await killed(stage, dice.randrange(all_of_it // 4, all_of_it * 3 // 4))
    for _ in range(MOMENTS - 1):
        await killed(stage, dice.randrange(1, all_of_it // 4), "--resume")
    runs = await stage.database.all(dict, "SELECT id FROM audit_runs WHERE state = 'done'")
    assert len(runs) == 1, "a part was shown as a run"
    await stage.clear_faults()
    before = await asked(stage)
    resumed = await found(stage, "resumed.json", "--resume")

    assert resumed == clean
    assert await asked(stage) - before < all_of_it, "nothing was remembered"
    left = await stage.database.row("SELECT count(*) AS left FROM audit_answers")
    assert left == {"left": 0}


async def test_where_nothing_was_broken_off_nothing_can_go_on(stage: Stage) -> None:
    process = await begun(stage, "--resume")

    assert await process.process.wait() == 2
    assert "there is nothing to go on with" in process.log.read_text()
