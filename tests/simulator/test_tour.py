"""The tour says what there is to try just now, and ticks off what a visitor did."""

from pathlib import Path
from typing import Any

import aiohttp

from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.tiny_bot import TinyBot, card, form, posted

APOLLO, EMBER = channel("PRJ-Apollo", "Status"), channel("PRJ-Ember", "Status")
AUDIT = "@Process Center audit"
ADA, DARNELL = person("ada").id, person("darnell.hughes").id
WRONG = {"type": "TextBlock", "text": "Say why.", "color": "Attention"}


async def test_what_to_try_follows_from_what_can_be_pressed(client: Client, apollo: str) -> None:
    before = await stop(client, "Answer a check-in")
    await client.post(apollo, posted())
    after = await stop(client, "Answer a check-in")

    assert before["text"].startswith("No check-in is open")
    assert after["text"].startswith("Press Answer on the last card")


async def test_a_word_ticks_off_where_and_as_whom_the_stop_says(
    client: Client, tenant: Tenant
) -> None:
    await tenant.install(["PRJ-Apollo", "PRJ-Ember"], [])
    await tenant.say(DARNELL, EMBER, AUDIT)  # a colleague's
    other = next(each for each in tenant.world.facts.teams if each.name == "PRJ-Ember").members[-1]
    await write(client, other, EMBER, AUDIT)
    await write(client, ADA, APOLLO, AUDIT)
    assert (await stop(client, "Ask for an exception"))["done"] == 0

    await write(client, DARNELL, EMBER, AUDIT)
    assert (await stop(client, "Ask for an exception"))["done"] == 1


async def test_a_mistake_is_one_thing_and_a_form_that_was_taken_another(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    form_sent = {"verb": "checkin.submit"}
    sent = {"as": ADA, "conversation": apollo, "message": made, "data": form_sent}
    bot.areas.append(_comes_back)
    for _ in range(2):
        await client("POST", "/chat/dialog", sent)
    back = await stop(client, "Answer a check-in")
    bot.areas.clear()
    await client("POST", "/chat/dialog", sent)
    taken = await stop(client, "Answer a check-in")

    assert (back["done"], back["of"]) == (1, 2)
    assert taken["done"] == 2


async def _comes_back(activity: dict[str, Any]) -> dict[str, Any]:
    del activity
    return form(card(WRONG))


async def test_what_was_done_is_kept(begin: Starts, folder: Path) -> None:
    async with begin(data_dir=folder) as tenant, aiohttp.ClientSession() as session:
        await Client(session, tenant.url)("POST", "/chat/clock", {"forward": "1h"})
    async with begin(data_dir=folder) as tenant, aiohttp.ClientSession() as session:
        assert (await stop(Client(session, tenant.url), "Let time pass"))["done"] == 1


async def stop(client: Client, title: str) -> dict[str, Any]:
    """As the page shows it."""
    state = (await client("GET", "/chat/state")).body
    return next(each for each in state["tour"] if each["title"] == title)


async def write(client: Client, who: str, conversation: str, text: str) -> None:
    """On the page."""
    path = f"/chat/conversations/{conversation}/messages"
    await client("POST", path, {"as": who, "text": text})
