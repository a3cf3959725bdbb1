"""Two servers on one database behave as one: nothing is opened, counted or greeted twice."""

import asyncio
from datetime import timedelta

from bot.app import App
from bot.system_clock import system_time
from jobs.sweeps import begin_and_end
from store.clock import ClockStore
from tests.rehearsal import Rehearsal
from tests.sayings import saved
from tests.stories.conftest import every_night
from tests.stories.people import APOLLO, BOREALIS, CEDAR, LATE_STORE, MONDAY, Person, read, shown
from tests.stories.records import colours, occurrences, rounds
from tests.stories.wire import Wire, answer, open_round

WEEKS = 12


async def test_a_round_opens_once_with_the_sweeps_of_both_running_at_once(
    center: Rehearsal, other: Rehearsal
) -> None:
    both: list[App] = [center.made, other.made]
    await center.import_office(every_night(center.tenant.office(), "1 1 *"))  # none meanwhile
    for week in range(WEEKS):
        for days in (0, 1):
            now = MONDAY + timedelta(days=7 * week + days)
            await ClockStore(center.database).move(now - system_time())
            async with asyncio.TaskGroup() as group:
                for made in both * 3:
                    group.create_task(begin_and_end.run(made.ports))
            await center.settled()

    for checkin in ("apollo", "borealis", "cedar", "dovetail", "ember"):
        found = await occurrences(center, f"{checkin}-weekly")
        assert [outcome for _, outcome in found] == ["opened"] * WEEKS
    for channel in (APOLLO, BOREALIS, CEDAR):
        assert await rounds(center, channel) == WEEKS
        posted = [card for card in center.cards(channel) if "closed" in read(card)]
        assert len(posted) == len(center.cards(channel)) == WEEKS


async def test_the_same_press_sent_to_both_counts_once(
    monday: Rehearsal, other: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    for number in range(10):
        press = wire.press(noor, answer(round_id, f"samenonce{number}", **LATE_STORE))
        heard = await asyncio.gather(wire.post(press), wire.post(press, url=other.url))
        assert {each.says for each in heard} == {saved("red")}
    await monday.settled()

    kept = await monday.database.row("SELECT count(*) AS many FROM submissions")
    assert kept == {"many": 10}
    assert await colours(monday) == {"noor.haddad": "red"}
    assert "1 of 7 answered" in shown(monday)


async def test_check_in_written_to_both_opens_one_round(
    center: Rehearsal, other: Rehearsal, wire: Wire, noor: Person, ada: Person
) -> None:
    asks = [wire.message(each, "<at>Process Center</at> check in") for each in (noor, ada)]
    await asyncio.gather(wire.post(asks[0]), wire.post(asks[1], url=other.url))
    await center.settled()

    assert await rounds(center) == 1


async def test_an_installation_told_to_both_is_greeted_once(
    center: Rehearsal, other: Rehearsal, wire: Wire, noor: Person
) -> None:
    center.tenant.world.installs.add_person(noor.account.id)
    chat = Person(center, noor.name, noor.chat)
    await noor.writes("help", noor.chat)
    await center.database.run("DELETE FROM addresses WHERE person_id IS NOT NULL")
    added = wire.message(chat, "", type="installationUpdate", action="add")
    await asyncio.gather(wire.post(added), wire.post(added, url=other.url))
    await center.settled()

    greeted = [card for card in center.cards(noor.chat) if "Your check-ins" in read(card)]
    assert len(greeted) == 1
