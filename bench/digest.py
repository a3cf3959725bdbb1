"""Digests over years of answers: 200 initiatives with 2,000 projects, for a leader who sees all.

The office, its rounds and their reports are written by SQL, as imports and closes would have left
them; then a process of its own makes one digest after the other, facts and card, and keeps each.
Time is that of the slowest; memory is that of the whole process, without PostgreSQL.
"""

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from psycopg import AsyncClientCursor, AsyncConnection
from psycopg.types.json import Jsonb

from bench.figures import Found, at_most
from bench.processes import finished
from bot.settings import inherited
from core.checkins.model import Answer, Attention, Colour, Dimension, Questions, Standing
from core.checkins.report import Given, Material, Report, make
from store.checkins.answers import REPORT
from store.embedded import EmbeddedServer
from store.migrate import migrate

INITIATIVES, PROJECTS, TEAM, WEEKS, GROWN = 200, 2_000, 5, 10, 10
TODAY = date(2026, 11, 17)
ASKED = ("schedule", "budget", "risks")
NOTE = "The supplier moved the delivery by two weeks, so the pilot starts later than we said."

_OFFICE = """
    INSERT INTO office_items (part, id, position, body) VALUES ('center', 'center', 0,
        '{"organisation": "Contoso", "time_zone": "America/Chicago",
          "leaders": [{"person": "kim@contoso.example", "scope": "all"}]}');
    INSERT INTO people (id, principal, name) VALUES ('kim', 'kim@contoso.example', 'Kim Novak');
    INSERT INTO people (id, principal, name)
    SELECT 'owner-' || n, 'owner-' || n || '@contoso.example', 'Owner of number ' || n
    FROM generate_series(1, 500) AS n;
    INSERT INTO named_people (called, person_id, asked_at)
        SELECT principal, id, now() FROM people;
    INSERT INTO addresses (conversation_id, service_url, bot_id, tenant_id, person_id)
    VALUES ('kim-chat', 'http://127.0.0.1:9/', '28:bot', 'home', 'kim');
    INSERT INTO office_items (part, id, position, body)
    SELECT 'initiatives', 'initiative-' || n, n, jsonb_build_object(
        'id', 'initiative-' || n, 'title', 'Initiative of the year number ' || n,
        'objectives', jsonb_build_array('objective-' || n %% 20))
    FROM generate_series(1, %(initiatives)s) AS n;
    INSERT INTO office_items (part, id, position, body)
    SELECT 'projects', 'project-' || n, n, jsonb_build_object(
        'id', 'project-' || n, 'title', 'Customer onboarding for subsidiary number ' || n,
        'initiatives', jsonb_build_array('initiative-' || 1 + n %% %(initiatives)s),
        'owner', 'owner-' || 1 + n %% 500 || '@contoso.example', 'team', 'team-' || n %% 1000,
        'starts_on', '2026-02-02', 'baseline_ends_on', '2026-09-30', 'ends_on', '2026-12-18')
    FROM generate_series(1, %(projects)s) AS n;
    INSERT INTO checkins (id, project_id, project, team_id, channel_id, questions, time_zone,
        open_for, by_members)
    SELECT 'checkin-' || n, 'project-' || n, 'Project', 'team-' || n %% 1000, '19:' || n, 'usual',
        'UTC', '24h', true
    FROM generate_series(1, %(projects)s) AS n;
    INSERT INTO retros (id, series, number, project_id, project, team_id, channel_id, format, votes,
        time_zone, opened_at, closed_at)
    SELECT 'retro-' || n, '', 1, 'project-' || n, 'Project', 'team', '19:' || n, '{}', 3, 'UTC',
        '2026-11-01', '2026-11-02'
    FROM generate_series(1, %(projects)s) AS n;
    INSERT INTO retro_actions (id, project_id, retro_id, title, owner, due_on, opened_on)
    SELECT 'action-' || n || '-' || each, 'project-' || n, 'retro-' || n,
        'Agree on who answers the supplier, number ' || each, 'Ada Lovelace', '2026-11-20',
        '2026-11-02'
    FROM generate_series(1, %(projects)s) AS n, generate_series(1, 3) AS each;
    INSERT INTO audit_runs (id, audit, state, number, standards, whole, started_at, finished_at,
        teams, teams_read, complete, http_requests, graph_requests, throttled, counts)
    SELECT 'run-' || n, 'nightly', 'done', n, '{house}', true, at, at, 1000, 1000, 1, 1, 1, 0,
        '{"failed_must": 2000, "judged_teams": 1000, "tidy_teams": 600}'
    FROM generate_series(1, 30) AS n, LATERAL (
        SELECT timestamptz '2026-11-17 08:00Z' - (30 - n) * interval '1 day' AS at) AS night;
    INSERT INTO audit_teams (run, team_id, name)
    SELECT run, 'team-' || n, 'Team number ' || n
    FROM generate_series(1, 30) AS run, generate_series(0, 999) AS n;
    INSERT INTO audit_clauses (run, clause, standard, rule, title, level, severity, why, fix)
    SELECT run, n, 'house', 'rule-' || n, 'A rule', 'must', 'high', 'Why.', 'Fix.'
    FROM generate_series(1, 30) AS run, generate_series(0, 9) AS n;
    INSERT INTO audit_findings (run, place, clause, subject_type, subject_id, subject_name, team_id,
        team_name, outcome, says, first_seen_at)
    SELECT run, n, n %% 10, 'team', 'team-' || n %% 400, 'Team', 'team-' || n %% 400, 'Team',
        'failed', '1 active owner; the standard asks for 2', '2026-11-01'
    FROM generate_series(1, 30) AS run, generate_series(1, 2000) AS n;
"""

# One week after the other, back from the newest; one project in forty did not answer, and of ten
# one says that it needs the leader.
_ROUNDS = """
    INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
        time_zone, by_members, people, opens_at, closes_at, closed_at, late, report)
    SELECT 'round-' || n || '-' || week, 'checkin-' || n, 'project-' || n, 'Project', 'team', '19:',
        'usual', 'UTC', true, '{}', at, at, at, false,
        %(report)s::jsonb || jsonb_build_object(
            'closed_on', at::date, 'progress', 100 - week %% 100,
            'answered', CASE WHEN n %% 40 = week %% 40 THEN 0 ELSE 5 END,
            'overall', (ARRAY['green', 'green', 'amber', 'red'])[1 + (n + week / 3) %% 4],
            'forecast', date '2027-03-01' - 7 * (week / 4),
            'attention', CASE WHEN n %% 10 = 0 THEN %(report)s::jsonb -> 'attention' ELSE '[]' END)
    FROM generate_series(1, %(projects)s) AS n, generate_series(%(first)s, %(last)s) AS week,
        LATERAL (SELECT timestamptz '2026-11-16 21:00Z' - week * interval '7 days' AS at) AS week_
"""

_ANSWERS = """
    INSERT INTO answers (round_id, person_id, body, answered_at)
    SELECT 'round-' || n || '-' || week, 'person-' || who, %(answer)s, '2026-11-16'
    FROM generate_series(1, %(projects)s) AS n, generate_series(%(first)s, %(last)s) AS week,
        generate_series(1, %(team)s) AS who
"""


async def measure() -> Found:
    """The usual size, then ten times as many answers in the same office."""
    with TemporaryDirectory(prefix="process-center-bench-") as folder:
        home = Path(folder)
        with EmbeddedServer(home / "postgres") as server:
            await migrate(server.url)
            await _office(server.url)
            await _weeks(server.url, 0, WEEKS)
            usual = await _made(server.url, home / "usual.log")
            await _weeks(server.url, WEEKS, WEEKS * GROWN)
            grown = await _made(server.url, home / "grown.log")
    return _found(usual, grown)


def _found(usual: dict[str, Any], grown: dict[str, Any]) -> Found:
    answers = PROJECTS * TEAM * WEEKS
    return Found(
        (
            at_most(f"slowest digest, {answers:,} answers (s)", max(usual["seconds"]), 1),
            at_most("peak memory without PostgreSQL (MB)", usual["MB"], 150),
            at_most("size of its card (KB)", usual["KB"], 80),
            at_most(f"time at {GROWN} × the answers", _ratio(usual, grown), GROWN),
            at_most(f"slowest digest, {answers * GROWN:,} answers (s)", max(grown["seconds"]), 10),
            at_most(f"memory at {GROWN} × the answers", grown["MB"] / usual["MB"], GROWN / 2),
        ),
        {"usual": usual, f"{GROWN} × the answers": grown},
    )


def _ratio(usual: dict[str, Any], grown: dict[str, Any]) -> float:
    ratio: float = median(grown["seconds"]) / median(usual["seconds"])
    return ratio


async def _made(url: str, log: Path) -> dict[str, Any]:
    """What the process that makes digests found about itself."""
    await finished(("-m", "bench.digest_made", url), inherited(), log)
    found: dict[str, Any] = json.loads(
        (await asyncio.to_thread(log.read_text, "utf-8")).splitlines()[-1]
    )
    return found


async def _office(url: str) -> None:
    values = {"initiatives": INITIATIVES, "projects": PROJECTS}
    async with await AsyncConnection.connect(url, autocommit=True) as connection:
        await AsyncClientCursor(connection).execute(_OFFICE, values)


async def _weeks(url: str, first: int, end: int) -> None:
    """Rounds with answers and reports, and the statistics that a server in use would have."""
    values = {
        "projects": PROJECTS,
        "team": TEAM,
        "first": first,
        "last": end - 1,
        "report": Jsonb(REPORT.dump_python(_report(), mode="json")),
        "answer": Jsonb(asdict(_answer(), dict_factory=_plain)),
    }
    async with await AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = AsyncClientCursor(connection)
        for query in (_ROUNDS, _ANSWERS, "VACUUM ANALYZE"):
            await cursor.execute(query, values)


def _report() -> Report:
    """What a round of five comes to."""
    dimensions = tuple(Dimension(each, each.title()) for each in ASKED)
    questions = Questions("usual", "Usual", 2, "Stop", dimensions, "Look", "Listen")
    material = Material([Given(_answer(), TODAY)] * TEAM, [], {"kim": "Kim Novak"}, 7)
    return make(questions, material, datetime(2026, 11, 16, tzinfo=UTC))


def _answer() -> Answer:
    amber = Standing(Colour.AMBER, NOTE)
    standings = dict.fromkeys(ASKED, amber)
    return Answer(standings, 40, TODAY, Attention("Sign the contract", "kim", TODAY), NOTE, 3)


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in pairs}
