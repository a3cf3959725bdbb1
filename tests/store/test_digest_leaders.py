"""Who leads and owns by the office file, and when their digests are due: by their own clock."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from core.digests.ports import Leader, Owner
from core.office.values import Chosen
from core.schedules.model import Waiting, decide
from jobs.schedule import missed
from store.database import Database
from tests.ground import DAY, MONDAY, Ground, ground, member
from tests.store.digests import ADA, KIM, LEE, OFFICE, TUESDAY, WEEK, begin, chat

EIGHT_IN_BERLIN = TUESDAY.replace(hour=7)


async def due(inside: Ground) -> dict[str, datetime]:
    """When each leader's digest is due next, by what the office file calls them."""
    found = await inside.database.all(
        dict,
        """
        SELECT reader, next_due_at AS at FROM schedules
        WHERE kind = 'digest' AND id = 'weekly' AND next_due_at IS NOT NULL
        """,
    )
    return {each["reader"]: each["at"] for each in found}


async def due_now(inside: Ground, now: datetime) -> Sequence[Waiting]:
    """What of the digests is due and not held back."""
    found = [each for each in await inside.ports.schedules.due(now, None) if is_digest(each)]
    held = await inside.ports.digests.digests.held_back([each.what for each in found], now)
    return [each for each in found if each.what not in held]


def is_digest(waiting: Waiting) -> bool:
    """Check-ins are due on the same days."""
    return waiting.what.kind == "digest"


async def advance(inside: Ground, now: datetime) -> int:
    """What the sweep does."""
    steps = []
    for each in await due_now(inside, now):
        past, following = missed(each.schedule, each.next.local, now)
        steps.append(decide(each, past, following, now))
    return await inside.ports.schedules.advance(steps, inside.ports.digests.digests.begin)


async def test_a_leader_is_known_by_any_name_with_zone_scope_and_chat(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")

    assert await inside.ports.digests.digests.leader("kim") == Leader(
        "kim", "Kim", "kim-chat", "America/Chicago", Chosen("all")
    )
    assert await inside.ports.digests.digests.leader("lee") == Leader(
        "lee", "Lee", None, "Europe/Berlin", Chosen(items=("grow", "clean-data"))
    )
    assert await inside.ports.digests.digests.leader("ada") is None
    await inside.ports.posting.addresses.close("kim-chat", None, "blocked")
    blocked = await inside.ports.digests.digests.leader("kim")
    assert blocked
    assert blocked.conversation_id is None


async def test_who_stands_there_twice_has_both_scopes_and_one_digest(inside: Ground) -> None:
    old = "lee.marvin@contoso.example"
    twice = OFFICE.replace(f"{KIM}, scope: all", f"{old}, scope: [clean-data, save]")
    await begin(inside, twice)
    await inside.ports.people.names.resolve({old: member("lee")})
    await chat(inside, "lee")
    found = await inside.ports.digests.digests.leader("lee")

    assert found
    assert found.scope == Chosen(items=("clean-data", "save", "grow"))
    await inside.plan(twice, MONDAY)
    assert await advance(inside, TUESDAY) == 1
    assert len(await inside.jobs("send_digest")) == 1
    (one,), _ = await inside.ports.digests.digests.recipients(None)
    assert one.leader
    assert one.leader.person_id == "lee"


async def test_the_owner_of_a_project_is_who_the_file_means(inside: Ground) -> None:
    await inside.plan(OFFICE)
    assert await inside.ports.digests.digests.owner("apollo") is None, "nobody was looked up yet"

    await begin(inside)
    assert await inside.ports.digests.digests.owner("apollo") == Owner("ada", "Ada", None)
    await chat(inside, "ada")
    assert await inside.ports.digests.digests.owner("apollo") == Owner("ada", "Ada", "ada-chat")
    assert await inside.ports.digests.digests.owner("alone") is None
    assert await inside.ports.digests.digests.owner("nothing") is None


async def test_each_leader_has_a_time_by_their_own_clock(inside: Ground) -> None:
    await begin(inside)
    assert await due(inside) == {KIM: TUESDAY, LEE: EIGHT_IN_BERLIN}

    zoned = OFFICE.replace('* * TUE"', '* * TUE", time_zone: Asia/Tokyo')
    await inside.plan(zoned, MONDAY - DAY)
    tokyo = TUESDAY.replace(day=16, hour=23)
    assert await due(inside) == {KIM: tokyo, LEE: EIGHT_IN_BERLIN}, "their own clock comes first"


async def test_the_same_file_again_keeps_every_time_and_another_one_retires(
    inside: Ground,
) -> None:
    await begin(inside)
    await inside.plan(OFFICE, TUESDAY + WEEK)
    assert await due(inside) == {KIM: TUESDAY, LEE: EIGHT_IN_BERLIN}

    await inside.plan(OFFICE.replace("to: leaders", f"to: [{LEE}]"), MONDAY)
    assert await due(inside) == {LEE: EIGHT_IN_BERLIN}
    await inside.plan(OFFICE, TUESDAY + 3 * DAY)
    assert await due(inside) == {KIM: TUESDAY + WEEK, LEE: EIGHT_IN_BERLIN}


async def test_leaders_and_owners_are_looked_up(inside: Ground) -> None:
    await inside.plan(OFFICE)
    assert {KIM, LEE, ADA} <= {*await inside.ports.people.names.unresolved()}


async def test_on_many_servers_a_digest_comes_due_once(inside: Ground, database_url: str) -> None:
    await begin(inside)
    async with Database(database_url) as second, ground(second) as other:
        begun = await asyncio.gather(
            *(advance(each, TUESDAY) for each in (inside, other) for _ in range(3))
        )

    assert sum(begun) == 2
    jobs = await inside.jobs("send_digest")
    assert sorted(str(each["person_id"]) for each in jobs) == ["kim", "lee"]
    assert {each["series"] for each in jobs} == {"weekly"}
    assert await due(inside) == {KIM: TUESDAY + WEEK, LEE: EIGHT_IN_BERLIN + WEEK}
    assert await inside.value("SELECT count(*) FROM occurrences WHERE outcome = 'opened'") == 1


@pytest.mark.parametrize(
    ("late", "outcomes"),
    [
        (timedelta(minutes=1), {"opened": 1}),
        (timedelta(hours=23), {"late": 1}),
        (DAY, {"missed": 1}),
        (2 * WEEK + timedelta(hours=3), {"missed": 2, "late": 1}),
    ],
)
async def test_of_what_was_missed_the_latest_is_sent_if_it_is_not_a_day_late(
    inside: Ground, late: timedelta, outcomes: dict[str, int]
) -> None:
    await begin(inside, OFFICE.replace("to: leaders", f"to: [{KIM}]"))
    await advance(inside, TUESDAY + late)

    found = await inside.database.all(
        dict, "SELECT outcome, count(*) AS many FROM occurrences GROUP BY 1"
    )
    assert {each["outcome"]: each["many"] for each in found} == outcomes
    assert len(await inside.jobs("send_digest")) == sum(outcomes.values()) - outcomes.get(
        "missed", 0
    )


async def test_who_is_not_known_yet_waits_until_the_name_was_looked_up(inside: Ground) -> None:
    await inside.plan(OFFICE, MONDAY)
    assert await due_now(inside, TUESDAY) == []

    await begin(inside)
    assert await advance(inside, TUESDAY + timedelta(hours=1)) == 2


async def test_who_gets_a_digest_is_told_with_those_whom_nobody_knows(inside: Ground) -> None:
    who = "who@contoso.example"
    await begin(inside, OFFICE.replace("scope: all}", f"scope: all}}\n    - {{person: {who}}}"))
    found, unknown = await inside.ports.digests.digests.recipients(["weekly"])

    assert unknown == []
    assert {each.called: bool(each.leader) for each in found} == {KIM: True, LEE: True, who: False}
    assert await inside.ports.digests.digests.recipients(["weekly", "daily"]) == ([], ["daily"])
    assert (await inside.ports.digests.digests.recipients(None))[0] == found


async def test_the_outline_is_that_of_the_file(inside: Ground) -> None:
    await begin(inside)
    outline = await inside.ports.digests.digests.outline()

    assert outline.initiatives == {
        "mobile-first": ("grow",),
        "one-desk": ("save",),
        "clean-data": (),
    }
    assert outline.projects == {
        "apollo": ("mobile-first", "one-desk"),
        "borealis": ("one-desk",),
        "cedar": ("clean-data",),
        "alone": (),
    }
