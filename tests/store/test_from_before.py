"""A database of the version before one subject and one schedule goes on where it was."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta

import psycopg
import pytest
from psycopg.types.json import Jsonb

from core.people.roles import Role
from core.posting.subjects import Ending, Subject
from core.schedules.model import Due, Repeating
from store.checkins.answers import REPORT
from store.database import Database
from store.migrate import current, migrate, newest
from store.retros.rows import FORMAT
from tests.conftest import Server, shipped
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, ground
from tests.store.cards import behind
from tests.store.digests import report
from tests.store.parts import those
from tests.store.revisions import at_revision

BEFORE = "0005_digests"
NINE = MONDAY.replace(hour=9, tzinfo=None)

# A round that is open and behind, one that has closed, a retro whose card waits, a digest and a
# question whose cards arrived, of which only that of the question is behind; and a message.
KEPT = """
INSERT INTO addresses (conversation_id, service_url, bot_id, tenant_id, team_id, person_id) VALUES
    (%(channel)s, 'http://127.0.0.1:9/', '28:bot', 'home', %(team)s, NULL),
    ('kim-chat', 'http://127.0.0.1:9/', '28:bot', 'home', NULL, 'kim'),
    ('ada-chat', 'http://127.0.0.1:9/', '28:bot', 'home', NULL, 'ada');
INSERT INTO rosters (place, team_id, read_at, asked_at) VALUES (%(team)s, %(team)s, now(), now());
INSERT INTO people (id, name) VALUES ('ada', 'Ada'), ('kim', 'Kim');
INSERT INTO members (place, person_id) VALUES (%(team)s, 'ada'), (%(team)s, 'kim');

INSERT INTO checkins (id, project_id, project, team_id, channel_id, questions, time_zone, cron,
        starts_on, open_for, by_members, next_local, next_due_at)
    VALUES ('weekly', 'apollo', 'Apollo', %(team)s, %(channel)s, 'stop-look-listen',
        'America/Chicago', '0 9 * * MON', '2026-11-01', '24h', true, %(nine)s, %(monday)s);
INSERT INTO retro_series (id, project_id, project, team_id, channel_id, format, time_zone, cron,
        starts_on, retired)
    VALUES ('look-back', 'apollo', 'Apollo', %(team)s, %(channel)s, '4ls', 'UTC', '0 9 * * *',
        '2026-11-01', true);
INSERT INTO audits (id, time_zone, cron, every_weeks, starts_on, next_local, next_due_at)
    VALUES ('nightly', 'UTC', '0 9 * * *', 2, '2026-11-01', %(nine)s, %(monday)s);
INSERT INTO digest_series (id, digest, leader, time_zone, cron, starts_on, next_local, next_due_at)
    VALUES ('news:kim@x', 'news', 'kim@x', 'UTC', '0 9 * * *', '2026-11-01', %(nine)s, %(monday)s);

INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions, time_zone,
        by_members, people, opens_at, closes_at, closed_at, late, version, shown, shown_at, report)
    VALUES ('open', 'weekly', 'apollo', 'Apollo', %(team)s, %(channel)s, 'gone', 'UTC', true,
        '{eve@x}', %(monday)s, %(tuesday)s, NULL, false, 4, 2, now() - interval '1 hour', NULL),
    ('closed', 'weekly', 'apollo', 'Apollo', %(team)s, %(channel)s, 'gone', 'UTC', true, '{}',
        %(monday)s, %(tuesday)s, %(tuesday)s, false, 3, 3, now(), %(report)s);
INSERT INTO retros (id, series, number, project_id, project, team_id, channel_id, format, votes,
        time_zone, phase, started_by, opened_at)
    VALUES ('retro', '', 1, 'apollo', 'Apollo', %(team)s, %(channel)s, %(format)s, 3, 'UTC',
        'write', 'kim', %(monday)s);
INSERT INTO digests (id, series, person_id, made_at, made_on, time_zone, wanted, facts, version,
        shown, shown_at)
    VALUES ('digest', 'news', 'kim', %(monday)s, '2026-11-16', 'UTC', '{}', '{}', 2, 2, now());
INSERT INTO digest_questions (id, digest_id, project_id, project, wanted_id, about, text, asked_at,
        leader_id, leader, owner_id, owner, version, shown, shown_at)
    VALUES ('why', 'digest', 'apollo', 'Apollo', '', '', 'Why?', %(monday)s, 'kim', 'Kim', 'ada',
        'Ada', 2, 1, now() - interval '1 hour');
INSERT INTO deliveries (key, conversation_id, team_id, round_id, retro_id, digest_id, question_id,
        body, state, waits_for_address, activity_id) VALUES
    ('round:open', %(channel)s, %(team)s, 'open', NULL, NULL, NULL, NULL, 'sent', false, 'a1'),
    ('round:closed', %(channel)s, %(team)s, 'closed', NULL, NULL, NULL, NULL, 'sent', false, 'a2'),
    ('retro:retro', %(channel)s, %(team)s, NULL, 'retro', NULL, NULL, NULL, 'queued', true, NULL),
    ('digest:digest', 'kim-chat', NULL, NULL, NULL, 'digest', NULL, '{}', 'sent', false, 'a4'),
    ('question:why', 'ada-chat', NULL, NULL, NULL, NULL, 'why', '{}', 'sent', false, 'a5'),
    ('greeting:1', 'kim-chat', NULL, NULL, NULL, NULL, NULL, '{}', 'unknown', false, NULL);

INSERT INTO audit_runs (id, audit, state, number, whole, standards, started_at, finished_at, teams,
        teams_read, complete, http_requests, graph_requests, throttled, counts)
    SELECT 'run' || number, '', 'done', number, number < 3, '{}', now(), now(), 1, 1, 1, 1, 1, 0,
        '{}' FROM generate_series(1, 3) AS number;
INSERT INTO audit_teams (run, team_id, name, owners) VALUES (1, %(team)s, 'A', '{kim}'),
    (2, %(team)s, 'A', '{ada,boss}'), (3, %(team)s, 'A', '{kim}'), (2, 'unread', 'B', NULL);

INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args) VALUES
    ('edits', 'show_round', 'show_round:open', 'show_round:open', '{"round_id": "open"}'),
    ('edits', 'show_question', 'show_question:why', NULL, '{"question_id": "why"}'),
    ('posts', 'deliver', NULL, NULL, '{"delivery_id": 6}');
"""


@pytest.fixture
def before(postgres: Server) -> Iterator[str]:
    """The URL of a database of the version before, in which something goes on."""
    with at_revision(postgres, BEFORE) as url:
        values = {
            "team": TEAM,
            "channel": CHANNEL,
            "nine": NINE,
            "monday": MONDAY,
            "tuesday": MONDAY + DAY,
            "report": Jsonb(REPORT.dump_python(report(MONDAY.date()), mode="json")),
            "format": Jsonb(
                FORMAT.dump_python(shipped().formats["start-stop-continue"], mode="json")
            ),
        }
        with psycopg.ClientCursor(psycopg.connect(url, autocommit=True)) as cursor:
            cursor.execute(KEPT, values)
            cursor.connection.close()
        yield url


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[Ground]:
    """A process of this version on it."""
    await migrate(url)
    async with Database(url) as database, ground(database) as made:
        yield made


async def test_every_card_is_known_by_what_it_shows_and_to_whom(before: str) -> None:
    async with migrated(before) as inside:
        cards = inside.ports.posting.cards
        subjects = {
            "a1": Subject("round", "open"),
            "a2": Subject("round", "closed"),
            "a4": Subject("digest", "digest", "kim"),
            "a5": Subject("question", "why", "ada"),
        }
        for activity_id, subject in subjects.items():
            found = await cards.posted(subject)
            assert found
            assert found.activity_id == activity_id
        assert await cards.posted(Subject("retro", "retro")) is None
        message = await inside.ports.posting.deliveries.get(6)
        assert message
        assert (message.subject, message.body) == (None, {})

        await inside.forget_jobs()
        assert await behind(inside) == [subjects["a1"], subjects["a5"]]
        found = await cards.posted(subjects["a2"])
        assert found
        assert found.changes == ()
        assert await inside.ports.posting.deliveries.release(CHANNEL, TEAM) == 1


async def test_jobs_that_wait_are_those_of_this_version(before: str) -> None:
    async with migrated(before) as inside:
        shows = [Subject("round", "open"), Subject("question", "why", "ada")]
        assert await inside.jobs("show") == [each.arguments for each in shows]
        assert await inside.jobs("deliver") == [{"delivery_id": 6}]
        assert len(await inside.jobs()) == 3
        for each in shows:
            await inside.ports.work.defer("show", once=each.key, **each.arguments)
        found = await inside.database.all(
            dict, "SELECT lock, queueing_lock FROM procrastinate_jobs WHERE task_name = 'show'"
        )
        assert {each["lock"] for each in found} == {f"show:{each.key}" for each in shows}
        assert len(await inside.jobs("show")) == 3, "the one that was waited for waits once"


async def test_who_may_do_what_is_known_of_everything(before: str) -> None:
    async with migrated(before) as inside:
        people = ("ada", "kim", "boss")
        open_round, retro = Subject("round", "open"), Subject("retro", "retro")
        assert await those(inside, open_round, Role.RESPONDENT, *people) == ["ada", "kim"]
        assert await those(inside, open_round, Role.TEAM_OWNER, *people) == ["ada", "boss"]
        assert await those(inside, retro, Role.STARTER, *people) == ["kim"]
        assert await those(inside, retro, Role.MEMBER, *people) == ["ada", "kim"]
        digest, question = Subject("digest", "digest"), Subject("question", "why")
        assert await those(inside, digest, Role.ADDRESSEE, *people) == ["kim"]
        assert await those(inside, question, Role.ADDRESSEE, *people) == ["ada"]
        assert await those(inside, question, Role.RESPONDENT, *people) == []
        assert await inside.ports.people.rosters.to_read(timedelta(hours=6)) == [TEAM]
        over = inside.ports.posting.cards.over
        assert await over(MONDAY + 9 * DAY) == [Ending("round", "open")]


async def test_what_repeats_comes_due_when_it_was_to_come(before: str) -> None:
    async with migrated(before) as inside:
        due = {each.what: each for each in await inside.ports.schedules.due(MONDAY, None)}
        assert [*due] == [
            Repeating("audit", "nightly"),
            Repeating("checkin", "weekly"),
            Repeating("digest", "news", "kim@x"),
        ]
        assert {each.next for each in due.values()} == {Due(NINE, MONDAY)}
        assert [each.worth for each in due.values()] == [None, DAY, DAY]
        assert [each.schedule.every_weeks for each in due.values()] == [2, 1, 1]
        retired = "SELECT worth FROM schedules WHERE kind = 'retro' AND id = 'look-back'"
        assert await inside.value(retired) == DAY


async def test_rounds_get_the_questions_that_they_ask(before: str) -> None:
    async with migrated(before) as inside:
        for _ in range(2):
            open_round = await inside.ports.checkins.rounds.round("open", MONDAY)
            assert open_round.questions == shipped().questions["stop-look-listen"]
            closed = await inside.ports.checkins.rounds.round("closed", MONDAY)
            assert (closed.questions.id, closed.questions.dimensions) == ("gone", ())
            async with ground(inside.database):
                pass  # another process of this version starts


async def test_processes_that_start_at_once_bring_it_up_once(before: str) -> None:
    await asyncio.gather(*(migrate(before) for _ in range(3)))
    assert current(before) == newest()
