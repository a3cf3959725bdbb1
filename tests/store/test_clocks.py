"""By whose clock somebody lives is learnt, kept, and moves nothing that is due already."""

from datetime import datetime, timedelta

import pytest

from core.errors import StoreAway
from core.people.model import PersonClock
from jobs.sweeps import keep_clocks
from jobs.tasks import own_clocks
from store.database import Database
from store.people.clocks import PersonClockStore
from tests.ground import MONDAY, Ground, member
from tests.store.digests import KIM, LEE, OFFICE, TUESDAY, WEEK, begin
from tests.store.test_digest_leaders import EIGHT_IN_BERLIN, advance, due

CHICAGO = "America/Chicago"
SEVEN_HOURS = timedelta(hours=7)


async def tells(inside: Ground, name: str, zone: str, now: datetime, locale: str = "") -> bool:
    """Somebody's client tells its zone, and what goes by it follows."""
    new = await inside.ports.people.clocks.told(name, zone, locale)
    await inside.at(now)
    await own_clocks.run(inside.ports)
    return new


async def test_what_a_client_tells_is_kept_until_it_tells_something_else(inside: Ground) -> None:
    clocks = inside.ports.people.clocks
    assert await clocks.of("kim") == PersonClock(None, "UTC", "")
    await begin(inside)
    assert await clocks.of("kim") == PersonClock(None, CHICAGO, "")

    assert await clocks.told("kim", "Asia/Tokyo", "ja-JP")
    assert not await clocks.told("kim", "Asia/Tokyo", "ja-JP")
    assert not await clocks.told("kim", "", "en-GB")
    assert await clocks.of("kim") == PersonClock("Asia/Tokyo", CHICAGO, "en-GB")
    assert await clocks.told("kim", "Europe/Paris", "")
    assert await clocks.of("kim") == PersonClock("Europe/Paris", CHICAGO, "en-GB")


async def test_a_schedule_that_cannot_be_read_keeps_no_other_from_its_reader_s_clock(
    inside: Ground,
) -> None:
    await begin(
        inside,
        OFFICE.replace(f"people: [{{person: {LEE.upper()}, ", "people: [{person: x@y.example, "),
    )
    await inside.database.run(
        "UPDATE schedules SET cron = 'never' WHERE reader = %(kim)s", {"kim": KIM}
    )
    for name in ("kim", "lee"):
        await tells(inside, name, "Asia/Tokyo", MONDAY)
    zone = "SELECT time_zone FROM schedules WHERE reader = %(lee)s"
    assert await inside.value(zone, lee=LEE) == "Asia/Tokyo"


async def test_what_many_press_at_once_is_kept_together_and_only_what_is_new_counts(
    inside: Ground,
) -> None:
    clocks = inside.ports.people.clocks
    await begin(inside)
    assert not await clocks.keep()
    for name, zone in (("kim", "Asia/Tokyo"), ("lee", "Asia/Tokyo"), ("kim", "Europe/Paris")):
        clocks.note(name, zone, "en-GB")
    await keep_clocks.run(inside.ports)
    assert await clocks.of("kim") == PersonClock("Europe/Paris", CHICAGO, "en-GB")
    assert len(await inside.jobs("own_clocks")) == 1

    clocks.note("kim", "Europe/Paris", "fr-FR")
    assert not await clocks.keep(), "the zone is the same"
    assert (await clocks.of("kim")).locale == "fr-FR"


async def test_what_was_noted_while_the_database_was_away_is_kept_when_it_is_back(
    inside: Ground,
) -> None:
    async with Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away:
        clocks = PersonClockStore(away)
        clocks.note("kim", "Asia/Tokyo", "ja-JP")
        with pytest.raises(StoreAway):
            await clocks.keep()
        clocks._database = inside.database
        assert await clocks.keep()
    assert (await inside.ports.people.clocks.of("kim")).own == "Asia/Tokyo"


async def test_the_office_file_counts_more_than_a_client(inside: Ground) -> None:
    await begin(inside)
    await tells(inside, "lee", "Asia/Tokyo", MONDAY)

    assert (await inside.ports.people.clocks.of("lee")).zone == "Europe/Berlin"
    assert (await due(inside))[LEE] == EIGHT_IN_BERLIN


async def test_a_digest_comes_by_the_clock_that_its_reader_s_client_tells(inside: Ground) -> None:
    await begin(inside)
    assert await tells(inside, "kim", "Europe/Paris", MONDAY)
    assert (await due(inside))[KIM] == TUESDAY - SEVEN_HOURS
    found = await inside.ports.digests.digests.leader("kim")
    assert found
    assert found.time_zone == "Europe/Paris"

    await inside.plan(OFFICE, inside.ports.clock.system())
    assert (await due(inside))[KIM] == TUESDAY - SEVEN_HOURS, "an import moves nothing back"
    assert await advance(inside, TUESDAY) == 2
    assert (await due(inside))[KIM] == TUESDAY - SEVEN_HOURS + WEEK


async def test_a_schedule_with_a_zone_of_its_own_keeps_it(inside: Ground) -> None:
    await begin(inside, OFFICE.replace('* * TUE"', '* * TUE", time_zone: America/Chicago'))
    await tells(inside, "kim", "Europe/Paris", MONDAY)

    assert await due(inside) == {KIM: TUESDAY, LEE: EIGHT_IN_BERLIN}


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Los_Angeles"])
async def test_a_zone_that_is_learnt_moves_nothing_that_is_due(inside: Ground, zone: str) -> None:
    await begin(inside, OFFICE.replace("to: leaders", f"to: [{KIM}]"))
    await tells(inside, "kim", zone, TUESDAY)
    assert await due(inside) == {KIM: TUESDAY}
    again = OFFICE.replace("to: leaders", f"to: [{KIM}]")
    await inside.plan(again, inside.ports.clock.system())
    assert await due(inside) == {KIM: TUESDAY}

    assert await advance(inside, TUESDAY) == 1
    await own_clocks.run(inside.ports)
    (following,) = (await due(inside)).values()
    assert following != TUESDAY + WEEK, "the next one comes by their clock"
    assert abs(following - TUESDAY - WEEK) <= SEVEN_HOURS


async def test_what_is_past_by_the_new_clock_is_not_left_out(inside: Ground) -> None:
    """An hour before eight in Chicago it is two in Paris: today’s comes as it was planned."""
    await begin(inside, OFFICE.replace("to: leaders", f"to: [{KIM}]"))
    await tells(inside, "kim", "Europe/Paris", TUESDAY - timedelta(hours=1))
    assert await due(inside) == {KIM: TUESDAY}

    assert await advance(inside, TUESDAY) == 1
    assert await due(inside) == {KIM: TUESDAY - SEVEN_HOURS + WEEK}


async def test_nothing_comes_twice_on_the_way_west(inside: Ground) -> None:
    await begin(inside, OFFICE.replace("to: leaders", f"to: [{KIM}]"))
    assert await advance(inside, TUESDAY) == 1
    await tells(inside, "kim", "America/Los_Angeles", TUESDAY + timedelta(minutes=5))

    assert await advance(inside, TUESDAY + timedelta(hours=3)) == 0
    assert await due(inside) == {KIM: TUESDAY + WEEK + timedelta(hours=2)}


async def test_who_is_looked_up_after_the_import_gets_their_own_clock(inside: Ground) -> None:
    """The file names the leader by address, and their zone by id."""
    by_id = "0f0e0d0c-0000-4000-8000-000000000001"
    await inside.plan(OFFICE.replace(LEE.upper(), by_id), MONDAY)
    assert (await due(inside))[LEE] == TUESDAY

    await inside.ports.people.names.resolve({LEE: member(by_id), by_id: member(by_id)})
    await inside.at(MONDAY)
    await own_clocks.run(inside.ports)
    assert await due(inside) == {KIM: TUESDAY, LEE: EIGHT_IN_BERLIN}


@pytest.mark.parametrize(
    ("zone", "counted_from"),
    [
        ("", "2026-11-17T06:00"),
        ("America/Los_Angeles", "2026-11-17T08:00"),
        ("Europe/Paris", "2026-11-16T23:00"),
    ],
)
async def test_an_absence_ends_with_its_day_by_the_clock_of_who_is_away(
    inside: Ground, zone: str, counted_from: str
) -> None:
    """The round is held in Chicago, where that day ends at six in the morning, UTC."""
    opened = await inside.open()
    await inside.ports.people.clocks.told("ada", zone, "")
    await inside.ports.people.absences.away("ada", "Ada", MONDAY.date())
    back = datetime.fromisoformat(f"{counted_from}+00:00")
    for moment, expected in ((back - timedelta(seconds=1), 2), (back, 3)):
        round_ = await inside.ports.checkins.rounds.round(opened.round_id, moment)
        asking = await inside.ports.checkins.rounds.asking("ada", moment)
        sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", moment)
        assert round_.expected == expected
        assert len(asking) == expected - 2
        assert (sitting.away_until is None) == (expected == 3)
