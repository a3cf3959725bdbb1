"""Every job says what a crash may do to it, and is one that the engine can run."""

import importlib
import inspect
from pathlib import Path

import pytest

from core.registry import collect
from jobs import tasks
from jobs.engine import Engine
from jobs.tasks import Job, Later, growing
from store.database import Database

FILES = sorted(file.stem for file in Path(tasks.__path__[0]).glob("[a-z]*.py"))
JOBS = collect(tasks, "JOB", Job)


def test_each_file_is_a_job() -> None:
    assert [*JOBS] == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_job_promises_what_happens_when_it_runs_twice(name: str) -> None:
    words = importlib.import_module(f"jobs.tasks.{name}").__doc__ or ""

    assert "Safe to run twice" in words, "say in the docstring what a crash leaves behind"


@pytest.mark.parametrize("name", FILES)
def test_a_job_takes_the_ports_and_then_its_item_by_name(name: str) -> None:
    job = JOBS[name]
    first, *item = inspect.signature(job.run).parameters

    assert inspect.iscoroutinefunction(job.run)
    assert first == "ports"
    assert {*job.in_turn} <= {*item}
    assert not (job.in_turn and job.alone), "alone is in turn with all"
    assert job.attempts > 0


async def test_the_engine_knows_every_job(database: Database) -> None:
    async with Engine(database.pool) as engine:
        known = {name: task.queue for name, task in engine._app.tasks.items() if name in JOBS}

    assert known == {name: job.queue for name, job in JOBS.items()}


def test_what_teams_fails_to_take_is_tried_less_and_less_often() -> None:
    assert [growing(2.0, times) for times in range(1, 8)] == [2, 4, 8, 16, 32, 60, 60]
    assert growing(2.0, 10_000) == 60
    assert growing(90.0, 3) == 90


async def test_a_job_can_be_done_without_the_engine() -> None:
    done: list[object] = []

    async def run(*given: object, **named: object) -> None:
        done.extend([*given, named])

    await Job(run, queue="q")("ports", item=7)
    assert done == ["ports", {"item": 7}]
    assert str(Later(1.25)) == "again in 1.2 s"
