"""Somebody says until which day they are away, as they say days, and is left alone until then."""

from typing import Any
from uuid import uuid4

from jobs.sweeps import keep_clocks
from tests.rehearsal import Rehearsal
from tests.stories.digests import chat
from tests.stories.people import MONDAY, Person
from tests.stories.wire import Wire, answer, open_round


async def test_a_date_that_cannot_be_meant_is_refused_with_an_example(
    center: Rehearsal, ada: Person
) -> None:
    await center.tenant.install([], [ada.account.id])
    for when in ("", "until", "until last week", "2020-01-01", "until 9999-12-31", "x" * 900):
        assert "or “away until 30 November”." in await ada.writes(f"away {when}", ada.chat)


async def test_a_day_is_the_day_by_the_clock_of_who_writes(center: Rehearsal, ada: Person) -> None:
    await center.tenant.install([], [ada.account.id])
    await center.at(MONDAY.replace(hour=21))  # in London it is Tuesday
    for words, day in (
        ("until tomorrow", "Tuesday, 17 November 2026"),
        ("until friday", "Friday, 20 November 2026"),
        ("until next monday", "Monday, 23 November 2026"),
        ("3 days", "Wednesday, 18 November 2026"),
        ("until: friday", "Friday, 20 November 2026"),
        ("till 24 Nov", "Tuesday, 24 November 2026"),
    ):
        assert f"until the end of {day}." in await ada.writes(f"away {words}", ada.chat)


async def test_a_day_is_that_of_the_reader_s_clock_and_order(center: Rehearsal, wire: Wire) -> None:
    """Teams tells zone and locale with every activity; where it does not, they are remembered."""
    alone = await chat(center, "ada")
    monday, thursday = MONDAY.replace(hour=19), MONDAY.replace(day=19, hour=20)
    los_angeles = {"localTimezone": "America/Los_Angeles", "locale": "en-US", "entities": []}
    berlin = {"type": "clientInfo", "timezone": "Europe/Berlin", "locale": "en-GB"}
    untold: dict[str, Any] = {"localTimezone": None, "locale": None, "entities": []}
    for when, words, told, day in (
        (MONDAY, "until today", los_angeles, "Monday, 16 November 2026"),
        (monday, "until 2026-11-16", {}, "Monday, 16 November 2026"),
        (monday, "Until Monday", {}, "Monday, 16 November 2026"),
        (monday, "until tomorrow", untold, "Tuesday, 17 November 2026"),
        (monday, "until 01/12", {}, "Tuesday, 12 January 2027"),
        (monday, "until today", untold | {"entities": [berlin]}, "Tuesday, 17 November 2026"),
        (monday, "until 01/12", untold, "Tuesday, 1 December 2026"),
        (monday, "until today", untold, "Tuesday, 17 November 2026"),
        (thursday, "until thursday", {}, "Thursday, 19 November 2026"),
        (thursday, "until next friday", {}, "Friday, 27 November 2026"),
        (thursday, "in 2 weeks", {}, "Thursday, 3 December 2026"),
        (thursday, "UNTIL 29 February", {}, "Tuesday, 29 February 2028"),
    ):
        await center.at(when)
        said = wire.message(alone, f"away {words}", id=uuid4().hex) | told
        await wire.post(said)
        await center.settled()
        heard = center.tenant.messages(alone.chat)[-1]["content"]["text"]
        assert f"until the end of {day}." in heard, (words, heard)


async def test_who_was_not_away_is_not_welcomed_back(center: Rehearsal, ada: Person) -> None:
    await center.tenant.install([], [ada.account.id])
    assert "You were not away" in await ada.writes("back", ada.chat)

    await ada.writes("away until tomorrow", ada.chat)
    assert "Welcome back" in await ada.writes("back", ada.chat)
    assert "You were not away" in await ada.writes("back", ada.chat)

    await ada.writes("away until tomorrow", ada.chat)
    await center.at(MONDAY.replace(day=20))
    assert "You were not away" in await ada.writes("back", ada.chat), "that is over"


async def test_a_leader_s_digest_follows_the_clock_of_their_teams(
    center: Rehearsal, wire: Wire
) -> None:
    """A message tells the zone, and a press too; a name that is no zone tells none."""
    weekly = 'to: leaders, schedule: {cron: "0 10 * * TUE", time_zone: America/Chicago}'
    office = center.tenant.office()
    assert weekly in office
    await center.import_office(
        office.replace(weekly, weekly.replace(", time_zone: America/Chicago", ""))
    )
    kim = await chat(center, "kim")
    for told, zone in (
        ("Europe/Paris", "Europe/Paris"),
        ("Pacific Standard Time", "Europe/Paris"),
        ("../etc/passwd", "Europe/Paris"),
        ("Asia/Tokyo", "Asia/Tokyo"),
    ):
        await wire.post(wire.message(kim, "help", id=uuid4().hex) | {"localTimezone": told})
        await center.settled()
        assert await _zone(center) == zone, told
    press = wire.press(kim, {"verb": "digest.decisions"}, "adaptiveCard/action")
    await wire.post(press | {"localTimezone": "America/Denver"})
    await center.settled()
    assert await _zone(center) == "America/Denver"


async def test_a_press_in_a_channel_tells_whose_clock_it_is_with_the_next_look(
    center: Rehearsal, wire: Wire
) -> None:
    await center.install()
    await center.at(MONDAY)
    noor = Person(center, "noor.haddad")
    press = wire.press(noor, answer(await open_round(center)))
    await wire.post(press | {"localTimezone": "Asia/Tokyo"})
    await keep_clocks.run(center.made.ports)

    assert (await center.made.ports.people.clocks.of(noor.account.id)).own == "Asia/Tokyo"


async def test_a_leader_who_is_looked_up_after_the_import_gets_their_own_clock(
    center: Rehearsal,
) -> None:
    """The file names them by address, and their zone by id."""
    kim = Person(center, "kim").account
    own = f"\npeople:\n  - {{person: {kim.id}, time_zone: Asia/Tokyo}}\n"
    office = center.tenant.office()
    assert "\npeople:\n" in office
    await center.database.run("UPDATE named_people SET person_id = NULL, asked_at = NULL")
    await center.import_office(office.replace("\npeople:\n", own))

    assert await _zone(center) == "Asia/Tokyo"


async def _zone(center: Rehearsal) -> str:
    """By which zone Kim's digest comes next."""
    found = await center.database.row(
        "SELECT time_zone FROM schedules WHERE kind = 'digest' AND reader LIKE 'kim@%%' LIMIT 1"
    )
    assert found
    return str(found["time_zone"])
