"""Whatever fails on the way to Teams, a retro has one card, and what people press counts."""

import asyncio
import time
from typing import Any

import pytest

from core.retros import sentences
from simulator.faults import Fault, FaultKind
from tests.rehearsal import WAIT, Rehearsal
from tests.stories.people import APOLLO, Person
from tests.stories.retros import ASK, moves_on, retro_cards, retro_id, seen, writes_note


async def deliveries(center: Rehearsal) -> list[dict[str, Any]]:
    """The deliveries of retros, oldest first."""
    return await center.database.all(
        dict, "SELECT state, activity_id FROM deliveries WHERE kind = 'retro' ORDER BY id"
    )


async def becomes(center: Rehearsal, *states: str, sweeping: bool = False) -> None:
    """Wait until the retro's card is in one of these states."""
    until = time.monotonic() + WAIT
    while [each["state"] for each in await deliveries(center)][:1] not in [[s] for s in states]:
        assert time.monotonic() < until, await deliveries(center)
        if sweeping:
            await center.sweep()
        await asyncio.sleep(0.02)


async def begins(center: Rehearsal, who: Person, *faults: Fault) -> None:
    """Write `retro` while the channel meets these faults."""
    for fault in faults:
        center.tenant.fault(fault)
    await center.tenant.say(who.account.id, APOLLO, ASK)


@pytest.mark.parametrize(
    "kind", [FaultKind.ERROR_BEFORE, FaultKind.DROP_AFTER, FaultKind.ERROR_AFTER]
)
async def test_a_card_whose_sending_failed_arrives_once(
    center: Rehearsal, ada: Person, kind: FaultKind
) -> None:
    await begins(center, ada, Fault(kind, times=1, conversation=APOLLO))
    await becomes(center, "sent", sweeping=True)
    await center.settled()

    assert len(retro_cards(center)) == 1
    assert await moves_on(ada) == sentences.moved("vote")  # type: ignore[arg-type]  # the same text
    assert "voting" in seen(center)


async def test_a_press_on_a_card_proves_that_it_arrived(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await begins(center, ada, Fault(FaultKind.DROP_AFTER, times=1, conversation=APOLLO))
    await becomes(center, "unknown")
    await writes_note(noor, "I can see it")
    await center.settled()

    assert [each["state"] for each in await deliveries(center)] == ["sent"]
    assert "writing · 1 note" in seen(center)
    assert len(retro_cards(center)) == 1


async def test_an_edit_that_failed_is_made_again(center: Rehearsal, ada: Person) -> None:
    await ada.writes(ASK)
    center.tenant.fault(Fault(FaultKind.ERROR_BEFORE, times=2, method="PUT", conversation=APOLLO))
    await moves_on(ada)

    assert "voting" in seen(center)


async def test_a_retro_that_is_closed_before_its_card_was_sent_sends_none(
    center: Rehearsal, ada: Person
) -> None:
    """As when the database takes it and Teams does not answer for long."""
    throttled = Fault(FaultKind.THROTTLE, times=1, conversation=APOLLO, retry_after=2)
    await begins(center, ada, throttled)
    await becomes(center, "queued", "cancelled")
    await center.ports.retros.retros.close(await retro_id(center), center.ports.clock.now())
    await becomes(center, "cancelled")
    await center.settled()

    assert retro_cards(center) == []
