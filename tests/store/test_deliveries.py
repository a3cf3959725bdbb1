"""A delivery is in exactly one state, moves only where it may, and never without its job."""

import asyncio
from datetime import timedelta

import pytest

from core.posting.deliveries import State
from core.posting.subjects import Subject
from tests.ground import CHANNEL, MONDAY, TEAM, Ground, office
from tests.store.cards import delivery as delivery_of
from tests.store.cards import state

NOW = timedelta()
BODY = {"type": "message", "text": "hello"}
ALL = [*State]
UNSETTLED = {State.QUEUED, State.SENDING, State.UNKNOWN}


async def added(inside: Ground, state: State = State.QUEUED, key: str = "greeting:1") -> int:
    """A delivery in this state, and an empty queue."""
    await inside.ports.posting.deliveries.add(key, CHANNEL, TEAM, BODY)
    await inside.database.run(
        "UPDATE deliveries SET state = %(state)s WHERE key = %(key)s",
        {"state": state.value, "key": key},
    )
    await inside.forget_jobs()
    return int(str(await inside.value("SELECT id FROM deliveries WHERE key = %(key)s", key=key)))


async def older(inside: Ground, seconds: float) -> None:
    """Let real time have passed since every delivery changed."""
    await inside.database.run(
        "UPDATE deliveries SET changed_at = changed_at - make_interval(secs => %(seconds)s)",
        {"seconds": seconds},
    )


async def do(inside: Ground, step: str, delivery: int) -> None:
    """Take one step, whatever the state."""
    deliveries, unclear = inside.ports.posting.deliveries, inside.ports.posting.unclear
    match step:
        case "claim":
            await deliveries.claim(delivery)
        case "sent":
            await deliveries.sent(delivery, "17", ())
        case "back" | "failed" | "unclear":
            await getattr(deliveries, step)(delivery, "why")
        case "wait":
            await deliveries.wait_for_address(delivery)
        case "stuck":
            await unclear.stuck(NOW)
        case "repeat":
            await unclear.repeat(delivery, 3, NOW)
        case "release":
            await deliveries.release(CHANNEL, None)


# From which states a step leads where; from all others it changes nothing.
STEPS = {
    "claim": ({State.QUEUED}, State.SENDING),
    "sent": ({*ALL} - {State.SENT}, State.SENT),
    "back": (UNSETTLED, State.QUEUED),
    "failed": (UNSETTLED, State.FAILED),
    "unclear": (UNSETTLED, State.UNKNOWN),
    "wait": ({State.QUEUED}, State.QUEUED),
    "stuck": ({State.SENDING}, State.UNKNOWN),
    "repeat": ({State.UNKNOWN}, State.QUEUED),
    "release": (set[State](), State.QUEUED),
}


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_leads_from_where_it_may_and_from_nowhere_else(
    inside: Ground, step: str
) -> None:
    allowed, leads_to = STEPS[step]

    for number, start in enumerate(State):
        delivery = await added(inside, start, key=f"k{number}")
        await do(inside, step, delivery)
        assert await state(inside, delivery) is (leads_to if start in allowed else start), start


async def test_a_message_is_queued_with_its_job_and_once_for_its_key(inside: Ground) -> None:
    deliveries = inside.ports.posting.deliveries
    told = await asyncio.gather(*(deliveries.add("k", CHANNEL, TEAM, BODY) for _ in range(8)))

    assert sorted(told) == [False] * 7 + [True]
    (job,) = await inside.jobs("deliver")
    found = await deliveries.get(int(str(job["delivery_id"])))
    assert found
    assert (found.key, found.conversation_id, found.team_id, found.body) == (
        "k",
        CHANNEL,
        TEAM,
        BODY,
    )


async def test_a_key_that_was_set_aside_can_be_wanted_again(inside: Ground) -> None:
    deliveries = inside.ports.posting.deliveries
    first = await added(inside, State.SENT, key="greeting:1")
    await deliveries.set_aside("greeting:1")
    await deliveries.set_aside("never was")

    assert await deliveries.add("greeting:1", CHANNEL, TEAM, BODY)
    assert await state(inside, first) is State.SENT


async def test_a_delivery_that_is_not_there_is_none(inside: Ground) -> None:
    assert await inside.ports.posting.deliveries.get(4711) is None
    assert not await inside.ports.posting.deliveries.claim(4711)


async def test_of_many_who_claim_it_one_gets_it(inside: Ground) -> None:
    delivery = await added(inside)
    claims = [inside.ports.posting.deliveries.claim(delivery) for _ in range(8)]

    assert sorted(await asyncio.gather(*claims)) == [False] * 7 + [True]


async def test_what_waits_for_an_address_is_sent_when_its_team_is_met(inside: Ground) -> None:
    deliveries = inside.ports.posting.deliveries
    waiting = [await added(inside, key=f"k{number}") for number in range(2)]
    other = await added(inside, key="other")
    await inside.database.run("UPDATE deliveries SET team_id = 't2', conversation_id = 'c2' "
                              "WHERE key = 'other'")  # fmt: skip
    for each in (*waiting, other):
        await deliveries.wait_for_address(each)
    await older(inside, 3600)
    assert await deliveries.left_behind(NOW) == 0, "it needs no job while it waits"

    assert await deliveries.release("another channel of it", TEAM) == 2
    assert await deliveries.release("another channel of it", TEAM) == 0
    assert await inside.jobs("deliver") == [{"delivery_id": each} for each in waiting]
    assert await deliveries.release("c2", None) == 1


async def test_a_send_that_takes_its_time_is_not_stuck(inside: Ground) -> None:
    delivery = await added(inside, State.SENDING)

    assert await inside.ports.posting.unclear.stuck(timedelta(seconds=30)) == 0
    await older(inside, 31)
    assert await inside.ports.posting.unclear.stuck(timedelta(seconds=30)) == 1
    assert await state(inside, delivery) is State.UNKNOWN


async def test_what_is_unclear_is_sent_again_after_a_while_and_only_so_often(
    inside: Ground,
) -> None:
    deliveries, patience = inside.ports.posting.deliveries, timedelta(minutes=2)
    delivery = await added(inside, State.UNKNOWN)
    assert not await inside.ports.posting.unclear.repeat(delivery, 2, patience)

    for _ in range(2):
        await older(inside, 121)
        assert await inside.ports.posting.unclear.repeat(delivery, 2, patience)
        assert not await inside.ports.posting.unclear.repeat(delivery, 2, patience)
        await deliveries.unclear(delivery, "again")
    await older(inside, 121)

    assert not await inside.ports.posting.unclear.repeat(delivery, 2, patience)
    assert await inside.jobs("deliver") == [{"delivery_id": delivery}] * 2


async def test_what_is_queued_without_a_job_gets_one_again(inside: Ground) -> None:
    deliveries, patience = inside.ports.posting.deliveries, timedelta(seconds=30)
    delivery = await added(inside)
    await added(inside, State.SENT, key="settled")
    assert await deliveries.left_behind(patience) == 0, "it may just have been deferred"

    await older(inside, 31)
    assert await deliveries.left_behind(patience) == 1
    await older(inside, 31)
    assert await deliveries.left_behind(patience) == 0, "its job waits"
    await inside.database.run("UPDATE procrastinate_jobs SET status = 'failed'")
    assert await deliveries.left_behind(patience) == 1
    assert await inside.jobs("deliver") == [{"delivery_id": delivery}]


async def test_what_is_unclear_is_judged_but_not_at_once_and_longest_first(
    inside: Ground,
) -> None:
    deliveries, look = inside.ports.posting.deliveries, timedelta(seconds=10)
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    delivery = await delivery_of(inside, subject)
    await deliveries.claim(delivery)
    await deliveries.unclear(delivery, "timed out")
    for number, start in enumerate(State):
        await added(inside, start, key=f"k{number}")

    assert await inside.ports.posting.unclear.due(look) == []
    await older(inside, 11)
    card, message = await inside.ports.posting.unclear.due(look)
    assert (card.subject, card.body) == (subject, None)
    assert (message.subject, message.body, message.state) == (None, BODY, State.UNKNOWN)


async def test_outcomes_are_counted_and_those_without_an_address_apart(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    outcomes = inside.ports.posting.deliveries.outcomes
    assert await outcomes("round", [opened.round_id], 3) == {"waiting": 1}

    await inside.database.run("UPDATE deliveries SET state = 'unknown', repeats = 3")
    assert await outcomes("round", [opened.round_id], 4) == {"unknown": 1}
    assert await outcomes("round", [opened.round_id, "x"], 3) == {"unclear": 1}
    assert await outcomes("round", [], 3) == {}
    assert await outcomes("retro", [opened.round_id], 3) == {}
