"""A check-in has one open round, whoever opens it and however often."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.planning import plan_again
from core.checkins.model import Round
from core.facts import Gap
from core.people.rosters import Roster
from core.posting.subjects import Ending, Subject
from core.schedules.model import Due, Outcome, Repeating, Step
from jobs.schedule import missed
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, answer, office
from tests.store.cards import arrive, behind, posted, rest

NINE = MONDAY.replace(hour=9, tzinfo=None)
NEXT = Due(NINE + 7 * DAY, MONDAY + 7 * DAY)
WEEKLY = Repeating("checkin", "weekly")


def step(now: Due = Due(NINE, MONDAY), outcome: Outcome = Outcome.OPENED) -> Step:  # noqa: B008
    """What a server decides on Monday at nine."""
    opens = now if outcome in (Outcome.OPENED, Outcome.LATE) else None
    closes = now.at + DAY if opens else None
    return Step(WEEKLY, now.local, ((now, outcome),), opens, closes, NEXT)


async def advance(inside: Ground, wanted: Step) -> int:
    """One server does this step; how many rounds it opened."""
    return await inside.ports.schedules.advance([wanted], inside.ports.checkins.rounds.begin)


async def can_open(inside: Ground, now: datetime) -> Sequence[str]:
    """The check-ins that are due and not held back."""
    due = [each.what for each in await inside.ports.schedules.due(now, None)]
    held = await inside.ports.checkins.rounds.held_back(due, now)
    return [each.id for each in due if each not in held]


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

    by_time = [advance(inside, step()) for _ in range(4)]
    by_hand = [inside.ports.checkins.rounds.open(None, MONDAY) for _ in range(4)]
    opened, told = await asyncio.gather(asyncio.gather(*by_time), asyncio.gather(*by_hand))

    given = [each for found, _ in told for each in found]
    assert sum(opened) + sum(each.new for each in given) == 1
    assert len({each.round_id for each in given}) == 1
    assert len(await inside.jobs("deliver")) == 1
    assert await inside.value("SELECT count(*) FROM deliveries") == 1
    assert await inside.value("SELECT count(*) FROM things") == 1


async def test_what_was_due_is_recorded_once_with_what_became_of_it(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)

    assert sorted(await asyncio.gather(*(advance(inside, step()) for _ in "123"))) == [0, 0, 1]
    assert await occurrences(inside) == [(NINE, "opened", True)]
    (round_id,) = await inside.ports.checkins.rounds.open_rounds(None)
    assert await inside.value("SELECT begun_id FROM occurrences") == round_id
    await inside.close(round_id, MONDAY + DAY)
    (waiting,) = await inside.ports.schedules.due(NEXT.at, None)
    assert (waiting.what, waiting.next, waiting.worth) == (WEEKLY, NEXT, DAY)


async def test_an_open_round_is_joined_by_the_next_occurrence(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    ((opened,), _) = await inside.ports.checkins.rounds.open(
        ["weekly"], MONDAY - timedelta(hours=1)
    )

    assert await advance(inside, step()) == 0
    assert await occurrences(inside) == [(NINE, "joined", True)]
    assert await inside.ports.checkins.rounds.open_rounds(None) == [opened.round_id]


async def test_what_was_missed_opens_nothing(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)

    assert await advance(inside, step(outcome=Outcome.MISSED)) == 0
    assert await occurrences(inside) == [(NINE, "missed", False)]
    assert await inside.ports.checkins.rounds.open_rounds(None) == []


async def test_a_late_round_says_so_and_closes_as_it_would_have(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    assert await advance(inside, step(outcome=Outcome.LATE)) == 1

    (round_id,) = await inside.ports.checkins.rounds.open_rounds(["weekly"])
    found = await inside.ports.checkins.rounds.round(round_id, MONDAY + timedelta(hours=3))
    assert (found.late, found.opens_at, found.closes_at) == (True, MONDAY, MONDAY + DAY)
    assert await occurrences(inside) == [(NINE, "late", True)]


async def test_who_decided_on_an_older_time_comes_too_late(inside: Ground) -> None:
    await inside.plan(office("0 10 * * MON"), MONDAY - DAY)

    assert await advance(inside, step()) == 0
    assert await occurrences(inside) == []


async def test_a_time_that_was_recorded_begins_nothing_when_the_clock_goes_back(
    inside: Ground,
) -> None:
    await inside.plan(office(), MONDAY - DAY)
    assert await advance(inside, step()) == 1
    (round_id,) = await inside.ports.checkins.rounds.open_rounds(None)
    await inside.close(round_id, MONDAY + DAY)
    await plan_again(inside.database, MONDAY - DAY)
    assert await can_open(inside, MONDAY) == ["weekly"]

    assert await advance(inside, step()) == 0
    assert await occurrences(inside) == [(NINE, "opened", True)]
    assert await inside.ports.checkins.rounds.open_rounds(None) == []
    assert await can_open(inside, MONDAY) == [], "it is due next week"


async def test_a_round_whose_team_has_not_met_us_waits_without_a_job(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    ((again,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)

    assert (opened.new, opened.waits, opened.project) == (True, True, "Apollo")
    assert (again.new, again.waits, again.round_id) == (False, True, opened.round_id)
    assert await inside.jobs("deliver") == []


async def test_a_channel_that_refused_us_waits_though_its_team_is_met(inside: Ground) -> None:
    await inside.plan(office())
    await inside.meet(channel="19:general@thread.tacv2")
    await inside.ports.posting.addresses.close(CHANNEL, TEAM, "blocked")
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)

    assert opened.waits


async def test_where_a_check_in_is_not_there_none_is_opened(inside: Ground) -> None:
    await inside.plan(office())
    told = await inside.ports.checkins.rounds.open(["weekly", "monthly", "daily"], MONDAY)

    assert told == ([], ["monthly", "daily"])
    assert await inside.ports.checkins.rounds.open_rounds(None) == []
    assert await inside.ports.checkins.rounds.in_channel(CHANNEL) == ["weekly"]


async def test_a_check_in_waits_for_its_last_round_to_be_closed(inside: Ground) -> None:
    await inside.plan(office("0 * * * *"), MONDAY - timedelta(minutes=30))
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY - DAY)
    over = inside.ports.posting.cards.over

    assert await can_open(inside, MONDAY) == []
    assert await over(MONDAY) == [Ending("round", opened.round_id)]
    await inside.close(opened.round_id, MONDAY)
    assert await can_open(inside, MONDAY) == ["weekly"]
    assert await over(MONDAY) == []


async def test_a_round_that_is_not_over_holds_nothing_up(inside: Ground) -> None:
    await inside.plan(office("0 * * * *"), MONDAY - timedelta(minutes=30))
    await inside.ports.checkins.rounds.open(["weekly"], MONDAY - timedelta(hours=1))

    assert await can_open(inside, MONDAY) == ["weekly"], "its time is recorded as joined"
    assert await inside.ports.posting.cards.over(MONDAY) == []


async def test_the_times_that_are_computed_are_the_ones_that_are_kept(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    (waiting,) = await inside.ports.schedules.due(MONDAY, None)

    assert missed(waiting.schedule, waiting.next.local, MONDAY) == ([Due(NINE, MONDAY)], NEXT)


async def shown(inside: Ground) -> Round:
    """The open round as its card shows it on Monday."""
    (round_id,) = await inside.ports.checkins.rounds.open_rounds(None)
    return await inside.ports.checkins.rounds.round(round_id, MONDAY)


async def test_a_round_knows_how_long_it_is_until_the_next(inside: Ground) -> None:
    await inside.plan(office("0 9 * * MON,FRI"), MONDAY - DAY)
    await inside.ports.checkins.rounds.open(None, MONDAY)

    assert (await shown(inside)).asks_again == 4 * DAY


async def test_how_many_of_how_many_is_a_gap_until_the_roster_is_read(inside: Ground) -> None:
    await inside.plan(office())
    opened = (await inside.ports.checkins.rounds.open(None, MONDAY))[0][0]
    assert (await shown(inside)).expected == Gap("the roster was not read yet")

    gap = Gap("not permitted")
    await inside.ports.people.rosters.save(Roster(TEAM, gap, gap, {}, gap))
    assert (await shown(inside)).expected == gap

    await inside.roster("ada", "grace", "kim")
    ports = inside.ports
    await ports.checkins.answers.keep(opened.round_id, "ada", "n" * 8, answer(), "Saved.", MONDAY)
    told = await shown(inside)
    assert (told.answered, told.expected) == (1, 3)


async def test_a_card_that_a_crash_left_behind_is_found(inside: Ground) -> None:
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await arrive(inside, subject)
    await inside.roster("ada")
    older = timedelta(seconds=30)
    assert await inside.ports.posting.cards.behind(older) == []

    await rest(inside, 31)
    assert await inside.ports.posting.cards.behind(older) == [subject]
    seen = (await posted(inside, subject)).changes
    await inside.roster("ada", "grace")
    await inside.ports.posting.cards.shown(subject, seen)
    assert await inside.ports.posting.cards.behind(older) == [], "it was edited just now"
    await inside.ports.posting.cards.shown(subject, seen)
    (left,) = (await posted(inside, subject)).changes
    assert left not in seen, "what came after it was drawn is still to be shown"
    assert await behind(inside) == [subject]
