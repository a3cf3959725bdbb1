"""Everything that processes do to the same rounds at the same moment, and nobody is in the way."""

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine
from datetime import date
from typing import Any

import pytest

from core.checkins.answering import TOO_LATE
from core.checkins.model import Round
from core.checkins.report import Material, Report, make
from core.errors import NotAllowed
from core.people.rosters import Roster
from core.ports import Ports
from core.posting.deliveries import State
from core.posting.subjects import Subject
from jobs.showing import show_what_is_behind
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
from tests.store.cards import delivery as delivery_of
from tests.store.cards import edits, posted

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

    def write(round_: Round, material: Material) -> Report:
        return make(round_.questions, material, MONDAY)

    async def show() -> None:
        """What the job does around the edit."""
        subject = Subject("round", round_id)
        if found := await ports.posting.cards.posted(subject):
            await ports.posting.cards.shown(subject, found.changes)

    later = MONDAY + DAY / 2
    members = tuple(map(member, PEOPLE))
    return [
        *(
            ports.checkins.answers.keep(round_id, who, nonce, answer(), "Saved.", later)
            for who in PEOPLE
        ),
        ports.checkins.answers.withdraw(round_id, "ada", f"{nonce}w", "Withdrawn.", later),
        ports.checkins.answers.repeat_last(round_id, "kim", answer(), later),
        ports.checkins.closing.close(round_id, later, write),
        show(),
        show_what_is_behind(ports),
        ports.checkins.rounds.open(None, MONDAY),
        ports.posting.deliveries.claim(delivery),
        ports.posting.deliveries.sent(delivery, "17", ()),
        ports.posting.deliveries.arrived("round", round_id, CHANNEL, "18"),
        ports.posting.deliveries.back(delivery, "why"),
        ports.posting.deliveries.left_behind(DAY * 0),
        ports.posting.deliveries.release(CHANNEL, TEAM),
        ports.people.rosters.save(Roster(TEAM, members, (), {}, frozenset({"ada"}))),
        ports.people.rosters.joined(TEAM, ["eve"]),
        ports.people.rosters.left(TEAM, ["eve"]),
        ports.people.absences.away("kim", "Kim", date(2026, 11, 20)),
        ports.people.parts.of("round", round_id, "ada"),
        ports.checkins.answers.sitting(round_id, "ada", later),
    ]


async def test_whatever_happens_at_once_happens(servers: list[Ground]) -> None:
    """A deadlock would show as an error of the one who was chosen to give way."""
    one, chance = servers[0], random.Random(7)  # noqa: S311
    opened, _ = await one.ports.checkins.rounds.open(None, MONDAY)
    jobs = await one.jobs("deliver")
    every = [
        act
        for number, (each, job) in enumerate(zip(opened, jobs, strict=True))
        for inside in servers
        for act in acts(inside.ports, each.round_id, int(str(job["delivery_id"])), f"{number:08}")
    ]
    chance.shuffle(every)
    told = await asyncio.gather(*every, return_exceptions=True)

    errors = [each for each in told if isinstance(each, BaseException)]
    assert {str(each) for each in errors if isinstance(each, NotAllowed)} <= {TOO_LATE}
    assert [each for each in errors if not isinstance(each, NotAllowed)] == []
    for each in opened:
        report = await one.ports.checkins.closing.report(each.round_id)
        sheet = await one.ports.checkins.answers.sheet(each.round_id, MONDAY)
        assert report.answered == len(sheet.answers)
    ids = [each.round_id for each in opened]
    states = await one.ports.posting.deliveries.outcomes("round", ids, 3)
    assert {*states} <= {State.SENT, State.CANCELLED}


async def test_a_card_may_arrive_while_its_round_closes(inside: Ground) -> None:
    await inside.plan(office())
    await inside.meet()

    for number in range(10):
        ((opened,), _) = await inside.ports.checkins.rounds.open(None, MONDAY)
        subject = Subject("round", opened.round_id)
        delivery = await delivery_of(inside, subject)
        assert await inside.ports.posting.deliveries.claim(delivery)
        await asyncio.gather(
            inside.ports.posting.deliveries.sent(delivery, f"{number}", ()),
            inside.close(opened.round_id, MONDAY + DAY),
        )
        found = await posted(inside, subject)
        assert len(found.changes) == 1, "the report is still to be shown"
        assert subject in await edits(inside)
