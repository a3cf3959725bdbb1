"""Whatever fails on the way to Teams, each card ends in one state, and only once in its channel."""

import asyncio
import time
from datetime import timedelta

import pytest

from jobs.tasks import close_round
from simulator.faults import Fault, FaultKind, Where
from tests.rehearsal import QUICK, WAIT, Rehearsal
from tests.stories.people import APOLLO, BOREALIS, GREEN, MONDAY, Person, shown
from tests.stories.records import deliveries
from tests.stories.wire import open_round

NEVER_STORED = [FaultKind.ERROR_BEFORE, FaultKind.DROP_BEFORE, FaultKind.THROTTLE]
STORED = [FaultKind.ERROR_AFTER, FaultKind.GATEWAY_AFTER, FaultKind.DROP_AFTER]


async def settles(center: Rehearsal, channel: str = APOLLO) -> None:
    """Sweep, as every server does, until the channel's deliveries are in a final state."""
    until = time.monotonic() + WAIT
    while {each["state"] for each in await deliveries(center, channel)} - {"sent", "failed"}:
        assert time.monotonic() < until, await deliveries(center, channel)
        await center.sweep()
        await asyncio.sleep(0.05)


async def opened(center: Rehearsal, *faults: Fault) -> float:
    """Open the check-ins while Apollo's channel meets the faults; when that began."""
    began = time.monotonic()
    for fault in faults:
        center.tenant.fault(fault)
    await center.ports.checkins.rounds.open(["apollo-weekly", "borealis-weekly"], MONDAY)
    await settles(center)
    await center.settled()
    return began


async def unclear(center: Rehearsal) -> None:
    """Open Apollo's check-in and lose the answer to its post, which was stored."""
    center.tenant.fault(Fault(FaultKind.DROP_AFTER, times=1, conversation=APOLLO))
    await center.ports.checkins.rounds.open(["apollo-weekly"], MONDAY)
    until = time.monotonic() + WAIT
    while (await deliveries(center))[0]["state"] != "unknown":
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", [*NEVER_STORED, *STORED])
async def test_a_card_whose_sending_failed_arrives_once(center: Rehearsal, kind: FaultKind) -> None:
    """Where the answer was lost the card is found in the channel, and not sent again."""
    await opened(center, Fault(kind, times=1, conversation=APOLLO, retry_after=1))

    (delivery,) = await deliveries(center)
    assert (delivery["state"], delivery["reason"]) == ("sent", None)
    (card,) = [m for m in center.tenant.messages(APOLLO) if m["sender"] == "bot"]
    assert card["id"] == delivery["activity_id"]
    assert delivery["repeats"] == (kind in (FaultKind.ERROR_BEFORE, FaultKind.DROP_BEFORE))
    assert center.tenant.counts()["stored_then_cut"] == (kind in STORED)


async def test_a_card_that_was_found_again_can_be_edited(center: Rehearsal, noor: Person) -> None:
    await opened(center, Fault(FaultKind.DROP_AFTER, times=1, conversation=APOLLO))
    await noor.answers(**GREEN)
    await center.settled()

    assert "1 of 7 answered" in shown(center)


async def test_where_the_channel_may_not_be_read_doubles_are_only_what_was_cut_off_after_storing(
    center: Rehearsal, noor: Person
) -> None:
    center.tenant.world.switches.reads_channel_messages = False
    await opened(center, Fault(FaultKind.DROP_AFTER, times=1, conversation=APOLLO))
    assert len(center.cards(APOLLO)) == 1 + center.tenant.counts()["stored_then_cut"] == 2

    await noor.answers(**GREEN)
    await center.settled()
    assert "1 of 7 answered" in shown(center), "both cards lead to the same round"


async def test_while_the_channel_cannot_be_read_just_now_nothing_is_posted_twice(
    center: Rehearsal,
) -> None:
    """Microsoft Graph is away with Teams, for longer than it takes to send once more."""
    await unclear(center)
    center.tenant.fault(Fault(FaultKind.HTML, where=Where.GRAPH))
    until = time.monotonic() + 4 * QUICK.repeat.total_seconds()
    while time.monotonic() < until:
        await center.sweep()
        await asyncio.sleep(0.05)
    assert [each["state"] for each in await deliveries(center)] == ["unknown"]
    center.tenant.clear_faults()
    await settles(center)

    (delivery,) = await deliveries(center)
    assert (delivery["state"], delivery["repeats"]) == ("sent", 0)
    assert len(center.cards(APOLLO)) == 1


async def test_a_press_on_a_card_proves_that_it_arrived(center: Rehearsal, noor: Person) -> None:
    center.tenant.world.switches.reads_channel_messages = False
    await unclear(center)
    await noor.opens()
    await settles(center)

    (delivery,) = await deliveries(center)
    assert (delivery["state"], delivery["repeats"]) == ("sent", 0)
    assert len(center.cards(APOLLO)) == 1


async def test_a_channel_that_is_gone_fails_with_its_reason_and_is_not_tried_again(
    center: Rehearsal,
) -> None:
    began = await opened(center, Fault(FaultKind.GONE, conversation=APOLLO))

    (delivery,) = await deliveries(center)
    assert delivery["state"] == "failed"
    assert "404 ConversationNotFound" in delivery["reason"]
    assert len(_sends(center, began)) == 1
    assert "0 of 8 answered" in shown(center, BOREALIS)


async def test_a_throttled_conversation_delays_itself_only(center: Rehearsal) -> None:
    """It is left alone for as long as Teams asked, and the others go on."""
    throttle = Fault(FaultKind.THROTTLE, times=1, conversation=APOLLO, retry_after=2)
    began = await opened(center, throttle)

    first, second = _sends(center, began)
    (other,) = _sends(center, began, BOREALIS)
    assert second - first >= 2
    assert other - first < 1
    assert [each["state"] for each in await deliveries(center)] == ["sent"]


async def test_a_send_that_hangs_is_given_up_and_made_again(center: Rehearsal) -> None:
    center.tenant.fault(Fault(FaultKind.HANG, times=1, conversation=APOLLO))
    await center.ports.checkins.rounds.open(["apollo-weekly", "borealis-weekly"], MONDAY)
    await settles(center)
    center.tenant.world.switches.closing.set()  # what still hangs breaks off
    await center.settled()

    (delivery,) = await deliveries(center)
    assert (delivery["state"], delivery["repeats"]) == ("sent", 1)
    assert len(center.cards(APOLLO)) == 1
    assert "0 of 8 answered" in shown(center, BOREALIS)


@pytest.mark.parametrize(
    "kind",
    [FaultKind.THROTTLE, FaultKind.ERROR_BEFORE, FaultKind.GATEWAY_AFTER, FaultKind.DROP_BEFORE],
)
async def test_an_edit_that_failed_is_made_again(
    monday: Rehearsal, noor: Person, kind: FaultKind
) -> None:
    monday.tenant.fault(Fault(kind, times=2, method="PUT", retry_after=1))
    await noor.answers(**GREEN)
    await monday.settled()

    assert "1 of 7 answered" in shown(monday)


async def test_a_card_that_somebody_deleted_is_let_go(monday: Rehearsal, noor: Person) -> None:
    form = await noor.opens()
    (card,) = [m for m in monday.tenant.world.messages.all() if m.conversation == APOLLO][-1:]
    monday.tenant.world.delete(card)
    await noor.submits(form.data() | GREEN)
    await monday.settled()
    await monday.at(MONDAY + timedelta(days=1))

    assert [each["state"] for each in await deliveries(monday)] == ["failed"]


async def test_an_edit_that_is_forbidden_waits_until_we_are_installed_again(
    monday: Rehearsal, noor: Person
) -> None:
    monday.tenant.fault(Fault(FaultKind.ROSTER, method="PUT", conversation=APOLLO))
    await noor.answers(**GREEN)
    await monday.settled()
    await monday.sweep()
    await monday.settled()
    assert "0 of 7 answered" in shown(monday)
    assert sum(each["method"] == "PUT" for each in monday.tenant.log()) == 1

    monday.tenant.clear_faults()
    await monday.tenant.uninstall(["PRJ-Apollo"])
    await monday.install(["PRJ-Apollo"])
    assert "1 of 7 answered" in shown(monday)


async def test_a_round_that_closes_while_its_card_is_unclear_ends_with_its_report(
    center: Rehearsal,
) -> None:
    await unclear(center)
    await close_round.run(center.ports, await open_round(center))
    await settles(center)
    await center.settled()

    assert "0 of 7 answered · closed" in shown(center)
    assert len(center.cards(APOLLO)) == 1


async def test_teams_repeats_what_it_heard_no_answer_to_and_it_counts_once(
    monday: Rehearsal, noor: Person
) -> None:
    form = await noor.opens()
    monday.tenant.fault(Fault(FaultKind.DROP_AFTER, times=1, where=Where.BOT))
    assert (await form.sends(**GREEN))["kind"] == "message"
    await monday.settled()

    assert "1 of 7 answered" in shown(monday)
    kept = await monday.database.row("SELECT count(*) AS many FROM submissions")
    assert kept == {"many": 1}


def _sends(center: Rehearsal, since: float, channel: str = APOLLO) -> list[float]:
    """When posts to a channel arrived."""
    sent = [each for each in center.tenant.log(since) if each["method"] == "POST"]
    return [each["arrived"] for each in sent if each["conversation"] == channel]
