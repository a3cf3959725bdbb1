"""What is kept no longer goes, what something is compared with stays, and a year stays small."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.errors import NotFound
from core.keeping import Keep
from core.posting.subjects import Subject
from jobs.tasks import clear, show
from store.clearing import BATCH, ClearingStore
from store.database import Database
from tests.ground import DAY, MONDAY, Ground, answer, ground, office
from tests.store.cards import arrive, unshown
from tests.store.digests import keep as keep_digest
from tests.store.digests import told
from tests.store.findings import about, done, finding, teams

PAGE = Path(__file__).parents[2] / "docs" / "what-is-kept.md"
WEEK = timedelta(weeks=1)
YEAR = timedelta(days=365)
TABLES = """
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
"""


async def names(database: Database) -> list[str]:
    """Every table there is."""
    return [each["name"] for each in await database.all(dict, TABLES)]


async def counts(inside: Ground) -> dict[str, int]:
    """How many rows each table has, and how many of messages and digests have their words."""
    found = {
        name: int(str(await inside.value(f"SELECT count(*) FROM {name}")))  # noqa: S608
        for name in await names(inside.database)
    }
    for table, column in (("deliveries", "body"), ("digests", "facts")):
        query = f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
        found[f"{table}.{column}"] = int(str(await inside.value(query)))
    return found


def keeping(inside: Ground, **keep: timedelta) -> Ground:
    """The same process with other settings."""
    clearing = ClearingStore(inside.database, Keep(**keep))
    return replace(inside, ports=replace(inside.ports, clearing=clearing))


async def clear_at(inside: Ground, now: datetime) -> None:
    """What the job does, once this time has come."""
    await inside.at(now)
    await clear.JOB(inside.ports)


async def test_the_page_names_every_table_and_says_what_bounds_it(database: Database) -> None:
    told_ = dict(re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", PAGE.read_text("utf-8"), re.M))

    assert sorted(told_) == await names(database)
    assert all(told_.values())


async def a_week(inside: Ground, number: int, now: datetime) -> None:
    """What happens in one: a round, a retro's form, audits, a digest, messages, a failed job."""
    posting, runs = inside.ports.posting, inside.ports.standards.runs
    await inside.at(now)
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], now)
    for person in ("ada", "grace"):
        nonce = f"nonce{number}{person}"
        kept = inside.ports.checkins.answers.keep
        await kept(opened.round_id, person, nonce, answer(), "Saved.", now)
    if number % 2:  # every other card arrives
        await arrive(inside, Subject("round", opened.round_id))
    else:
        await inside.database.run("UPDATE deliveries SET state = 'failed' WHERE state = 'queued'")
    await inside.close(opened.round_id, now + DAY)
    night = finding("apollo") if number % 3 else finding("borealis")
    await runs.keep(done(f"night-{number}", night, at=now), teams())
    one = done(f"asked-{number}", finding("cedar"), at=now, whole=False, audit="")
    await runs.keep(one, teams("cedar"))
    await keep_digest(inside, told(f"digest-{number}", at=now))
    await inside.database.run(
        "INSERT INTO digest_nonces (about, nonce, said) VALUES ('x', %(n)s, '')", {"n": str(number)}
    )
    for what in ("sent", "failed", "unknown", "cancelled"):
        await posting.deliveries.add(f"{what}-{number}", "chat", None, {"text": "A reply."})
        await inside.database.run(
            "UPDATE deliveries SET state = %(what)s WHERE key = %(key)s",
            {"what": what, "key": f"{what}-{number}"},
        )
    await inside.database.run(
        """
        INSERT INTO occurrences (schedule, due_local, due_at, outcome)
        VALUES ('audit:nightly', %(local)s, %(at)s, 'opened')
        """,
        {"local": now.replace(tzinfo=None), "at": now},
    )
    await inside.forget_jobs()
    await inside.database.run(  # a worker shows what can be shown
        "DELETE FROM changes USING deliveries WHERE id = delivery AND state = 'sent'"
    )


async def test_after_a_year_there_is_what_people_wrote_and_no_more_than_after_half_of_it(
    inside: Ground,
) -> None:
    inside = keeping(inside, messages=30 * DAY, runs=100 * DAY)
    await inside.plan(office())
    await inside.meet()
    await inside.roster("ada", "grace")
    after = {}
    for number in range(52):
        await a_week(inside, number, MONDAY + number * WEEK)
        await clear_at(inside, MONDAY + number * WEEK + 2 * DAY)
        if number in (27, 51):
            after[number] = await counts(inside)
    half, whole = after[27], after[51]

    grown = {name for name, many in whole.items() if many > half[name] + 4}
    assert grown == {"answers", "digests", "rounds", "things", "deliveries"}, "what people wrote"
    cards = 2  # of rounds and of digests
    assert whole["deliveries"] - half["deliveries"] <= cards * 24 + 4, "and that it was sent"


async def test_of_audits_the_newest_stays_with_what_it_is_compared_with(inside: Ground) -> None:
    runs = inside.ports.standards.runs
    was = [finding("apollo"), finding("borealis"), finding("cedar")]
    await runs.keep(done("oldest", *was), teams())
    await runs.keep(done("before", *was, at=MONDAY + DAY), teams())
    newest = await runs.keep(done("newest", *was[:2], at=MONDAY + 2 * DAY), teams())
    asked = done("asked", finding("apollo"), at=MONDAY + 2 * DAY, whole=False, audit="")
    await runs.keep(asked, teams("apollo"))
    await clear_at(inside, MONDAY + 5 * YEAR)

    assert await runs.get("newest") == replace(newest, judged=frozenset())
    assert await runs.get("before")
    assert (await runs.get("oldest"), await runs.get("asked")) == (None, None)
    latest = await runs.latest()
    assert latest
    assert about(latest.findings) == ["apollo", "borealis"]
    kept = await inside.value("SELECT array_agg(run || subject_id ORDER BY 1) FROM audit_findings")
    last_word = "4apollo"
    assert kept == ["2apollo", "2borealis", "2cedar", "3apollo", "3borealis", last_word]


async def test_the_last_word_on_what_is_open_stays_until_it_is_put_right(inside: Ground) -> None:
    """Nobody could look at it for longer than runs are kept."""
    runs = inside.ports.standards.runs
    await runs.keep(done("seen", finding("apollo"), finding("cedar")), teams())
    unread = finding("apollo", outcome="unknown")
    for number in range(1, 4):
        at = MONDAY + number * WEEK
        await runs.keep(done(f"unread-{number}", unread, at=at), teams())
    await clear_at(inside, MONDAY + 2 * YEAR)
    assert await runs.get("seen") is None

    met = await runs.keep(done("met", at=MONDAY + 2 * YEAR), teams())
    assert about(met.fixed) == ["apollo"]
    assert [each.says for each in met.fixed] == [finding("apollo").says]
    await clear_at(inside, MONDAY + 4 * YEAR)
    await runs.keep(done("later", at=MONDAY + 4 * YEAR), teams())
    await clear_at(inside, MONDAY + 6 * YEAR)
    await runs.keep(done("last", at=MONDAY + 6 * YEAR), teams())
    await clear_at(inside, MONDAY + 6 * YEAR + DAY)
    assert await inside.value("SELECT count(*) FROM audit_findings") == 0
    assert await inside.value("SELECT count(*) FROM audit_spans") == 0


async def test_a_digest_of_long_ago_says_so_and_the_next_is_compared_with_the_newest(
    inside: Ground,
) -> None:
    digests = inside.ports.digests.digests
    await keep_digest(inside, told("old", "server", at=MONDAY))
    last = await keep_digest(inside, told("last", at=MONDAY + WEEK))
    await keep_digest(inside, told("unsent", at=MONDAY + 2 * WEEK), sent=False)
    await clear_at(inside, MONDAY + 2 * YEAR)

    with pytest.raises(NotFound, match="not there any more"):
        await digests.get("old")
    assert await digests.last("kim", (MONDAY + YEAR).date()) == replace(last, followed=True)
    subject = Subject("digest", "old", "kim")
    await inside.database.run("INSERT INTO changes (delivery) SELECT id FROM deliveries")
    await show.JOB(inside.ports, **subject.arguments)
    assert await unshown(inside, subject) == 0, "nothing of it can be shown, so nobody tries again"


async def test_a_digest_that_still_waits_for_its_leader_can_be_drawn(inside: Ground) -> None:
    digests = inside.ports.digests.digests
    await digests.keep(told("waits", at=MONDAY), None)
    await inside.database.run("UPDATE deliveries SET conversation_id = 'person:somebody'")
    await keep_digest(inside, told("later", at=MONDAY + WEEK))
    await clear_at(inside, MONDAY + 2 * YEAR)
    assert (await digests.get("waits")).id == "waits"


async def test_forms_count_once_as_long_as_they_may_come_again(inside: Ground) -> None:
    opened = await inside.open()
    keep = inside.ports.checkins.answers.keep
    await keep(opened.round_id, "ada", "nonce1", answer(), "Saved.", MONDAY)
    await clear_at(inside, MONDAY + YEAR)
    assert await inside.value("SELECT count(*) FROM submissions") == 1, "it is still open"

    await inside.close(opened.round_id, MONDAY + YEAR)
    await clear_at(inside, MONDAY + YEAR + 29 * DAY)
    assert await inside.value("SELECT count(*) FROM submissions") == 1
    await clear_at(inside, MONDAY + YEAR + 31 * DAY)
    assert await inside.value("SELECT count(*) FROM submissions") == 0
    assert await inside.value("SELECT count(*) FROM answers") == 1, "what was said stays"


async def test_what_is_on_its_way_stays_however_old_it_is(inside: Ground) -> None:
    add, body = inside.ports.posting.deliveries.add, {"text": "A reply."}
    await inside.at(MONDAY)
    for state in ("queued", "sending", "sent"):
        await add(state, "chat", None, body)
        await inside.database.run(
            "UPDATE deliveries SET state = %(is)s WHERE key = %(is)s", {"is": state}
        )
    await add("waits", "chat", None, body)
    await inside.database.run("UPDATE deliveries SET waits_for_address = true WHERE key = 'waits'")
    await clear_at(inside, MONDAY + 29 * DAY)
    assert await inside.value("SELECT count(*) FROM deliveries") == 4
    await clear_at(inside, MONDAY + 31 * DAY)
    assert await inside.value("SELECT array_agg(key ORDER BY id) FROM deliveries") == [
        "queued",
        "sending",
    ]


async def test_jobs_that_were_given_up_are_forgotten_with_the_messages(inside: Ground) -> None:
    for name in ("read_people", "read_rosters"):
        await inside.engine.defer(name)
    await inside.database.run(
        "UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'read_people'"
    )
    await inside.database.run(
        "UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'read_people'"
    )
    await clear.JOB(inside.ports)
    assert await inside.value("SELECT count(*) FROM procrastinate_jobs") == 2

    await inside.database.run("UPDATE procrastinate_events SET at = at - interval '31 days'")
    await clear.JOB(inside.ports)
    assert await inside.jobs() == [{}]
    assert await inside.value("SELECT count(*) FROM procrastinate_jobs") == 1


async def test_one_server_looks_and_the_next_time_is_six_hours_later(
    inside: Ground, database: Database
) -> None:
    async with ground(database) as other:
        due = [await each.ports.clearing.is_due(MONDAY) for each in (inside, other)]
        assert due == [True, False]
        assert not await other.ports.clearing.is_due(MONDAY + timedelta(hours=5))
        assert await other.ports.clearing.is_due(MONDAY + timedelta(hours=6))
        assert await other.ports.clearing.is_due(MONDAY - DAY), "the clock went back"


async def test_a_part_that_fails_stops_no_other_and_many_rows_go_in_steps(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.database.run(
        """
        INSERT INTO occurrences (schedule, due_local, due_at, outcome)
        SELECT 'checkin:x', at::timestamp, at, 'missed'
        FROM generate_series(now() - interval '9 years', now() - interval '8 years', '1 hour') AS at
        """
    )
    await inside.database.run("ALTER TABLE submissions RENAME TO elsewhere")
    gone = await inside.ports.clearing.clear(MONDAY)

    assert gone["occurrences"] > 4 * BATCH
    assert "not cleared what=forms of check-ins" in caplog.text


async def test_two_servers_that_clear_at_once_do_not_wait_for_each_other(
    inside: Ground, database: Database
) -> None:
    """What one of them holds, the other passes over."""
    for number in range(3):
        await inside.ports.posting.deliveries.add(f"old-{number}", "chat", None, {"text": "Old."})
    await inside.database.run("UPDATE deliveries SET state = 'sent'")
    later = inside.ports.clock.now() + YEAR
    async with database.transaction() as connection:
        await connection.execute("SELECT FROM deliveries WHERE key = 'old-1' FOR UPDATE")
        gone = await inside.ports.clearing.clear(later)
        assert gone["messages"] == 2
    assert (await inside.ports.clearing.clear(later))["messages"] == 1
