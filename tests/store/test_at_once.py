"""Everything that processes do to the same rounds at the same moment, and nobody is in the way."""

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine
from datetime import date
from typing import Any

import pytest

from core.checkins.report import Material, Report, make
from core.people.rosters import Roster
from core.ports import Ports
from core.posting.deliveries import State
from core.posting.subjects import Kind, Subject
from store.database import Database
from tests.ground import (
    CHANNEL,
    DAY,
    MONDAY,
    PEOPLE,
    TEAM,
    Ground,
    answer,
    ground,
    member,
    office,
)

CHECKIN = '  - {id: weekly, project: apollo, schedule: {cron: "0 9 * * MON"}, open_for: 24h}\n'
MANY = "".join(CHECKIN.replace("weekly", f"c{number}") for number in range(6))


@pytest.fixture
async def servers(database: Database, database_url: str) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment with six check-ins of one team."""
    async with (
        Database(database_url) as another,
        ground(database) as one,
        ground(another) as two,
    ):
        await one.plan(office().replace(CHECKIN, MANY), MONDAY - DAY)
        await one.meet()
        await one.roster(*PEOPLE)
        yield [one, two]


def acts(
    ports: Ports, round_id: str, delivery: int, nonce: str
) -> list[Coroutine[Any, Any, object]]:
    """What may happen to a round, its card and its people."""

    def write(material: Material) -> Report:
        return make(ports.questions["stop-look-listen"], material, MONDAY)

    later = MONDAY + DAY / 2
    members = tuple(map(member, PEOPLE))
    return [
        *(ports.answers.keep(round_id, who, nonce, answer(), "Saved.", later) for who in PEOPLE),
        ports.answers.withdraw(round_id, "ada", f"{nonce}w", "Withdrawn.", later),
        ports.answers.repeat_last(round_id, "kim", answer(), later),
        ports.closing.close(round_id, later, write),
        ports.cards.shown(Subject(Kind.ROUND, round_id), 2),
        ports.checkins.open(None, MONDAY),
        ports.deliveries.claim(delivery),
        ports.deliveries.sent(delivery, "17", 1),
        ports.deliveries.back(delivery, "why"),
        ports.deliveries.left_behind(DAY * 0),
        ports.deliveries.release(CHANNEL, TEAM),
        ports.rosters.save(Roster(TEAM, members, (), {})),
        ports.rosters.joined(TEAM, ["eve"]),
        ports.rosters.left(TEAM, ["eve"]),
        ports.rosters.away("kim", "Kim", date(2026, 11, 20)),
        ports.answers.sitting(round_id, "ada", later),
    ]


async def test_whatever_happens_at_once_happens(servers: list[Ground]) -> None:
    """A deadlock would show as an error of the one who was chosen to give way."""
    one, chance = servers[0], random.Random(7)  # noqa: S311
    opened, _ = await one.ports.checkins.open(None, MONDAY)
    jobs = await one.jobs("deliver")
    every = [
        act
        for number, (each, job) in enumerate(zip(opened, jobs, strict=True))
        for inside in servers
        for act in acts(inside.ports, each.round_id, int(str(job["delivery_id"])), f"{number:08}")
    ]
    chance.shuffle(every)
    await asyncio.gather(*every)

    for each in opened:
        report = await one.ports.closing.report(each.round_id)
        stored = len(await one.ports.answers.sheet(each.round_id))
        assert report.answered == stored
    states = await one.ports.deliveries.outcomes([each.round_id for each in opened], 3)
    assert {*states} <= {State.SENT, State.CANCELLED}


async def test_a_card_may_arrive_while_its_round_closes(inside: Ground) -> None:
    await inside.plan(office())
    await inside.meet()

    for number in range(10):
        ((opened,), _) = await inside.ports.checkins.open(None, MONDAY)
        job = (await inside.jobs("deliver"))[-1]
        await asyncio.gather(
            inside.ports.deliveries.sent(int(str(job["delivery_id"])), f"{number}", 1),
            inside.close(opened.round_id, MONDAY + DAY),
        )
        posted = await inside.ports.cards.posted(Subject(Kind.ROUND, opened.round_id))
        assert posted
        assert posted.shown < posted.version, "the report is still to be shown"
        assert {"round_id": opened.round_id} in await inside.jobs("show_round")
