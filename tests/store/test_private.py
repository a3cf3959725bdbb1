"""What one person alone cannot get becomes a message like any other, once, and nothing is lost."""

import asyncio

import pytest

from core.posting.addresses import Address, Met
from core.posting.deliveries import OnlyFor, State
from tests.ground import CHANNEL, TEAM, Ground

BODY = {"type": "message", "text": "hello"}
THREAD = f"{CHANNEL};messageid=1700000000000"
ADA = OnlyFor("29:ada")
ASKED = OnlyFor("29:ada", "ada", "1700000000000")


async def added(inside: Ground, only_for: OnlyFor | None, state: State = State.SENDING) -> int:
    """A delivery to a thread of a channel, and an empty queue."""
    await inside.ports.posting.deliveries.add("k", THREAD, TEAM, BODY, only_for=only_for)
    await inside.database.run(
        "UPDATE deliveries SET state = %(state)s WHERE key = 'k'", {"state": state.value}
    )
    await inside.forget_jobs()
    return int(str(await inside.value("SELECT id FROM deliveries WHERE key = 'k'")))


@pytest.mark.parametrize("only_for", [ADA, ASKED])
async def test_for_whom_it_is_is_kept_with_it(inside: Ground, only_for: OnlyFor) -> None:
    found = await inside.ports.posting.deliveries.get(await added(inside, only_for))

    assert found
    assert found.only_for == only_for


@pytest.mark.parametrize("shut", [True, False])
async def test_who_mentioned_us_is_answered_in_public_then(inside: Ground, shut: bool) -> None:
    ports = inside.ports.posting
    delivery = await added(inside, ADA)
    await asyncio.gather(*(ports.private.openly(delivery, shut=shut) for _ in range(4)))
    found = await ports.deliveries.get(delivery)

    assert found
    assert (found.state, found.only_for, found.body) == (State.QUEUED, None, BODY)
    assert (found.conversation_id, found.team_id) == (THREAD, TEAM)
    assert await inside.jobs("deliver") == [{"delivery_id": delivery}], "one job, of four who tried"
    assert [await ports.private.taken(each) for each in (THREAD, CHANNEL, "19:other")] == [
        not shut,
        not shut,
        True,
    ]


async def test_who_wrote_privately_is_answered_in_their_chat(inside: Ground) -> None:
    ports = inside.ports.posting
    delivery = await added(inside, ASKED)
    await ports.private.openly(delivery, shut=False)
    found = await ports.deliveries.get(delivery)
    assert found
    assert (found.conversation_id, found.team_id) == ("person:ada", None)

    await inside.database.run("DELETE FROM deliveries")
    address = Address("a:ada", "https://smba.example/amer/", "28:bot", "home")
    await ports.addresses.learn(Met(address, None, "ada"))
    delivery = await added(inside, ASKED)
    await ports.private.openly(delivery, shut=False)
    found = await ports.deliveries.get(delivery)
    assert found
    assert (found.conversation_id, found.team_id) == ("a:ada", None)


@pytest.mark.parametrize("state", [State.SENT, State.FAILED, State.UNKNOWN, State.CANCELLED])
async def test_what_is_settled_stays_as_it_is(inside: Ground, state: State) -> None:
    ports = inside.ports.posting
    delivery = await added(inside, ADA, state)
    await ports.private.openly(delivery, shut=True)
    found = await ports.deliveries.get(delivery)

    assert found
    assert (found.state, found.only_for) == (state, ADA)
    assert await inside.jobs("deliver") == []
    assert await ports.private.taken(CHANNEL)


async def test_a_channel_that_refused_one_is_tried_again_after_an_hour(inside: Ground) -> None:
    ports = inside.ports.posting
    await ports.private.openly(await added(inside, ADA), shut=True)
    await inside.database.run("UPDATE limits SET free_at = free_at - interval '59 minutes'")
    assert not await ports.private.taken(CHANNEL)

    await inside.database.run("UPDATE limits SET free_at = free_at - interval '1 minute'")
    assert await ports.private.taken(CHANNEL)
