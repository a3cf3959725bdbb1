"""`backup` and `restore` as an operator types them."""

import asyncio
import os
import signal
import stat
import time
from pathlib import Path
from select import select

import psutil
import pytest

from tests.cli.conftest import Operator

PATIENCE = 30.0  # seconds after which a test gives up


async def test_what_was_saved_comes_back_and_only_when_it_is_said(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    before = (await operator.runs("export")).out
    saved = await operator.launches("backup", "center.backup")
    assert (saved.code, saved.out) == (0, "")
    assert saved.err.endswith("Saved to center.backup.\n")
    assert stat.S_IMODE((operator.home / "center.backup").stat().st_mode) == 0o600

    smaller = "center: {organisation: Contoso, time_zone: UTC}\n"
    (operator.home / "other.yaml").write_text(smaller)
    await operator.runs("import", "other.yaml", "--prune", "--yes")
    refused = await operator.runs("restore", "center.backup")
    assert refused.code == 2
    assert refused.err.endswith(
        "is not empty, and a restore replaces all of it. Add --yes to do that.\n"
    )
    assert (await operator.runs("export")).out != before

    restored = await operator.launches("restore", "center.backup", "--yes")
    assert restored.code == 0, restored.err
    assert restored.out.startswith("The database is as it was at 20")
    assert (await operator.runs("export")).out == before


async def test_from_the_embedded_database_to_a_server_of_one_s_own(operator: Operator) -> None:
    embedded = {"DATABASE_URL": "", "DATA_DIR": str(operator.home / "data")}
    nothing = await operator.runs("backup", "center.backup", **embedded)
    assert (nothing.code, "There is no database in" in nothing.err) == (2, True)
    assert not (operator.home / "data").exists(), "none is made"
    await operator.runs("import", "office.yaml", **embedded)
    assert (await operator.runs("backup", "center.backup", **embedded)).code == 0

    assert (await operator.runs("restore", "center.backup")).code == 0
    here, there = await operator.runs("export"), await operator.runs("export", **embedded)
    assert here.out == there.out


async def test_a_rehearsal_whose_clock_was_moved_comes_back_in_a_rehearsal_alone(
    operator: Operator,
) -> None:
    await operator.runs("clock", "forward", "1w")
    await operator.runs("backup", "center.backup")
    await operator.runs("clock", "reset")
    real = {"GRAPH_URL": "https://graph.microsoft.com/v1.0", "STATIC_TOKEN": ""}
    refused = await operator.runs("restore", "center.backup", "--yes", **real)
    assert (refused.code, "is of a rehearsal whose clock was moved" in refused.err) == (2, True)

    assert (await operator.runs("restore", "center.backup", "--yes")).code == 0
    assert "7 days" in (await operator.runs("clock")).out


async def test_while_it_serves_it_can_be_saved_but_not_restored(operator: Operator) -> None:
    serving = await operator.starts("serve", "--port", str(operator.port))
    assert serving.stdout
    assert b"answers at" in await serving.stdout.readline()
    try:
        assert (await operator.runs("backup", "center.backup")).code == 0
        refused = await operator.runs("restore", "center.backup", "--yes")
        assert refused.code == 2
        assert "Process Center is at work on the database" in refused.err
        assert refused.err.endswith("Stop each serve and worker of it first.\n")
    finally:
        serving.send_signal(signal.SIGTERM)
        await serving.wait()


@pytest.mark.parametrize("wait", [0.0, 1.0])
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
async def test_a_backup_that_is_ended_half_way_leaves_the_one_of_before(
    operator: Operator, sign: signal.Signals, wait: float
) -> None:
    """Somebody reads from a pipe so slowly that it is never done."""
    (operator.home / "center.backup").write_text("before")
    os.mkfifo(operator.home / "pipe")
    (operator.home / "link").symlink_to("pipe")
    reader = os.open(operator.home / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    begun = await operator.starts("backup", "link")
    try:
        assert select([reader], [], [], PATIENCE)[0]
        await asyncio.sleep(wait)
        begun.send_signal(sign)
        async with asyncio.timeout(PATIENCE):
            assert await begun.wait() == (2 if sign == signal.SIGTERM else -sign)
    finally:
        os.close(reader)  # ends who waits for it
    assert (operator.home / "center.backup").read_text() == "before"
    assert not [each for each in operator.home.iterdir() if each.name.endswith(".part")]
    assert nothing_is_left(operator.home)


def nothing_is_left(home: Path) -> bool:
    """No program of PostgreSQL that was begun there goes on."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        going = (each.info for each in psutil.process_iter(["name", "cwd"]))
        if not [each for each in going if each["cwd"] == str(home) and each["name"] == "pg_dump"]:
            return True
        time.sleep(0.05)
    return False
