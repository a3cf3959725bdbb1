"""What runs follows the office file; a check-in gets a new time where its schedule changed."""

from datetime import date, datetime, timedelta

import pytest

from bot.planning import plan_again
from core.posting.subjects import Ending
from core.schedules.model import Due, Schedule
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, office

SUNDAY = MONDAY - DAY
WEEK = 7 * DAY
NINE = datetime(2026, 11, 16, 9)  # noqa: DTZ001  a wall clock


WEEKLY = "FROM schedules WHERE kind = 'checkin' AND id = 'weekly' AND reader = ''"


async def planned(inside: Ground) -> Due | None:
    """When the check-in is due next."""
    found = await inside.database.row(f"SELECT next_local, next_due_at {WEEKLY}")
    assert found
    return Due(*found.values()) if found["next_local"] else None


async def schedule(inside: Ground) -> Schedule:
    """The schedule that it runs by."""
    found = await inside.database.row(f"SELECT cron, time_zone, every_weeks, starts_on {WEEKLY}")
    assert found
    return Schedule(**found)


async def test_an_import_plans_the_first_time_and_looks_people_up(inside: Ground) -> None:
    await inside.plan(office(), SUNDAY)

    assert await planned(inside) == Due(NINE, MONDAY)
    assert await schedule(inside) == Schedule(
        "0 9 * * MON", "America/Chicago", 1, date(2026, 11, 15)
    )
    assert await inside.jobs("read_rosters", "read_people") == [{}, {}]


async def test_the_same_file_again_keeps_the_time_and_the_first_day(inside: Ground) -> None:
    await inside.plan(office(), SUNDAY)
    await inside.plan(office(), SUNDAY + 3 * WEEK)

    assert await planned(inside) == Due(NINE, MONDAY), "what was due meanwhile is not forgotten"
    assert (await schedule(inside)).starts_on == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("0 9 * * MON", "0 9 * * TUE", Due(NINE + DAY, MONDAY + DAY)),
        ("America/Chicago", "Europe/Berlin", Due(NINE, MONDAY - timedelta(hours=7))),
        ('* * MON"', '* * MON", starts_on: 2026-11-20', Due(NINE + WEEK, MONDAY + WEEK)),
        ('* * MON"', '* * MON", every_weeks: 2', Due(NINE + WEEK, MONDAY + WEEK)),
    ],
)  # fmt: skip
async def test_a_changed_schedule_gets_a_new_time(
    inside: Ground, old: str, new: str, due: Due
) -> None:
    await inside.plan(office(), SUNDAY - WEEK)
    await inside.plan(office().replace(old, new), SUNDAY)

    assert await planned(inside) == due


async def test_what_is_no_schedule_changes_and_the_time_stays(inside: Ground) -> None:
    await inside.plan(office(), SUNDAY)
    await inside.plan(office().replace("24h", "48h").replace("Apollo", "Artemis"), MONDAY)
    await inside.meet()
    ((opened,), _) = await inside.ports.checkins.rounds.open(None, MONDAY)

    assert await planned(inside) == Due(NINE, MONDAY)
    assert opened.project == "Artemis"
    round_ = await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)
    assert round_.closes_at == MONDAY + 2 * DAY
    (waiting,) = await inside.ports.schedules.due(MONDAY, None)
    assert waiting.worth == 2 * DAY


@pytest.mark.parametrize(
    "without",
    [
        office().replace("open_for: 24h", "open_for: 24h, mode: personal"),
        office().replace("open_for: 24h", "mode: personal, open_for: 24h, nudge: [20h]"),
    ],
)
async def test_a_check_in_that_is_not_active_rests_and_starts_anew(
    inside: Ground, without: str
) -> None:
    await inside.plan(office(), SUNDAY)
    await inside.plan(without, SUNDAY)
    assert await planned(inside) is None
    assert await inside.ports.checkins.rounds.open(["weekly"], MONDAY) == ([], ["weekly"])
    assert await inside.ports.schedules.due(MONDAY + DAY, None) == []

    await inside.plan(office(), SUNDAY + 2 * WEEK)
    assert await planned(inside) == Due(NINE + 2 * WEEK, MONDAY + 2 * WEEK)


async def test_a_round_that_is_open_stays_open_when_its_check_in_goes(inside: Ground) -> None:
    opened = await inside.open()
    await inside.plan(office().replace("open_for: 24h", "open_for: 24h, mode: personal"))

    assert await inside.ports.checkins.rounds.open_rounds(None) == [opened.round_id]
    over = await inside.ports.posting.cards.over(MONDAY + DAY)
    assert over == [Ending("round", opened.round_id)]


async def test_weeks_are_counted_from_the_import_unless_the_file_says_from_when(
    inside: Ground,
) -> None:
    two = office().replace('"0 9 * * MON"', '"0 9 * * MON", every_weeks: 2')
    await inside.plan(two, SUNDAY)
    assert await planned(inside) == Due(NINE, MONDAY)

    await inside.plan(two.replace("every_weeks: 2", "every_weeks: 2, starts_on: 2026-11-02"))
    assert await planned(inside) == Due(NINE + 2 * WEEK, MONDAY + 2 * WEEK)


async def test_a_first_day_that_is_taken_out_of_the_file_holds_nothing_up(inside: Ground) -> None:
    later = office().replace('"0 9 * * MON"', '"0 9 * * MON", starts_on: 2027-06-01')
    await inside.plan(later, SUNDAY)
    assert (await planned(inside) or Due(NINE, MONDAY)).local.year == 2027

    await inside.plan(office(), SUNDAY)
    assert await planned(inside) == Due(NINE, MONDAY)


async def test_when_the_rehearsal_clock_went_back_every_time_is_worked_out_again(
    inside: Ground,
) -> None:
    await inside.plan(office(), SUNDAY + 10 * WEEK)
    await plan_again(inside.database, SUNDAY)

    assert await planned(inside) == Due(NINE, MONDAY)


async def test_a_changed_place_is_that_of_the_next_round(inside: Ground) -> None:
    await inside.open()
    moved = office().replace(CHANNEL, "19:new@thread.tacv2").replace(TEAM, "team-new")
    await inside.plan(moved)

    assert await inside.ports.checkins.rounds.in_channel("19:new@thread.tacv2") == ["weekly"]
    assert await inside.ports.checkins.rounds.in_channel(CHANNEL) == []
    found = await inside.database.row("SELECT channel_id, team_id FROM rounds")
    assert found == {"channel_id": CHANNEL, "team_id": TEAM}
