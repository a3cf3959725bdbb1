"""Check-ins open at their times: once, late after an outage, and on whatever clock."""

from datetime import timedelta

from bot.planning import plan_again
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY, Person, shown
from tests.stories.records import occurrences, rounds

WEEK = timedelta(days=7)


async def test_of_what_was_missed_only_the_latest_is_opened_and_marked_late(
    center: Rehearsal,
) -> None:
    await center.at(MONDAY + 3 * WEEK + timedelta(hours=6))

    assert await occurrences(center) == [
        ("16 Nov 09:00", "missed"),
        ("23 Nov 09:00", "missed"),
        ("30 Nov 09:00", "missed"),
        ("07 Dec 09:00", "late"),
    ]
    assert "opened late" in shown(center)
    assert len(center.cards(APOLLO)) == 1
    await center.at(MONDAY + 4 * WEEK)
    assert "opened late" not in shown(center)
    assert (await occurrences(center))[-1] == ("14 Dec 09:00", "opened")


async def test_what_would_have_closed_by_now_is_not_opened_any_more(center: Rehearsal) -> None:
    await center.at(MONDAY + timedelta(days=2))
    assert await occurrences(center) == [("16 Nov 09:00", "missed")]
    assert center.cards(APOLLO) == []

    await center.at(MONDAY + WEEK)
    assert await occurrences(center) == [("16 Nov 09:00", "missed"), ("23 Nov 09:00", "opened")]


async def test_a_paused_check_in_records_its_time_and_goes_on_later(center: Rehearsal) -> None:
    await center.database.run(
        "UPDATE schedules SET paused = true WHERE (kind, id) = ('checkin', 'apollo-weekly')"
    )
    await center.at(MONDAY)
    assert await occurrences(center) == [("16 Nov 09:00", "paused")]
    assert center.cards(APOLLO) == []

    await center.database.run("UPDATE schedules SET paused = false")
    await center.at(MONDAY + WEEK)
    assert (await occurrences(center))[-1] == ("23 Nov 09:00", "opened")


async def test_a_time_that_finds_a_round_open_joins_it(center: Rehearsal, noor: Person) -> None:
    await center.at(MONDAY - timedelta(hours=1))
    await noor.writes("@Process Center check in")
    await center.at(MONDAY)

    assert await occurrences(center) == [("16 Nov 09:00", "joined")]
    assert await rounds(center) == 1


async def test_a_clock_that_goes_years_forward_opens_one_round(center: Rehearsal) -> None:
    """What is older than 40 days is not told one by one."""
    await center.at(MONDAY + 150 * WEEK)

    recorded = await occurrences(center)
    assert [outcome for _, outcome in recorded] == ["missed"] * 5 + ["opened"]
    assert len(center.cards(APOLLO)) == 1


async def test_a_clock_that_goes_back_goes_on_from_there(center: Rehearsal) -> None:
    await center.at(MONDAY + 20 * WEEK)
    await center.at(MONDAY + 20 * WEEK + timedelta(days=1))
    early = MONDAY - timedelta(hours=1)
    await center.at(early)
    await plan_again(center.database, early)
    await center.at(MONDAY)

    assert ("16 Nov 09:00", "opened") in await occurrences(center)
    assert "open until" in shown(center)


async def test_an_import_of_the_same_file_opens_nothing_twice(center: Rehearsal) -> None:
    await center.at(MONDAY)
    await center.import_office(center.tenant.office())
    await center.sweep()
    await center.settled()

    assert await rounds(center) == 1
    assert await occurrences(center) == [("16 Nov 09:00", "opened")]


async def test_a_schedule_that_was_changed_holds_from_the_import_on(center: Rehearsal) -> None:
    text = center.tenant.office().replace('cron: "0 9 * * MON"', 'cron: "30 10 * * TUE"')
    await center.import_office(text)
    await center.at(MONDAY)
    assert center.cards(APOLLO) == []

    await center.at(MONDAY + timedelta(days=1, hours=1, minutes=30))
    assert await occurrences(center) == [("17 Nov 10:30", "opened")]


async def test_a_check_in_that_left_the_file_is_not_opened_and_its_round_ends_as_planned(
    center: Rehearsal,
) -> None:
    await center.at(MONDAY)
    lines = center.tenant.office().splitlines()
    rest = "\n".join(line for line in lines if "id: apollo-weekly" not in line)
    await center.import_office(rest, prune=True)
    await center.at(MONDAY + WEEK)

    assert await rounds(center) == 1
    assert "closed" in shown(center)
