"""The published limits: a greedy client meets 429 at every one of them."""

import pytest

from simulator.limits import Limits, Use
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Hand, channel
from tests.simulator.tiny_bot import posted

# As Microsoft publishes them: operations, seconds.
PUBLISHED = {
    Use.SEND: ((7, 1), (8, 2), (60, 30), (1800, 3600)),
    Use.READ: ((14, 1), (16, 2), (120, 30), (3600, 3600)),
}
EVERY = [(use, count, seconds) for use in Use for count, seconds in PUBLISHED[use]]


@pytest.mark.parametrize(("use", "count", "seconds"), EVERY)
def test_a_greedy_client_meets_every_limit_of_a_conversation(
    use: Use, count: int, seconds: float
) -> None:
    """Sends as fast as the smaller windows allow until this one is full."""
    hand = Hand(0.0)
    limits = Limits(hand)
    smaller = [window for window in PUBLISHED[use] if window[1] < seconds]
    pace = max((length / most for most, length in smaller), default=0.0) + 1e-6
    for _ in range(count):
        assert limits.admit(use, "one") == 0
        hand.now += pace

    wait = limits.admit(use, "one")
    assert 0 < wait <= seconds
    hand.now += wait
    assert limits.admit(use, "one") == 0


def test_the_whole_app_has_fifty_a_second_over_all_conversations() -> None:
    hand = Hand()
    limits = Limits(hand)
    assert all(limits.admit(Use.SEND, f"c{number}") == 0 for number in range(50))

    assert limits.admit(Use.READ, "another") == 1
    hand.now += 1
    assert limits.admit(Use.READ, "another") == 0


async def test_the_eighth_post_in_a_second_is_throttled_and_says_for_how_long(
    client: Client, tenant: Tenant, hand: Hand, apollo: str
) -> None:
    for _ in range(7):
        assert (await client.post(apollo, posted())).status == 201
    refused = await client.post(apollo, posted())

    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert tenant.counts()["throttled"] == 1
    assert tenant.counts()["per_conversation"][apollo] == 7
    other = await client.post(channel("PRJ-Apollo", "Build"), posted())
    assert other.status == 201
    hand.now += 2
    assert (await client.post(apollo, posted())).status == 201


async def test_edits_take_from_the_same_budget_and_rosters_from_another(
    client: Client, apollo: str
) -> None:
    path = f"/teams/v3/conversations/{apollo}"
    made = (await client.post(apollo, posted())).body["id"]
    for _ in range(6):
        assert (await client("PUT", f"{path}/activities/{made}", posted())).status == 200

    assert (await client("PUT", f"{path}/activities/{made}", posted())).status == 429
    statuses = [(await client("GET", f"{path}/members")).status for _ in range(15)]
    assert statuses == [200] * 14 + [429]


async def test_limits_can_be_switched_off(client: Client, apollo: str) -> None:
    await client("POST", "/control/limits", {"on": False})

    assert {(await client.post(apollo, posted())).status for _ in range(20)} == {201}
