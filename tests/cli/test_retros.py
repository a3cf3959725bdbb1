"""Retros are opened, closed and taken out from the command line."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.colleagues.playing import RetroWish
from tests.cli.conftest import Operator
from tests.cli.terminal import PATIENCE

APOLLO = "19:6603af8735d057a7a536c8afc1e64557@thread.tacv2"


@pytest.fixture
async def serving(operator: Operator) -> AsyncIterator[Operator]:
    """An operator whose server runs, with the app in every team."""
    await operator.runs("import", "office.yaml")
    server = await operator.starts("serve", "--port", str(operator.port))
    try:
        await _answers(f"http://127.0.0.1:{operator.port}/readyz")
        await operator.tenant.install()
        yield operator
    finally:
        server.terminate()
        await asyncio.wait_for(server.communicate(), PATIENCE)


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while True:
            try:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


async def test_a_retro_is_opened_held_closed_and_exported(serving: Operator) -> None:
    opened = await serving.launches("retros", "open", "--all", "--wait")
    assert opened.code == 0, opened.err
    assert "apollo-retro: opened, as " in opened.out
    assert "3 deliveries: 3 sent." in opened.out
    again = await serving.runs("retros", "open", "apollo-retro")
    own_id = again.out.split("is open already, as ")[1].split(".")[0]
    assert own_id in opened.out
    (played,) = await serving.tenant.retro(RetroWish(APOLLO, until="actions"))
    assert played["notes"]

    closed = await serving.runs("retros", "close", "--all")
    assert closed.out == "Closed 3.\n"
    written = await serving.launches("retros", "export", "apollo-retro", "--output", "it.md")
    assert written.err == "Written to it.md.\n", written.err
    page = (serving.home / "it.md").read_text("utf-8")
    assert page.startswith("# Apollo app · retro 1\n")
    told = json.loads((await serving.runs("retros", "export", own_id, "--format", "json")).out)
    table = (await serving.runs("retros", "export", "apollo", "--format", "csv")).out
    rows = list(csv.DictReader(io.StringIO(table)))
    kinds = [each["kind"] for each in rows]
    assert told["retro"]["id"] == own_id
    assert kinds.count("note") == len(told["notes"]) == played["notes"]
    assert kinds.count("action") == len(told["actions"]) == played["actions"]
    assert page.count("\n- ") == len(rows)


async def test_what_has_not_begun_yet_cannot_be_taken_out(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    for id_ in ("apollo-retro", "nobody's", "0" * 32):
        exported = await operator.runs("retros", "export", id_)
        assert exported.code == 2
        assert "There was no retro of" in exported.err or "There is no retro" in exported.err
        assert f"“{id_}”" in exported.err
        assert "Traceback" not in exported.err


async def test_a_team_that_has_not_met_us_is_named_and_its_retro_waits(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    opened = await operator.runs("retros", "open", "apollo-retro")

    assert opened.code == 0, opened.err
    assert "its team has not met Process Center yet, so the card waits for that." in opened.out


async def test_an_unknown_retro_opens_nothing(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    opened = await operator.runs("retros", "open", "apolo-retro", "apollo-retro")
    assert opened.code == 2
    assert "There is no retro “apolo-retro”, so nothing was opened." in opened.err
    assert (await operator.runs("retros", "close", "--all")).out == "No retro is open there.\n"


async def test_which_retros_are_meant_has_to_be_said(operator: Operator) -> None:
    for what in ("open", "close"):
        for words in ((), ("--all", "apollo-retro")):
            refused = await operator.runs("retros", what, *words)
            assert refused.code == 2
            assert "Name retros by their ids, or say --all." in refused.err


async def test_a_place_that_cannot_be_written_to_is_told_at_once(operator: Operator) -> None:
    refused = await operator.runs("retros", "export", "x", "--output", "nowhere/it.md")

    assert refused.code == 2
    assert "is not there" in refused.err
