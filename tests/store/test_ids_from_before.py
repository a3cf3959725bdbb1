"""Ids that were imported in capitals or braces are, after the update, the ones that Teams has."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from bot.office_import import whole_office
from store.database import Database
from store.migrate import migrate
from store.office.file import write
from tests.conftest import Server
from tests.ground import MONDAY, ground
from tests.store.revisions import at_revision

BEFORE = "0008_retros_back"
TEAM = "1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11"
KIM = "Kim@contoso.example"
KEPT = """
INSERT INTO office_items (part, id, position, body) VALUES
    ('center', 'center', 0, '{"organisation": "C", "time_zone": "UTC",
        "leaders": [{"person": "Kim@contoso.example", "scope": "all"}]}'),
    ('projects', 'apollo', 1, '{"id": "apollo", "title": "A", "kind": "project",
        "team": "1F0C7A52-8D4E-4B7C-9C55-0A6F3F1D2B11", "channel": "19:a@thread.tacv2"}'),
    ('projects', 'braced', 2, '{"id": "braced", "title": "B", "kind": "project",
        "team": "{1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11}", "channel": "19:b@thread.tacv2"}'),
    ('projects', 'other', 3, '{"id": "other", "title": "O", "kind": "project",
        "team": "Team-O", "channel": "19:c@thread.tacv2"}'),
    ('digests', 'weekly', 4, '{"id": "weekly", "to": "leaders",
        "schedule": {"cron": "0 8 * * TUE", "every_weeks": 2}}');
INSERT INTO checkins (id, project_id, project, team_id, channel_id, questions, time_zone, open_for,
        by_members)
    VALUES ('weekly', 'apollo', 'A', '1F0C7A52-8D4E-4B7C-9C55-0A6F3F1D2B11', '19:a@thread.tacv2',
        'q', 'UTC', '24h', true);
INSERT INTO retros (id, number, series, project_id, project, team_id, channel_id, time_zone, format,
        votes, phase, opened_at)
    VALUES ('open', 1, '', 'apollo', 'A', '1F0C7A52-8D4E-4B7C-9C55-0A6F3F1D2B11',
        '19:a@thread.tacv2', 'UTC', '{}', 3, 'write', now());
INSERT INTO things (kind, id, team_id, channel_id, project_id, by_members, named, ended)
    VALUES ('retro', 'open', '1F0C7A52-8D4E-4B7C-9C55-0A6F3F1D2B11', '19:a@thread.tacv2', 'apollo',
        true, '{}', false);
INSERT INTO deliveries (key, conversation_id, team_id, kind, thing, waits_for_address)
    VALUES ('retro:open', '19:a@thread.tacv2', '1F0C7A52-8D4E-4B7C-9C55-0A6F3F1D2B11', 'retro',
        'open', true);
INSERT INTO named_people (called, person_id, asked_at)
    VALUES ('Kim@contoso.example', 'kim', now()), ('KIM@contoso.example', NULL, now());
INSERT INTO schedules (kind, id, reader, cron, time_zone, every_weeks, starts_on, next_local,
        next_due_at)
    VALUES ('digest', 'weekly', 'Kim@contoso.example', '0 8 * * TUE', 'UTC', 2, '2026-11-01',
        '2026-11-24 08:00', '2026-11-24 08:00Z'),
    ('digest', 'weekly', 'KIM@contoso.example', '0 8 * * TUE', 'UTC', 2, '2026-11-01', NULL, NULL);
"""


@pytest.fixture
def before(postgres: Server) -> Iterator[str]:
    """A database of the version before with such ids in it."""
    with at_revision(postgres, BEFORE) as url:
        with psycopg.connect(url) as connected:
            connected.execute(KEPT.encode())
        yield url


async def test_they_are_the_same_teams_people_and_times(before: str) -> None:
    await migrate(before)
    async with Database(before) as database, ground(database) as inside:
        office = await whole_office(database)
        assert [each.team for each in office.projects] == [TEAM, TEAM, "Team-O"]
        assert office.center
        assert office.center.leaders[0].person == KIM.lower()
        assert await inside.value("SELECT team_id FROM checkins") == TEAM
        for table in ("things", "retros", "deliveries"):
            assert await inside.value(f"SELECT team_id FROM {table}") == TEAM  # noqa: S608
        assert await inside.ports.posting.deliveries.release("19:elsewhere@thread.tacv2", TEAM) == 1

        due = "SELECT next_due_at FROM schedules WHERE reader = %(kim)s"
        at = await inside.value(due, kim=KIM.lower())
        assert at == await inside.value("SELECT max(next_due_at) FROM schedules")
        assert at is not None
        leader = await inside.ports.digests.digests.leader("kim")
        assert leader
        (recipient,), _ = await inside.ports.digests.digests.recipients(None)
        assert recipient.leader == leader


async def test_an_import_of_the_same_goes_on_where_it_was(before: str) -> None:
    await migrate(before)
    async with Database(before) as database, ground(database) as inside:
        await inside.plan(write(await whole_office(database)), MONDAY)

        due = await inside.value(
            "SELECT array_agg(reader) FROM schedules WHERE next_due_at = '2026-11-24 08:00Z'"
        )
        assert due == [KIM.lower()]
        started = await inside.value("SELECT max(starts_on) FROM schedules WHERE reader <> ''")
        assert started == date(2026, 11, 1), "its weeks are counted as they were"
