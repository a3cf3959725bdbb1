"""The chat page's interface: what a person sees, writes, presses, and hears live."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.tiny_bot import ANSWER, NO_CHANGE, TinyBot, posted

ADA = person("ada").id


async def test_the_window_shows_only_what_the_person_belongs_to(client: Client) -> None:
    ada = (await client("GET", "/chat/state")).body
    noor = (await client("GET", "/chat/state", **{"as": person("noor.haddad").id})).body

    assert ada["me"]["name"] == "Ada Okonkwo"
    assert "Steering" in channels_of(ada, "PRJ-Apollo")
    assert "Steering" not in channels_of(noor, "PRJ-Apollo")
    assert channels_of(ada, "PRJ-Cedar") == []
    assert ada["chats"][0]["with"]["name"] == "Process Center"
    assert "Kim Halvorsen" in [chat["with"]["name"] for chat in ada["chats"]]
    assert len(ada["tour"]) > 3
    unread = [channel["unread"] for team in ada["teams"] for channel in team["channels"]]
    assert set(unread) == {0}


def channels_of(state: Any, team: str) -> list[str]:
    return [c["name"] for t in state["teams"] if t["name"] == team for c in t["channels"]]


async def test_messages_come_in_pages_from_the_newest(client: Client, apollo: str) -> None:
    path = f"/chat/conversations/{apollo}/messages"
    newest = (await client("GET", path, limit="3")).body
    older = (await client("GET", path, limit="50", before=newest["messages"][0]["id"])).body

    assert newest["more"] is True
    assert older["more"] is False
    times = [each["sent_at"] for each in older["messages"] + newest["messages"]]
    assert times == sorted(times)
    assert len(times) == 7


async def test_the_bot_hears_a_mention_and_nothing_else(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    path = f"/chat/conversations/{apollo}/messages"
    await client("POST", path, {"as": ADA, "text": "Lunch?"})
    said = await client("POST", path, {"as": ADA, "text": "@Process Center help"})

    assert said.status == 201
    assert said.body["mentions"][0]["name"] == "Process Center"
    (heard,) = bot.of("message")
    assert heard["text"] == "<at>Process Center</at> help"
    assert heard["conversation"]["id"] == f"{apollo};messageid={said.body['id']}"
    assert heard["from"]["aadObjectId"] == ADA
    assert heard["channelData"]["team"]["name"] == "PRJ-Apollo"


async def test_who_writes_to_the_bot_first_has_just_added_it(client: Client, bot: TinyBot) -> None:
    chat = (await client("GET", "/chat/state")).body["chats"][0]["id"]
    await client("POST", f"/chat/conversations/{chat}/messages", {"as": ADA, "text": "help"})

    kinds = [each["type"] for each in bot.heard]
    assert kinds == ["conversationUpdate", "installationUpdate", "message"]
    assert bot.heard[-1]["conversation"]["conversationType"] == "personal"


async def test_a_press_opens_the_dialog_and_sending_it_says_what_happened(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    place = {"as": ADA, "conversation": apollo, "message": made}
    dialog = (await client("POST", "/chat/press", place | {"action": ANSWER, "inputs": {}})).body
    sent = await client("POST", "/chat/dialog", place | {"data": {"verb": "x", "schedule": "red"}})

    assert (dialog["kind"], dialog["title"], dialog["card"]["type"]) == (
        "dialog",
        "Check-in",
        "AdaptiveCard",
    )
    assert sent.body == {"kind": "message", "text": "Saved."}
    fetch, submit = bot.of("invoke")
    assert fetch["value"]["data"] == ANSWER["data"]
    assert fetch["replyToId"] == made
    assert submit["value"]["data"] == {"verb": "x", "schedule": "red"}
    assert "replyToId" not in submit


async def test_one_press_carries_its_verb_and_what_was_typed(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    result = await client(
        "POST",
        "/chat/press",
        {
            "as": ADA,
            "conversation": apollo,
            "message": made,
            "action": NO_CHANGE | {"data": {"round": "r1"}},
            "inputs": {"typed": "1"},
        },
    )

    assert result.body == {"kind": "message", "text": "Same as last week."}
    asked = bot.of("adaptiveCard/action")[0]["value"]["action"]
    assert asked["verb"] == "checkin.no_change"
    assert asked["data"] == {"round": "r1", "typed": "1"}


async def test_an_unanswered_invoke_is_repeated_once_with_a_new_id(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    press = {"as": ADA, "conversation": apollo, "message": made, "action": ANSWER}
    bot.silent_for = 1
    opened = await client("POST", "/chat/press", press)
    first, second = bot.of("task/fetch")
    bot.silent_for = 2
    failed = await client("POST", "/chat/press", press)

    assert opened.body["kind"] == "dialog"
    assert first["id"] != second["id"]
    assert first["value"] == second["value"]
    assert failed.body == {"kind": "error", "text": "Something went wrong. Try again."}


async def test_an_invoke_waits_only_so_long(begin: Starts, bot: TinyBot) -> None:
    bot.slow = True
    async with begin(invoke_patience=0.05) as tenant:
        await tenant.install(["PRJ-Apollo"], [])
        status = channel("PRJ-Apollo", "Status")
        said = tenant.messages(status)[-1]["id"]
        result = await tenant.acts.press(ADA, status, said, ANSWER, {})

    assert result["kind"] == "error"
    assert len({each["id"] for each in bot.of("task/fetch")}) == 2


async def test_nobody_reads_or_presses_where_they_do_not_belong(
    client: Client, apollo: str
) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    pat = person("pat").id
    read = await client("GET", f"/chat/conversations/{apollo}/messages", **{"as": pat})
    press = {"as": pat, "conversation": apollo, "message": made, "action": ANSWER}

    assert read.status == 403
    assert (await client("POST", "/chat/press", press)).status == 403
    assert "not in that conversation" in read.body["error"]


async def test_an_open_page_hears_posts_edits_deletions_and_the_clock(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    await tenant.install(["PRJ-Cedar"], [])
    path = f"/teams/v3/conversations/{apollo}/activities"
    async with client.session.get(f"{tenant.url}/chat/events", params={"as": ADA}) as stream:
        await heard(stream, 1)
        await client.post(channel("PRJ-Cedar", "Status"), posted("not for Ada"))
        made = (await client.post(apollo, posted())).body["id"]
        await client("PUT", f"{path}/{made}", posted("second"))
        await client("DELETE", f"{path}/{made}")
        await client("POST", "/chat/clock", {"forward": "1d"})
        events = await heard(stream, 7)

    assert [name for name, _ in events[:4]] == ["message", "unread", "edit", "delete"]
    assert events[1][1] == {"conversation": apollo, "unread": 1}
    assert events[2][1]["cards"][0]["body"][0]["text"] == "second"
    told = [(clock["ahead_seconds"], clock["progress"] is not None) for _, clock in events[4:]]
    assert told == [(0, True), (86400, True), (86400, False)]


async def heard(stream: aiohttp.ClientResponse, count: int) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    async with asyncio.timeout(60):
        while len(found) < count:
            block = (await stream.content.readuntil(b"\n\n")).decode()
            name, _, data = block.partition("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


async def test_opening_a_conversation_marks_it_read(client: Client, apollo: str) -> None:
    await client.post(apollo, posted())
    before = (await client("GET", "/chat/state")).body
    await client("POST", f"/chat/conversations/{apollo}/read", {"as": ADA})
    after = (await client("GET", "/chat/state")).body

    assert (unread(before, apollo), unread(after, apollo)) == (1, 0)


def unread(state: Any, conversation: str) -> int:
    return next(
        int(c["unread"]) for t in state["teams"] for c in t["channels"] if c["id"] == conversation
    )


COMMAND = """
import sys
print("2031-01-06T15:00+00:00", "check-ins open", flush=True)
if "2d" in sys.argv: sys.exit("The audit is not done.")
print("2031-01-07T15:00:00+00:00", *sys.argv[1:])
"""


@pytest.fixture
async def commanded(begin: Starts, tmp_path: Path) -> AsyncIterator[Client]:
    """A tenant whose clock is moved by a command."""
    script = tmp_path / "clock.py"
    script.write_text(COMMAND)
    async with (
        begin(clock_command=f"{sys.executable} {script}") as tenant,
        aiohttp.ClientSession() as session,
    ):
        yield Client(session, tenant.url)


async def test_the_clock_command_says_what_time_it_is(commanded: Client) -> None:
    moved = await commanded("POST", "/chat/clock", {"next": "monday 09:00"})

    assert moved.body["now"].startswith("2031-01-07T15:00:0")


async def test_the_page_is_told_what_happens_on_the_way(commanded: Client) -> None:
    address = f"{commanded.address}/chat/events"
    async with commanded.session.get(address, params={"as": ADA}) as stream:
        await heard(stream, 1)
        await commanded("POST", "/chat/clock", {"forward": "1d"})
        clocks = [clock for name, clock in await heard(stream, 6) if name == "clock"]

    told = [clock["progress"] and clock["progress"]["words"] for clock in clocks]
    assert told[0] == "Moving the clock…"
    assert "check-ins open" in told
    assert told[-1] is None


async def test_a_command_that_fails_on_the_way_leaves_the_clock_where_it_got_to(
    commanded: Client,
) -> None:
    failed = await commanded("POST", "/chat/clock", {"forward": "2d"})
    state = (await commanded("GET", "/chat/state")).body

    assert (failed.status, failed.body["error"]) == (502, "The audit is not done.")
    assert state["now"].startswith("2031-01-06T15:00:0")
    assert state["clock"]["progress"] is None


async def test_the_clock_is_moved_by_one_at_a_time(client: Client) -> None:
    await client("POST", "/control/progress", {"words": "Weeks go by…", "share": 0.5})
    refused = await client("POST", "/chat/clock", {"forward": "1d"})
    await client("POST", "/control/progress", {})
    moved = await client("POST", "/chat/clock", {"forward": "1d"})

    assert (refused.status, moved.status) == (409, 200)
    assert "Wait until the clock stands" in refused.body["error"]


@pytest.mark.parametrize(
    "wish", [{"forward": "soon"}, {"to": "2031-01-06T15:00:00"}, {"next": "x"}]
)
async def test_a_time_that_cannot_be_read_is_refused(client: Client, wish: dict[str, str]) -> None:
    assert (await client("POST", "/chat/clock", wish)).status == 400


async def test_next_monday_is_meant_in_the_company_s_zone(client: Client) -> None:
    await client("POST", "/control/clock", {"now": "2026-11-16T14:59:00Z"})
    first = await client("POST", "/chat/clock", {"next": "monday 09:00"})
    second = await client("POST", "/chat/clock", {"next": "monday 09:00"})

    assert datetime.fromisoformat(first.body["now"]).isoformat()[:16] == "2026-11-16T15:00"
    assert datetime.fromisoformat(second.body["now"]).isoformat()[:16] == "2026-11-23T15:00"


async def test_the_page_is_served_and_nothing_beside_it(client: Client) -> None:
    light = await client("GET", "/static/hostconfig/hostconfig-microsoft-teams-light.json")
    outside = [await client("GET", f"/static/{path}") for path in ("..%2fapp.py", "no.js")]

    assert light.status == 200
    assert {each.status for each in outside} == {404}
