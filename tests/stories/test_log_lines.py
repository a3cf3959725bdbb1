"""A whole round in the log: every line can be followed, and none tells what people wrote."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot import logs
from simulator.faults import Fault, FaultKind
from tests.rehearsal import TOKEN, Rehearsal
from tests.stories.people import APOLLO, BOREALIS, GREEN, MONDAY, Person
from tests.stories.wire import Wire, answer, open_round

OURS = ("bot", "cards", "core", "graph", "jobs", "store")
WORDS = "hippopotamus"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the process writes, as an operator sees it, with every line of ours."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    stream = io.StringIO()
    logs.configure("json", stream)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.setLevel(before[0])
    for handler in set(root.handlers) - set(before[1]):
        root.removeHandler(handler)
    for name in (*OURS, *logs.QUIET):
        logging.getLogger(name).setLevel(logging.NOTSET)


async def test_no_line_of_a_whole_round_has_words_names_or_secrets(
    log: io.StringIO, center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    center.tenant.fault(Fault(FaultKind.ERROR_BEFORE, times=1, method="PUT"))
    center.tenant.fault(Fault(FaultKind.THROTTLE, times=1, conversation=BOREALIS, retry_after=1))
    await center.at(MONDAY)
    red = {"schedule": "red", "schedule_note": WORDS, "attention": WORDS, "listen": WORDS}
    await noor.answers(**GREEN | red)
    await ada.answers(**GREEN, listen=WORDS)
    await ada.writes(f"@Process Center {WORDS}")
    await wire.post(wire.press(noor, answer(await open_round(center), schedule=WORDS)))
    await wire.post({}, raw=f'{{"text": "{WORDS}"'.encode())
    await center.at(MONDAY + timedelta(days=1))
    await ada.opens("checkin.answers")

    told = log.getvalue()
    assert "sent delivery=" in told
    for secret in (WORDS, TOKEN, "Noor", "Ada", "noor.haddad", "Apollo", "eyJ"):
        assert secret not in told


async def test_every_line_about_a_piece_of_work_has_its_id(
    log: io.StringIO, center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await center.database.run("DELETE FROM addresses")
    await wire.post(wire.message(noor, "<at>Process Center</at> help"))
    await center.settled()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (met,) = [line for line in lines if APOLLO in line["message"]]

    assert met["work_id"].startswith("a-")
    (sent,) = [line for line in lines if line["logger"] == "jobs.tasks.deliver"]
    assert sent["work_id"].startswith("j-")
    assert all(line["work_id"] != "-" for line in lines)


async def test_what_goes_wrong_inside_is_told_kindly_and_logged_without_the_words(
    log: io.StringIO, monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    """A column is taken away, so that the store itself fails."""
    round_id = await open_round(monday)
    await monday.database.run("ALTER TABLE submissions DROP COLUMN said")
    heard = await wire.post(wire.press(noor, answer(round_id, listen=WORDS)))

    assert heard.status == 200
    assert "Something went wrong on our side. Nothing was stored" in heard.says
    (failed,) = [json.loads(line) for line in log.getvalue().splitlines() if "turn failed" in line]
    assert failed["work_id"].startswith("a-")
    assert failed["level"] == "ERROR"
    assert WORDS not in log.getvalue()
    assert "0 of 7" in str(monday.cards(APOLLO))
