"""A year of `make bench` is only worth its hour if it sees what is wrong: it is shown some."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bench.__main__ import LONG, MEASURES
from bench.year.company import Company, Plan
from bench.year.judging import Judge
from bench.year.people import ANY, NOTHING, Answers
from bench.year.reckoning import Series
from bench.year.seen import Watch
from simulator import app as simulator
from simulator.messages import BOT, Content
from simulator.settings import Settings
from simulator.tenant import Tenant
from store.database import Database

MONDAY = date(2027, 3, 8)
TUESDAY = datetime(2027, 3, 9, 16, 0, tzinfo=UTC)  # ten in Chicago, when its leader's digest is due
DIGEST = {"type": "Action.Execute", "verb": "digest.acknowledge", "data": {"digest": "d1"}}
ROUND = {"type": "Action.Submit", "data": {"verb": "checkin.answer", "round": "r1"}}
NINE = datetime(2027, 3, 8, 15, 0, tzinfo=UTC)
CLOSED = NINE + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "hour", "since", "instants"),
    [
        # Spring leaves half past two out: the next minute that a clock shows.
        ("America/Chicago", 2, "2027-03-13", ["13T08:30", "14T08:00", "15T07:30"]),
        ("Europe/Berlin", 2, "2027-03-27", ["27T01:30", "28T01:00", "29T00:30"]),
        # In autumn it comes twice: the first of them.
        ("America/Chicago", 1, "2027-11-06", ["06T06:30", "07T06:30", "08T07:30"]),
        ("Europe/Berlin", 2, "2027-10-30", ["30T00:30", "31T00:30", "01T01:30"]),
        ("Pacific/Auckland", 10, "2027-04-03", ["02T21:30", "03T22:30", "04T22:30"]),
        ("Asia/Kolkata", 14, "2027-03-08", ["08T09:00", "09T09:00", "10T09:00"]),
    ],
)
def test_what_has_to_come_is_reckoned_from_wall_clocks(
    zone: str, hour: int, since: str, instants: list[str]
) -> None:
    daily = Series("checkin", "c", tuple(range(7)), hour, 30, zone, MONDAY)
    begin = datetime.fromisoformat(f"{since}T00:00Z") - timedelta(hours=14)
    coming = daily.due(begin, begin + timedelta(days=6))
    found = [each for each in coming if local(each, daily) >= since]

    assert [f"{each:%dT%H:%M}" for each in found[:3]] == instants


def local(at: datetime, series: Series) -> str:
    """The day there."""
    return at.astimezone(ZoneInfo(series.zone)).date().isoformat()


@pytest.fixture
async def judge(database: Database) -> AsyncIterator[Judge]:
    """A judge of a company in which nothing has come yet."""
    facts = Company(0).facts()
    wanted = Settings(bot_url="http://127.0.0.1:9/", app_id="app", token="t", facts=facts)
    async with simulator.start(wanted) as tenant:
        plan, watch = Plan(facts, MONDAY), Watch(tenant)
        yield Judge(database, plan, watch, Answers(tenant, Random(1)))  # noqa: S311 a play


def comes(tenant: Tenant, where: str, at: datetime, *buttons: object, says: str = "") -> str:
    """The bot's card is posted there."""
    card = {"type": "AdaptiveCard", "body": [{"text": says}], "actions": list(buttons)}
    kind = "application/vnd.microsoft.card.adaptive"
    content = Content(attachments=({"contentType": kind, "content": card},))
    return tenant.world.post(where, BOT, content, at=at).id


async def test_what_did_not_come_is_seen(judge: Judge) -> None:
    await judge.judge(TUESDAY + timedelta(hours=1))

    assert judge.tally.wrong["check-ins that did not come"] == 32
    assert judge.tally.wrong["digests that did not come"] == 4
    assert judge.tally.wrong["audit reports that did not come"] == 4


@pytest.mark.parametrize("cut", [True, False])
async def test_what_came_twice_is_seen_but_where_a_send_was_cut_off(
    judge: Judge, cut: bool
) -> None:
    tenant, leader = judge.watch.tenant, judge.plan.leaders["America/Chicago"]
    chat = tenant.world.places.bot_chat(leader.id)
    ids = [comes(tenant, chat, TUESDAY + timedelta(seconds=each), DIGEST) for each in range(2)]
    judge.watch.look()
    judge.watch.cut[ids[0]] += cut
    await judge.judge(TUESDAY + timedelta(hours=1))

    assert judge.tally.wrong["messages too many of which no send was cut off"] == (not cut)


async def test_an_answer_that_is_not_as_it_was_acknowledged_is_seen(
    judge: Judge, database: Database
) -> None:
    tenant, weekly = judge.watch.tenant, judge.plan.checkins[0]
    comes(tenant, weekly.channel, NINE, ROUND)
    await kept_round(database, weekly)
    judge.watch.look()
    told = judge.answers.may_be
    for person, may_be in {"a": {"said"}, "b": {"said"}, "c": {ANY}, "d": {NOTHING}}.items():
        told["r1", person] = may_be
        if person != "b":
            await database.run(
                "INSERT INTO answers VALUES ('r1', %(person)s, '{\"listen\": \"said\"}', now())",
                {"person": person},
            )
    await judge.judge(CLOSED)

    assert judge.tally.wrong["answers that are not as they were acknowledged"] == 2  # b and d
    assert judge.tally.wrong["answers that the report leaves out"] == 3
    assert judge.tally.wrong["rounds without their report in the channel"] == 1


async def kept_round(database: Database, series: Series) -> None:
    """The round r1, closed and reported."""
    await database.run(
        """
        INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
            time_zone, by_members, people, opens_at, closes_at, closed_at, late, report)
        VALUES ('r1', 'w00', 'p', 'P', %(team)s, %(channel)s, 'q', 'UTC', true, '{}', %(at)s,
            %(end)s, %(end)s, false, '{"heard": []}')
        """,
        {"team": series.team, "channel": series.channel, "at": NINE, "end": CLOSED},
    )


def test_make_knows_the_benches_by_name() -> None:
    text = (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
    found = re.search(r"^BENCHES := (.*)$", text, re.MULTILINE)

    assert found
    assert found[1].split() == [*MEASURES, *LONG]
