"""A line of the log says whose work it belongs to, and no secret."""

import asyncio
import contextlib
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from core.work import working

FULL = Path("/dev/full")
SECRET = 'hunter2 "quoted" ü'  # noqa: S105 the word that must be nowhere
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhcHAifQ.c2lnbmF0dXJl"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where lines go; afterwards logging is as it was."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    yield io.StringIO()
    root.setLevel(before[0])
    for handler in set(root.handlers) - set(before[1]):
        root.removeHandler(handler)


log = logging.getLogger("bot.test")


def test_every_line_of_a_work_has_its_id(stream: io.StringIO) -> None:
    logs.configure("text", stream)
    log.info("before")
    with working("a-1b2c"):
        log.info("card posted conversation=%s", "19:a")
        with working("j-7"):
            log.info("inner")
        log.info("after")
    ids = [line.split()[2] for line in stream.getvalue().splitlines()]
    assert ids == ["-", "a-1b2c", "j-7", "a-1b2c"]
    assert "INFO    a-1b2c bot.test: card posted conversation=19:a" in stream.getvalue()


async def test_work_done_at_once_keeps_its_ids_apart(stream: io.StringIO) -> None:
    logs.configure("json", stream)

    async def one(name: str) -> None:
        with working(name):
            await asyncio.sleep(0)
            log.info("done for=%s", name)

    await asyncio.gather(*(one(f"a-{number}") for number in range(20)))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 20
    assert all(line["message"] == f"done for={line['work_id']}" for line in lines)


def test_json_has_one_object_a_line_with_fields_and_traceback(stream: io.StringIO) -> None:
    logs.configure("json", stream)
    try:
        int("no number")
    except ValueError:
        log.exception("reading failed", extra={"rows": 3})
    line = json.loads(stream.getvalue())
    assert (line["level"], line["logger"], line["message"]) == (
        "ERROR",
        "bot.test",
        "reading failed",
    )
    assert line["rows"] == 3
    assert line["at"].endswith("Z")
    assert "ValueError" in line["exc_info"]


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize(
    ("leak", "stays"),
    [
        (SECRET, ""),
        ("Authorization: Bearer abc.def-ghi", "Bearer"),
        (str({"Authorization": "bearer abc.def-ghi"}), "bearer"),
        (JWT, ""),
        ("postgresql://center:abc.def-ghi@db/center", "@db/center"),
        ("client_secret=abc.def-ghi&scope=x", "scope=x"),
        ('{"access_token": "abc.def-ghi"}', "access_token"),
    ],
)
def test_the_last_net_masks_what_should_never_have_got_there(
    stream: io.StringIO, format_: str, leak: str, stays: str
) -> None:
    logs.configure(format_, stream, [SECRET, ""])
    log.info("said %s", leak)
    try:
        raise ValueError(leak)
    except ValueError:
        log.exception("failed")
    said = stream.getvalue()
    assert "***" in said
    assert stays in said
    for secret in ("hunter2", "abc.def-ghi", JWT, "c2lnbmF0dXJl"):
        assert secret not in said


def test_setting_it_up_again_replaces_what_was(stream: io.StringIO) -> None:
    logs.configure("json", io.StringIO())
    logs.configure("text", stream)
    log.info("once")
    logging.getLogger("azure.identity").info("chatter")
    logging.getLogger("aiohttp.access").info("chatter")
    assert stream.getvalue().count("\n") == 1


def test_what_we_tell_ourselves_is_not_told_by_others_too(stream: io.StringIO) -> None:
    """A sweep that hangs is skipped each second, and one that is broken off is no failure."""
    logs.configure("text", stream)
    logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of instances")
    logging.getLogger("apscheduler.executors.default").error("raised an exception")
    logging.getLogger("procrastinate.worker").error("job failed")
    assert stream.getvalue() == ""


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_log_that_cannot_be_written_stops_nothing(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full: work goes on, and lines come again when there is room."""
    with FULL.open("w", buffering=1, encoding="utf-8") as full:
        logs.configure("json", full)
        log.info("lost")
        with contextlib.suppress(OSError):
            full.close()
    logs.configure("text", stream)
    log.info("there is room")
    assert "there is room" in stream.getvalue()
    assert "No space left on device" in capsys.readouterr().err
