"""A check-in has one open round, whoever opens it and however often."""

import asyncio
from datetime import timedelta

from core.checkins.sitting import Showing
from core.facts import Gap
from core.people.rosters import Roster
from core.posting.subjects import Kind, Subject
from core.schedules.model import Due, Outcome, Step
from jobs.schedule import missed
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, answer, office

NINE = MONDAY.replace(hour=9, tzinfo=None)
NEXT = Due(NINE + 7 * DAY, MONDAY + 7 * DAY)


def step(now: Due = Due(NINE, MONDAY), outcome: Outcome = Outcome.OPENED) -> Step:  # noqa: B008
    """What a server decides on Monday at nine."""
    opens = now if outcome in (Outcome.OPENED, Outcome.LATE) else None
    closes = now.at + DAY if opens else None
    return Step("weekly", now.local, ((now, outcome),), opens, closes, NEXT)


async def occurrences(inside: Ground) -> list[tuple[object, ...]]:
    """What was recorded of the schedule, in order."""
    async with inside.database.connection() as connection:
        cursor = await connection.execute(
            """
            SELECT due_local, outcome, begun_id IS NOT NULL FROM occurrences ORDER BY due_local
            """
        )
        return await cursor.fetchall()


async def test_servers_that_open_at_once_open_one_round_with_one_card(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    await inside.meet()
    checkins = inside.ports.checkins

    by_time = [checkins.advance([step()]) for _ in range(4)]
    by_hand = [checkins.open(None, MONDAY) for _ in range(4)]
    opened, told = await asyncio.gather(asyncio.gather(*by_time), asyncio.gather(*by_hand))

    given = [each for found, _ in told for each in found]
    assert sum(opened) + sum(each.new for each in given) == 1
    assert len({each.round_id for each in given}) == 1
    assert len(await inside.jobs("deliver")) == 1
    assert await inside.value("SELECT count(*) FROM deliveries") == 1


async def test_what_was_due_is_recorded_once_with_what_became_of_it(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    checkins = inside.ports.checkins

    assert sorted(await asyncio.gather(*(checkins.advance([step()]) for _ in "123"))) == [0, 0, 1]
    assert await occurrences(inside) == [(NINE, "opened", True)]
    (round_id,) = await checkins.open_rounds(None)
    await inside.close(round_id, MONDAY + DAY)
    (waiting,) = await checkins.due(NEXT.at)
    assert (waiting.next_local, waiting.open_for) == (NEXT.local, DAY)


async def test_an_open_round_is_joined_by_the_next_occurrence(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    ((opened,), _) = await inside.ports.checkins.open(["weekly"], MONDAY - timedelta(hours=1))

    assert await inside.ports.checkins.advance([step()]) == 0
    assert await occurrences(inside) == [(NINE, "joined", True)]
    assert await inside.ports.checkins.open_rounds(None) == [opened.round_id]


async def test_what_was_missed_opens_nothing(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)

    assert await inside.ports.checkins.advance([step(outcome=Outcome.MISSED)]) == 0
    assert await occurrences(inside) == [(NINE, "missed", False)]
    assert await inside.ports.checkins.open_rounds(None) == []


async def test_a_late_round_says_so_and_closes_as_it_would_have(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    await inside.ports.checkins.advance([step(outcome=Outcome.LATE)])

    (round_id,) = await inside.ports.checkins.open_rounds(["weekly"])
    shown = await inside.ports.checkins.showing(round_id, MONDAY + timedelta(hours=3))
    assert (shown.round.late, shown.round.closes_at) == (True, MONDAY + DAY)


async def test_who_decided_on_an_older_time_comes_too_late(inside: Ground) -> None:
    await inside.plan(office("0 10 * * MON"), MONDAY - DAY)

    assert await inside.ports.checkins.advance([step()]) == 0
    assert await occurrences(inside) == []


async def test_a_round_whose_team_has_not_met_us_waits_without_a_job(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.open(["weekly"], MONDAY)
    ((again,), _) = await inside.ports.checkins.open(["weekly"], MONDAY)

    assert (opened.new, opened.waits, opened.project) == (True, True, "Apollo")
    assert (again.new, again.waits, again.round_id) == (False, True, opened.round_id)
    assert await inside.jobs("deliver") == []


async def test_a_channel_that_refused_us_waits_though_its_team_is_met(inside: Ground) -> None:
    await inside.plan(office())
    await inside.meet(channel="19:general@thread.tacv2")
    await inside.ports.addresses.close(CHANNEL, TEAM, "blocked")
    ((opened,), _) = await inside.ports.checkins.open(["weekly"], MONDAY)

    assert opened.waits


async def test_where_a_check_in_is_not_there_none_is_opened(inside: Ground) -> None:
    await inside.plan(office())
    told = await inside.ports.checkins.open(["weekly", "monthly", "daily"], MONDAY)

    assert told == ([], ["monthly", "daily"])
    assert await inside.ports.checkins.open_rounds(None) == []
    assert await inside.ports.checkins.in_channel(CHANNEL) == ["weekly"]


async def test_a_check_in_waits_for_its_last_round_to_be_closed(inside: Ground) -> None:
    await inside.plan(office("0 * * * *"), MONDAY - timedelta(minutes=30))
    checkins = inside.ports.checkins
    ((opened,), _) = await checkins.open(["weekly"], MONDAY - DAY)

    assert await checkins.due(MONDAY) == []
    assert await checkins.close_due(MONDAY) == [opened.round_id]
    await inside.close(opened.round_id, MONDAY)
    assert [each.id for each in await checkins.due(MONDAY)] == ["weekly"]
    assert await checkins.close_due(MONDAY) == []


async def test_the_times_that_are_computed_are_the_ones_that_are_kept(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    (waiting,) = await inside.ports.checkins.due(MONDAY)

    assert missed(waiting.schedule, waiting.next_local, MONDAY) == ([Due(NINE, MONDAY)], NEXT)


async def shown(inside: Ground) -> Showing:
    """The open round as its card shows it on Monday."""
    (round_id,) = await inside.ports.checkins.open_rounds(None)
    return await inside.ports.checkins.showing(round_id, MONDAY)


async def test_how_many_of_how_many_is_a_gap_until_the_roster_is_read(inside: Ground) -> None:
    await inside.plan(office())
    opened = (await inside.ports.checkins.open(None, MONDAY))[0][0]
    assert (await shown(inside)).round.expected == Gap("the roster was not read yet")

    await inside.ports.rosters.save(Roster(TEAM, Gap("not permitted"), Gap("not permitted"), {}))
    assert (await shown(inside)).round.expected == Gap("not permitted")

    await inside.roster("ada", "grace", "kim")
    ports = inside.ports
    await ports.answers.keep(opened.round_id, "ada", "n" * 8, answer(), "Saved.", MONDAY)
    told = (await shown(inside)).round
    assert (told.answered, told.expected) == (1, 3)


async def test_a_card_that_a_crash_left_behind_is_found(inside: Ground) -> None:
    opened = await inside.open()
    (job,) = await inside.jobs("deliver")
    await inside.ports.deliveries.sent(int(str(job["delivery_id"])), "17", 1)
    await inside.roster("ada")
    older = timedelta(seconds=30)
    assert await inside.ports.cards.stale(older) == []

    await inside.database.run("UPDATE rounds SET shown_at = now() - interval '31 seconds'")
    assert await inside.ports.cards.stale(older) == [Subject(Kind.ROUND, opened.round_id)]
    version = (await shown(inside)).version
    await inside.ports.cards.shown(Subject(Kind.ROUND, opened.round_id), version)
    await inside.ports.cards.shown(Subject(Kind.ROUND, opened.round_id), version - 1)
    posted = await inside.ports.cards.posted(Subject(Kind.ROUND, opened.round_id))
    assert posted
    assert (posted.shown, posted.version) == (version, version)
    assert posted.rested < 30
