"""What is read does not grow with what there ever was: five years of reports, a year of audits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from psycopg.types.json import Jsonb

from core.digests.scope import in_scope
from store.checkins.answers import ANSWER, REPORT, SITTING
from store.checkins.closing import EARLIER, KEPT, SILENT
from store.checkins.overview import OVERVIEW
from store.database import Connection, Database, row, rows
from store.digests.facts import facts
from store.standards.comparing import compared
from store.standards.keeping import keep
from tests.ground import DAY, MONDAY, Ground, answer, ground
from tests.store.digests import TODAY, item, leader, report, scope
from tests.store.findings import done, finding, teams

PROJECTS, WEEKS = 40, 260
YEAR = timedelta(days=365)
OFFICE = """\
center: {organisation: Contoso, time_zone: America/Chicago}
projects:
PROJECTS
checkins:
CHECKINS
"""
READ = """
    SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer AS read
    FROM pg_stat_xact_user_tables WHERE relname = ANY (%(tables)s)
"""
REPORTS = """
    INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
        time_zone, by_members, people, opens_at, closes_at, closed_at, late, report)
    SELECT 'r' || p || '-' || week, 'c' || p, 'p' || p, '', '', '', '', 'UTC', true, '{}', at, at,
        at, false, %(report)s || jsonb_build_object('closed_on', at::date, 'overall',
            CASE WHEN week < %(weeks)s / 2 THEN 'amber' ELSE 'green' END)
    FROM generate_series(1, %(projects)s) AS p, generate_series(1, %(weeks)s) AS week
    CROSS JOIN LATERAL (
        SELECT %(now)s::timestamptz - make_interval(weeks => %(weeks)s - week) AS at) AS closed
"""


@pytest.fixture
async def years(database: Database) -> AsyncIterator[Ground]:
    """An office in which every project has reported each week for five years."""
    places = [
        f'  - {{id: p{n}, title: P{n}, team: t{n}, channel: "19:{n}@thread.tacv2"}}'
        for n in range(1, PROJECTS + 1)
    ]
    asks = [
        f'  - {{id: c{n}, project: p{n}, schedule: {{cron: "0 9 * * MON"}}}}'
        for n in range(1, PROJECTS + 1)
    ]
    text = OFFICE.replace("PROJECTS", "\n".join(places)).replace("CHECKINS", "\n".join(asks))
    async with ground(database) as inside:
        await inside.plan(text)
        said = report(TODAY, attention=(item("Server"),))
        values = {"now": MONDAY, "weeks": WEEKS, "projects": PROJECTS}
        written = Jsonb(REPORT.dump_python(said, mode="json"))
        await database.run(REPORTS, {**values, "report": written})
        await database.run("VACUUM ANALYZE rounds")
        yield inside


async def read(
    database: Database, doing: Callable[[Connection], Awaitable[object]], *tables: str
) -> int:
    """How many rows of these tables it reads."""
    async with database.transaction() as connection:
        before = await row(connection, READ, {"tables": list(tables)})
        await doing(connection)
        after = await row(connection, READ, {"tables": list(tables)})
    assert before
    assert after
    return int(after["read"] - before["read"])


async def test_a_digest_reads_a_few_reports_of_each_project_however_many_there_are(
    years: Ground,
) -> None:
    outline = await years.ports.digests.digests.outline()

    async def make(connection: Connection) -> None:
        found = await facts(connection, leader(), in_scope(outline, scope()), TODAY)
        assert len(found.projects) == PROJECTS
        (latest,) = {each.latest and each.latest.colour for each in found.projects}
        assert latest == "green"
        since = {each.latest and each.latest.since for each in found.projects}
        assert len(since) == 1
        assert len(found.wanted) == PROJECTS

    assert await read(years.database, make, "rounds") < 15 * PROJECTS


async def test_the_overview_of_check_ins_reads_what_is_newest(years: Ground) -> None:
    """And of each that is silent, the rounds since somebody answered."""
    await years.database.run(
        """
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT id, 'ada', '{}', opens_at FROM rounds WHERE id NOT LIKE '%%-260'
        """
    )
    await years.database.run("VACUUM ANALYZE answers")
    looked = years.ports.checkins.rounds.overview(MONDAY)
    assert len(await looked) == PROJECTS

    async def look(connection: Connection) -> None:
        values = {"now": MONDAY}
        assert len(await rows(connection, dict, OVERVIEW, values)) == PROJECTS

    assert await read(years.database, look, "rounds", "answers") < 20 * PROJECTS


async def test_an_audit_of_one_team_reads_nothing_of_the_others(inside: Ground) -> None:
    """There are 1,500 teams, and a hundred were audited in their channels before."""
    runs, many = inside.ports.standards.runs, [f"team-{number}" for number in range(1500)]
    await runs.keep(done("night", *map(finding, many)), teams(*many))
    for number, name in enumerate(many[:100]):
        asked = done(f"asked-{number}", finding(name), whole=False, audit="")
        await runs.keep(asked, teams(name))
    await inside.database.run("VACUUM ANALYZE")

    async def check(connection: Connection) -> None:
        one = done("one", finding("team-7"), at=MONDAY + DAY, whole=False, audit="")
        found = await keep(connection, one, teams("team-7"))
        assert found
        kept = await compared(connection, replace(one, findings=found), "team-7")
        assert kept.before
        assert kept.before.id == "asked-7"
        assert not kept.new

    tables = ("audit_runs", "audit_teams", "audit_findings", "audit_clauses", "audit_spans")
    assert await read(inside.database, check, *tables) < 500, "the list of runs, and little else"


async def test_what_could_not_be_read_for_a_year_is_looked_up_and_not_searched(
    inside: Ground,
) -> None:
    runs = inside.ports.standards.runs
    many = [f"team-{number}" for number in range(50)]
    others = [finding(each) for each in many[1:]]
    await runs.keep(done("first", *map(finding, many)), teams(*many))
    for number in range(60):
        unread = finding("team-0", outcome="unknown")
        at = MONDAY + (number + 1) * DAY
        await runs.keep(done(f"night-{number}", unread, *others, at=at), teams(*many))
    await inside.database.run("VACUUM ANALYZE")
    now = await runs.keep(done("now", *map(finding, many), at=MONDAY + YEAR), teams(*many))
    assert now.was[finding("team-0").key].unmet, "as it was last read"

    async def look(connection: Connection) -> None:
        await compared(connection, now)

    read_ = await read(inside.database, look, "audit_findings")
    assert read_ < 4 * len(many), "the run before, and what is known of one team"


async def test_closing_a_round_reads_the_newest_reports_and_answers(years: Ground) -> None:
    """And the form looks up what somebody said last, not all that they ever said."""
    await years.roster("ada", "grace", team="t7")
    await years.database.run(
        """
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT id, who, %(body)s, opens_at FROM rounds, unnest(ARRAY['ada', 'grace']) AS who
        """,
        {"body": Jsonb(ANSWER.dump_python(answer(), mode="json"))},
    )
    await years.database.run(
        """
        INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
            time_zone, by_members, people, opens_at, closes_at, late)
        SELECT 'now', 'c7', 'p7', '', 't7', '', '', 'UTC', true, '{}', %(at)s, %(at)s, false
        """,
        {"at": MONDAY + DAY},
    )
    await years.database.run("VACUUM ANALYZE rounds")
    await years.database.run("VACUUM ANALYZE answers")
    values = {"checkin": "c7", "round": "now", "zone": "UTC", "kept": KEPT}
    values |= {"person": "ada", "now": MONDAY + DAY, "whole": True}

    async def look(connection: Connection) -> None:
        assert len(await rows(connection, dict, EARLIER, values)) == KEPT
        assert len(await rows(connection, dict, SILENT, values)) == 2
        found = await row(connection, SITTING, values)
        assert found
        assert found["last_rounds"] == 1

    assert await read(years.database, look, "rounds", "answers") < 60
