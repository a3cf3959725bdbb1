"""Commands end though the database says nothing: with one sentence, or in order."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.away import AWAY
from tests.cli.conftest import Operator
from tests.silence import Line, line_to

LATEST = 20.0  # seconds, which is what docs/bounds.md promises for an end


@pytest.fixture
async def line(operator: Operator) -> AsyncIterator[Line]:
    """The operator's way to the database."""
    async with line_to(operator.environment["PROCESS_CENTER_DATABASE_URL"]) as made:
        operator.environment["PROCESS_CENTER_DATABASE_URL"] = made.url
        yield made


async def test_a_server_ends_in_order_though_its_database_says_nothing(
    operator: Operator, line: Line
) -> None:
    serving = await operator.starts("serve", "--port", str(operator.port))
    assert serving.stdout
    assert b"answers at" in await serving.stdout.readline()
    line.falls_silent()
    serving.terminate()
    async with asyncio.timeout(LATEST):
        await serving.communicate()
    assert serving.returncode == 0


@pytest.mark.parametrize("words", [("export",), ("worker",)])
async def test_a_command_says_it_in_one_sentence(
    operator: Operator, line: Line, words: tuple[str, ...]
) -> None:
    line.falls_silent()
    done = await operator.runs(*words)
    assert (done.code, done.err.splitlines()) == (2, [AWAY])
