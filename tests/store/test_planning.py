"""What runs follows the office file; a check-in gets a new time where its schedule changed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

import jobs.schedule
from bot.office_import import import_office
from bot.planning import plan_again
from core.office.model import Office
from core.office.model import Schedule as Daily
from core.posting.subjects import Ending
from core.schedules.calendars import Calendar, Planned, calendars
from core.schedules.model import Due, Schedule
from store.database import Connection
from store.office.file import read_file
from store.schedules.planner import Planner
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, office

SUNDAY = MONDAY - DAY
WEEK = 7 * DAY
NINE = datetime(2026, 11, 16, 9)  # noqa: DTZ001  a wall clock


OTHER = '  - {id: other, project: apollo, schedule: {cron: "0 9 * * WED"}, open_for: 24h}'
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


@pytest.fixture
def broken() -> Iterator[str]:
    """An area whose calendar cannot tell what repeats."""

    def planned(_: Office) -> Iterator[Planned]:
        yield Planned("one", Daily(cron="0 9 * * *"))
        raise ZeroDivisionError

    calendars()["pulse"] = Calendar("pulse", planned, begins=lambda ports: ports.pulses)
    yield "pulse"
    del calendars()["pulse"]


async def test_a_calendar_that_raises_stops_no_other_and_keeps_what_it_had(
    inside: Ground, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.database.run(
        """
        INSERT INTO schedules (kind, id, cron, time_zone, starts_on, next_local, next_due_at)
        VALUES ('pulse', 'old', '0 9 * * *', 'UTC', '2026-01-01', '2026-12-02', '2026-12-02')
        """
    )
    await inside.plan(office(), SUNDAY)

    assert await planned(inside) == Due(NINE, MONDAY)
    assert f"not planned kind={broken}" in caplog.text
    kept = "SELECT array_agg(id) FROM schedules WHERE kind = 'pulse' AND next_local IS NOT NULL"
    assert await inside.value(kept) == ["old"]


async def test_a_schedule_that_cannot_be_worked_out_stops_no_other(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    """Its zone is gone from the machine's list, or its line is one that an older version took."""
    two = office().replace("checkins:", "checkins:\n" + OTHER)
    await inside.plan(two, SUNDAY)
    ill = two.replace('"0 9 * * WED"', '"0 9 * * WED", time_zone: Europe/Berlin')

    def following(schedule: Schedule, now: datetime) -> Due | None:
        if schedule.time_zone == "Europe/Berlin":
            raise KeyError(schedule.time_zone)
        return jobs.schedule.following(schedule, now)

    async def plan(connection: Connection, new: Office) -> None:
        await Planner(inside.engine.defer_in, following).plan(connection, new, SUNDAY)

    file = read_file(ill.encode(), "office.yaml")
    await import_office(inside.database, file, on_change=plan)
    assert "not planned what=checkin:other" in caplog.text
    assert await planned(inside) == Due(NINE, MONDAY)
    assert await inside.value("SELECT count(*) FROM schedules WHERE next_local IS NOT NULL") == 2
