"""Which owners get a card with what is not met in their teams."""

from datetime import timedelta

from store.standards.reminders import BATCH
from tests.ground import MONDAY, Ground


async def test_those_who_sleep_keep_nobody_waiting(inside: Ground) -> None:
    await _owners(inside, BATCH, "Asia/Tokyo")
    await _owners(inside, 1, "America/Chicago")
    store = inside.ports.fixes.reminders

    async def due(hours: float) -> set[str]:
        now = MONDAY + timedelta(hours=hours)
        return {each.conversation_id.partition("-")[0] for each in await store.due(now)}

    assert await due(0) == {"America/Chicago"}, "it is Tuesday there, 0:00"
    assert await due(-1) == await due(8) == set(), "from 9:00 to 17:00"
    assert await due(9) == {"Asia/Tokyo"}
    assert await due(-24) == set(), "not on Sunday"


async def _owners(inside: Ground, number: int, zone: str) -> None:
    """As many people, each of whom owns a team in which something is not met."""
    await inside.database.run(
        """
        WITH these AS (
            SELECT %(zone)s || '-' || nth AS id FROM generate_series(1, %(number)s) AS nth),
        run AS (
            INSERT INTO audit_runs (id, audit, state, number, standards, whole, started_at,
                finished_at, teams, teams_read, complete, http_requests, graph_requests, throttled,
                counts)
            VALUES ('run', 'nightly', 'done', 1, '{}', true, now(), now(), 0, 0, 1, 0, 0, 0, '{}')
            ON CONFLICT DO NOTHING),
        teams AS (
            INSERT INTO audit_teams (run, team_id, name, owners)
            SELECT 1, id, id, ARRAY[id] FROM these),
        findings AS (
            INSERT INTO audit_findings (run, place, clause, subject_type, subject_id, subject_name,
                team_id, team_name, outcome, says, first_seen_at)
            SELECT 1, hashtext(id), 1, 'team', id, id, id, id, 'failed', '', now() FROM these),
        zones AS (
            INSERT INTO clients (person_id, time_zone, locale) SELECT id, %(zone)s, '' FROM these)
        INSERT INTO addresses (conversation_id, person_id, service_url, bot_id, tenant_id)
        SELECT id, id, '', '', '' FROM these
        """,
        {"zone": zone, "number": number},
    )
