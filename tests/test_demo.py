"""The demo's past is played to its end, and a visitor finds in it what the tour speaks of."""

import asyncio
import itertools
import re
import shlex
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.clockwork import door
from bot.demo import story
from bot.demo.company import until
from bot.demo.tenant import started
from bot.demo.theatre import Theatre, _cast, at_work, free_port, opened, rehearsal, tell
from core.errors import SetupError
from simulator import look_up
from tests.simulator.conftest import person

MONDAY = date(2026, 11, 16)
WEEKS = 2
PAT = person("pat").id
WEEK = [
    "check-ins close",
    "digests come",
    "the audit runs",
    "retros open",
    "retros open",
    "the audit runs",
    "check-ins open",
]


async def test_two_weeks_end_with_all_that_the_tour_needs_and_are_kept(tmp_path: Path) -> None:
    port = free_port()
    async with opened(tmp_path, port, MONDAY) as theatre:
        await tell(theatre, WEEKS)
        before = await _found(theatre)
    assert {"checkin.answer", "retro.ballot", "checkin.answers"} <= before["Answer a check-in"]
    assert {"digest.acknowledge", "digest.ask"} <= before["Decide as a leader"]
    assert "audit.page" in before["See what the night found"]
    assert len(before) == 13

    async with opened(tmp_path, port) as theatre, at_work(theatre, tmp_path):
        now = datetime.fromisoformat((await theatre.tenant.state())["now"])
        assert now.date() == MONDAY, "no time passes between two demos"
        assert await _found(theatre) == before
        await _say(theatre, PAT, "check in")
        await _say(theatre, PAT, "digest")
        asked_for = await _chat(theatre, PAT)
        assert "digest.page" in str(asked_for[-1])
        await _a_week_goes_by(theatre, tmp_path, now)
        as_before = (await _chat(theatre, PAT))[: len(asked_for)]
        assert [each["cards"] for each in as_before] == [each["cards"] for each in asked_for]


async def _a_week_goes_by(theatre: Theatre, home: Path, now: datetime) -> None:
    """All that is due on the way happens, and colleagues do their part in it."""
    told: list[str] = []
    assert await door.asked(home, now + timedelta(weeks=1), told.append)
    assert [" ".join(each.split(" ")[1:]) for each in told] == WEEK

    state = await theatre.tenant.state()
    assert datetime.fromisoformat(state["now"]).date() == MONDAY + timedelta(weeks=1)
    for stop in state["tour"][:2]:
        where = quote(stop["conversation"], safe="")
        messages: list[Any] = await theatre.tenant.order(f"messages?conversation={where}")
        *_, report, open_ = [str(each["cards"]) for each in messages if "checkin" in str(each)]
        assert "closed Tue" in report
        assert re.search("[3-9] of [0-9]+", report), "colleagues answered on the way"
        assert "open until" in open_
        assert "0 of" not in open_, "some have answered the new one already"
    kim = state["tour"][4]["conversation"]
    assert "digest.decide" in await _verbs(theatre, kim), "the newest is left to the visitor"


async def _say(theatre: Theatre, who: str, words: str) -> None:
    """A visitor to the bot, who sees its answer."""
    place, before = await _place(theatre, who), len(await _chat(theatre, who))
    url = f"{theatre.tenant.url}/chat/conversations/{quote(place, safe='')}/messages"
    async with theatre.tenant.session.post(url, json={"as": who, "text": words}) as response:
        response.raise_for_status()

    async def answered() -> bool:
        return len(await _chat(theatre, who)) > before + 1

    await until(answered, f"“{words}” was not answered")


async def _chat(theatre: Theatre, who: str) -> list[Any]:
    place = quote(await _place(theatre, who), safe="")
    messages: list[Any] = await theatre.tenant.order(f"messages?conversation={place}")
    return messages


async def _place(theatre: Theatre, who: str) -> str:
    stops = (await theatre.tenant.state())["tour"]
    return next(str(each["conversation"]) for each in stops if each["as"] == who)


async def _found(theatre: Theatre) -> dict[str, set[str]]:
    """What can be pressed at each stop of the tour."""
    state = await theatre.tenant.state()
    return {stop["title"]: await _verbs(theatre, stop["conversation"]) for stop in state["tour"]}


async def _verbs(theatre: Theatre, conversation: str) -> set[str]:
    where = quote(conversation, safe="")
    messages: list[Any] = await theatre.tenant.order(f"messages?conversation={where}")
    buttons = look_up.buttons([each["cards"] for each in messages])
    return {str(look_up.verb_of(each)) for each in buttons}


def test_a_checkout_may_be_in_a_folder_with_blanks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = str(tmp_path / "a b" / ".venv" / "bin" / "python")
    monkeypatch.setattr(sys, "executable", python)
    cast = _cast(tmp_path, 1, rehearsal(tmp_path, 2), 2, MONDAY)
    command = dict(itertools.pairwise(cast.arguments))["--clock-command"]

    assert shlex.split(command) == [python, "-m", "bot", "clock"]


async def test_who_plays_hears_that_the_company_is_gone(tmp_path: Path) -> None:
    port = free_port()
    async with started(_cast(tmp_path, 1, rehearsal(tmp_path, port), port, MONDAY)) as tenant:
        assert tenant.process
        tenant.process.kill()
        async with asyncio.timeout(20):
            await tenant.gone()


async def test_a_step_that_does_not_come_to_its_end_is_named() -> None:
    async def never() -> bool:
        return False

    with pytest.raises(SetupError, match="The demo stopped: the audit was not done"):
        await until(never, "the audit was not done", patience=0.01)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-16T15:59", "2026-11-09"),  # 9:59 in Chicago
        ("2026-11-16T16:01", "2026-11-16"),
        ("2026-11-23T04:00", "2026-11-16"),  # still Sunday there
    ],
)
def test_the_past_leads_to_a_monday_on_which_people_have_answered(now: str, monday: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert story.last_monday(at) == date.fromisoformat(monday)
    assert story.present(story.last_monday(at)) < at
