"""A card that could not be sent, or was deleted, comes when it can, or when it is asked for."""

import asyncio
import time
from datetime import timedelta

import pytest

from jobs.sweeps import settle, unsent
from simulator import activities, look_up
from simulator.faults import Fault, FaultKind
from tests.rehearsal import WAIT, Rehearsal
from tests.stories.contacts import at_once
from tests.stories.people import APOLLO, BOREALIS, GREEN, MONDAY, Person, read, shown
from tests.stories.records import deliveries
from tests.stories.retros import ASK
from tests.stories.wire import Wire

ANSWER, ADD = "checkin.answer", "retro.add_note"
CHECK_IN = "@Process Center check in"
HURRY = "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"
FAILING = [FaultKind.GONE, FaultKind.ROSTER, FaultKind.BLOCKED]


def cards(center: Rehearsal, verb: str, channel: str = APOLLO) -> int:
    """How many cards with a button of this verb stand in a channel."""
    return sum(verb in str(card) for card in center.cards(channel))


async def an_hour_passes(center: Rehearsal) -> None:
    """By the real clock, by which refusals are spaced; then every server looks."""
    await center.database.run("UPDATE addresses SET closed_until = closed_until - interval '1 h'")
    await settle.run(center.ports)
    await center.settled()


async def test_a_card_that_somebody_deleted_comes_again_when_it_is_asked_for(
    monday: Rehearsal, noor: Person, ada: Person
) -> None:
    await noor.answers(**GREEN)
    await monday.settled()
    await monday.tenant.delete(ada.account.id, APOLLO, ANSWER)

    assert await noor.writes(CHECK_IN) == read(*monday.cards(APOLLO)[-1:])
    assert "1 of 7 answered" in shown(monday), "the old round goes on"
    assert cards(monday, ANSWER) == 1
    assert "its card is above" in await noor.writes(CHECK_IN)
    await monday.at(MONDAY + timedelta(days=1))
    assert "1 of 7 answered · closed" in shown(monday)


async def test_a_retro_s_card_that_somebody_deleted_comes_again_when_it_is_asked_for(
    monday: Rehearsal, noor: Person, ada: Person
) -> None:
    await ada.writes(ASK)
    await monday.tenant.delete(noor.account.id, APOLLO, ADD)
    await ada.writes(ASK)

    assert cards(monday, ADD) == 1
    assert "its card is above" in await ada.writes(ASK)
    found = await monday.database.row("SELECT count(*) AS many FROM retros")
    assert found == {"many": 1}


async def test_two_servers_that_are_asked_at_once_send_one_card(
    monday: Rehearsal, other: Rehearsal, wire: Wire, noor: Person, ada: Person
) -> None:
    await monday.tenant.delete(ada.account.id, APOLLO, ANSWER)
    asked = [wire.message(who, "<at>Process Center</at> check in", id=f"m{who.name}")
             for who in (noor, ada)]  # fmt: skip
    await asyncio.gather(
        *(wire.post(each, url=url) for each in asked for url in (monday.url, other.url))
    )
    await monday.settled()

    assert cards(monday, ANSWER) == 1


async def test_a_card_that_was_deleted_is_not_sent_to_those_who_did_not_ask(
    monday: Rehearsal, noor: Person, ada: Person
) -> None:
    form = await noor.opens()
    await monday.tenant.delete(ada.account.id, APOLLO, ANSWER)
    await noor.submits(form.data() | GREEN)
    await monday.settled()
    (failed,) = await deliveries(monday)
    assert (failed["state"], failed["reason"]) == ("failed", "Somebody deleted the card in Teams.")

    await monday.tenant.uninstall(["PRJ-Apollo"])
    await monday.install(["PRJ-Apollo"])
    await monday.at(MONDAY + timedelta(days=1))
    assert shown(monday) == ""


async def test_that_somebody_took_back_what_they_wrote_changes_nothing(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    said = await monday.tenant.acts.say(noor.account.id, APOLLO, "@Process Center help", None)
    await monday.settled()
    place = look_up.place(monday.tenant.world, APOLLO)
    gone = activities.deleted(monday.tenant.world, place, said, noor.account)
    before = len(monday.tenant.messages(APOLLO))
    assert (await wire.post(gone)).status == 200
    await monday.tenant.acts.delete(noor.account.id, APOLLO, said.id)
    await monday.settled()

    assert len(monday.tenant.messages(APOLLO)) == before
    assert cards(monday, ANSWER) == 1


@pytest.mark.parametrize("kind", FAILING)
async def test_a_channel_that_works_again_gets_its_open_card_and_the_next(
    center: Rehearsal, kind: FaultKind
) -> None:
    """Nobody wrote there, and nobody installed anything."""
    center.tenant.fault(Fault(kind, conversation=APOLLO))
    await center.at(MONDAY)
    assert [each["state"] for each in await deliveries(center)] == ["failed"]
    await an_hour_passes(center)
    assert shown(center) == ""

    center.tenant.clear_faults()
    await an_hour_passes(center)
    assert "0 of 7 answered" in shown(center)
    await center.at(MONDAY + timedelta(days=7))
    assert [each["state"] for each in await deliveries(center)] == ["sent"] * 2


@pytest.mark.parametrize("what", ["channel", "team"])
async def test_a_channel_that_was_deleted_and_restored_gets_its_open_card(
    center: Rehearsal, wire: Wire, noor: Person, what: str
) -> None:
    """Of a team Teams tells it in its first channel alone."""

    def event(name: str) -> dict[str, object]:
        said = wire.message(noor, "", type="conversationUpdate")
        data = said["channelData"] | {"eventType": name}
        if what == "team":
            data.pop("channel", None)
            said["conversation"] |= {"id": data["team"]["id"]}
        return said | {"channelData": data}

    center.tenant.fault(Fault(FaultKind.GONE, conversation=APOLLO))
    await wire.post(event(f"{what}Deleted"))
    await center.at(MONDAY)
    # Of one channel it is believed at once; a team shows it when something is sent there.
    state = "queued" if what == "channel" else "failed"
    assert [each["state"] for each in await deliveries(center)] == [state]

    center.tenant.clear_faults()
    await wire.post(event(f"{what}Restored"))
    await center.settled()
    assert "0 of 7 answered" in shown(center)


async def test_a_card_that_failed_is_sent_again_by_who_asks_for_it(
    center: Rehearsal, noor: Person
) -> None:
    center.tenant.fault(Fault(FaultKind.GONE, conversation=APOLLO, times=1))
    await center.at(MONDAY)
    assert shown(center) == ""

    await noor.writes(CHECK_IN)
    assert "0 of 7 answered" in shown(center)
    assert cards(center, ANSWER) == 1


@pytest.mark.parametrize("kind", [FaultKind.SIGN_IN, FaultKind.FORBIDDEN])
async def test_a_sign_in_that_is_refused_for_an_hour_loses_no_card(
    center: Rehearsal, kind: FaultKind
) -> None:
    """It is tried less and less often, and comes once the sign-in is mended."""
    center.tenant.fault(Fault(kind, method="POST"))
    await center.ports.checkins.rounds.open(["apollo-weekly"], MONDAY)
    for tries in (1, 2):
        await hurried_until(center, tries)
    (refused,) = await deliveries(center)
    assert (refused["state"], kind.value in refused["reason"]) == ("queued", True)

    center.tenant.clear_faults()
    await center.database.run(HURRY)
    await center.settled()
    assert "0 of 7 answered" in shown(center)


async def hurried_until(center: Rehearsal, tries: int) -> None:
    """Let the time pass for which the card rests, and wait until it was refused so often."""
    until = time.monotonic() + WAIT
    query = (
        "SELECT FROM deliveries WHERE kind = 'round' AND state = 'queued' AND tries >= %(tries)s"
    )
    while await center.database.row(query, {"tries": tries}) is None:
        assert time.monotonic() < until
        await center.database.run(HURRY)
        await asyncio.sleep(0.02)


async def test_a_press_opens_a_channel_that_was_closed(monday: Rehearsal, noor: Person) -> None:
    """Also one that this server has heard of before."""
    form = await noor.opens()
    monday.tenant.fault(Fault(FaultKind.ROSTER, method="PUT", conversation=APOLLO, times=1))
    await form.sends(**GREEN)
    await monday.settled()
    assert "0 of 7 answered" in shown(monday)

    await noor.opens()
    await monday.settled()
    assert "1 of 7 answered" in shown(monday)


async def test_what_could_not_be_sent_is_told_to_staff_once_a_day_and_to_who_began_it(
    center: Rehearsal, other: Rehearsal, noor: Person
) -> None:
    pat = Person(center, "pat")
    await center.tenant.install([], [pat.account.id, noor.account.id])
    center.tenant.fault(Fault(FaultKind.BLOCKED, conversation=BOREALIS))
    await center.at(MONDAY.replace(hour=8))
    await center.ports.checkins.rounds.open(["borealis-weekly"], MONDAY, noor.account.id)
    await center.ports.checkins.rounds.open(["apollo-weekly"], MONDAY)
    await center.settled()

    async def told(who: Person) -> list[str]:
        await asyncio.gather(*(unsent.run(each.ports) for each in (center, other, center)))
        await center.settled()
        said = (m["content"]["text"] for m in center.tenant.messages(who.chat))
        return [each for each in said if each.startswith("Not sent:")]

    (line,) = await told(pat)
    assert line == (
        "Not sent: the check-in of Borealis controller. The channel or chat takes no messages of "
        "the app. Ask an owner of the team to allow them; what is missing is tried again by itself."
    )
    assert await told(noor) == [line]
    assert await told(pat) == [line], "once a day"


async def test_staff_who_never_wrote_are_told_too_and_only_of_today(center: Rehearsal) -> None:
    pat = Person(center, "pat")
    await center.install(["Process Center"])
    center.tenant.fault(Fault(FaultKind.BLOCKED, conversation=BOREALIS))
    center.tenant.fault(Fault(FaultKind.UNAVAILABLE, conversation=pat.chat))
    await center.at(MONDAY.replace(hour=16))
    await center.ports.checkins.rounds.open(["borealis-weekly"], MONDAY)
    await center.settled()
    await unsent.run(center.ports)
    readers = await center.ports.posting.unsent.readers([])
    (reader,) = [each for each in readers if each.person_id == pat.account.id]
    newer = MONDAY.date() + timedelta(days=1), {"text": "Not sent: another one."}
    assert await center.ports.posting.unsent.tell(reader, *newer)
    await center.settled()
    center.tenant.clear_faults()
    await at_once(center)

    said = [each["content"]["text"] for each in center.tenant.messages(pat.chat)]
    assert said == ["Not sent: another one."]
