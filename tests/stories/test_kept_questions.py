"""A round keeps its questions: a set that is changed or removed touches nothing that is open."""

import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import App
from bot.doctor import examine
from core.checkins.model import Dimension, Questions
from jobs.tasks import close_round
from tests.conftest import shipped
from tests.rehearsal import Rehearsal, serving
from tests.stories.people import LATE_STORE, MONDAY, Person, shown
from tests.stories.wire import Wire, answer, open_round

USUAL = shipped().questions["stop-look-listen"]
QUALITY = replace(
    USUAL, id="quality", stop="How good is it?", dimensions=(Dimension("quality", "Quality"),)
)
LATER: Mapping[str, Mapping[str, Questions]] = {
    "changed": {"stop-look-listen": replace(QUALITY, id="stop-look-listen")},
    "removed": {"quality": QUALITY},
}


@asynccontextmanager
async def started_again(
    center: Rehearsal, sets: Mapping[str, Questions]
) -> AsyncIterator[tuple[App, str]]:
    """A server that found other question sets in the content folder, and its address."""
    content = replace(shipped(), questions=sets)
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = center.made.settings
    async with serving(center.database.url, settings, listening, content=content) as made:
        yield made, url


@pytest.mark.parametrize("what", LATER)
async def test_an_open_round_asks_and_reports_what_it_asked_when_it_opened(
    monday: Rehearsal, wire: Wire, noor: Person, what: str
) -> None:
    ada, round_id = Person(monday, "ada"), await open_round(monday)
    await noor.answers(**LATE_STORE)
    async with started_again(monday, LATER[what]) as (made, url):
        ask = {"verb": "checkin.answer", "round": round_id}
        fetched = await wire.post(wire.press(ada, ask, "task/fetch"), url=url)
        assert "Schedule" in str(fetched.body)
        assert "Quality" not in str(fetched.body)
        heard = await wire.post(wire.press(ada, answer(round_id)), url=url)
        assert heard.says.startswith("Saved")
        await close_round.run(made.ports, round_id)
        await monday.settled()

        assert "Schedule red by 1 of 2" in shown(monday)
        assert "Quality" not in shown(monday)
        ((opened,), _) = await made.ports.checkins.rounds.open(
            ["apollo-weekly"], made.ports.clock.now()
        )
        asked = (await made.ports.checkins.rounds.round(opened.round_id, MONDAY)).questions
        assert asked == next(iter(LATER[what].values())), "the next round asks what is there now"


async def test_the_doctor_tells_of_a_set_that_is_named_and_gone(monday: Rehearsal) -> None:
    async with started_again(monday, LATER["removed"]) as (made, _):
        remarks = {each.about: each async for each in examine(made)}
    assert not remarks["content"].fine
    assert (
        "There is no “stop-look-listen” in the folder content/questions." in remarks["content"].says
    )

    remarks = {each.about: each async for each in examine(monday.made)}
    assert remarks["content"].fine
