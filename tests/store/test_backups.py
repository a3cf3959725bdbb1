"""A backup has all there is at one moment; a restore puts it back whole, or changes nothing."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from core.errors import CenterError, InputError, SetupError
from core.posting.subjects import Subject
from store import postgres_wheel
from store.database import Database
from store.embedded import EmbeddedServer
from store.migrate import current, newest
from tests.conftest import Server
from tests.ground import MONDAY, answer, ground
from tests.store import older
from tests.store.backups import MOST, restore, rows, save, say
from tests.store.cards import arrive

EMPTIED = {"limits", "slates", "procrastinate_workers", "failing_jobs"}
MARKED = {"deliveries", "changes", "procrastinate_jobs", "procrastinate_events"}


@pytest.fixture
async def lively(database_url: str) -> str:
    """The URL of a database in which a round is open and answered, and cards are in each state."""
    async with Database(database_url) as opened, ground(opened) as inside:
        round_ = await inside.open()
        kept = inside.ports.checkins.answers.keep
        await kept(round_.round_id, "ada", "n1", answer("red", "Ä\\t'\"\n\\."), "Saved.", MONDAY)
        await arrive(inside, Subject("round", round_.round_id))
        for state in ("queued", "sending", "sent", "failed", "unknown", "cancelled"):
            await opened.run(
                """
                INSERT INTO deliveries (key, conversation_id, body, state)
                VALUES (%(state)s, 'chat', '{"text": "Hello"}', %(state)s)
                """,
                {"state": state},
            )
        await inside.engine.defer("read_people")
    return database_url


@pytest.fixture
def empty(postgres: Server) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with postgres.copy("template1") as url:
        yield url


def test_all_of_it_comes_back_but_for_what_was_under_way(
    lively: str, empty: str, tmp_path: Path
) -> None:
    before = rows(lively)
    restore(empty, save(lively, tmp_path / "b"), replace=False)
    after = rows(empty)

    assert after.keys() == before.keys()
    for name in before.keys() - MARKED:
        assert after[name] == ([] if name in EMPTIED else before[name]), name
    assert current(empty) == newest()
    with closing(psycopg.connect(empty)) as connection:
        query = "SELECT key, state, repeats FROM deliveries WHERE body IS NOT NULL"
        found = connection.execute(query).fetchall()
        assert {key: (state, times) for key, state, times in found} == {
            "queued": ("unknown", MOST),
            "sending": ("unknown", MOST),
            "unknown": ("unknown", MOST),
            "sent": ("sent", 0),
            "failed": ("failed", 0),
            "cancelled": ("cancelled", 0),
        }
        jobs = connection.execute("SELECT task_name FROM procrastinate_jobs").fetchall()
        assert ("read_people",) in jobs
        assert ("deliver",) not in jobs


async def test_what_is_restored_works_and_counts_on(
    lively: str, empty: str, tmp_path: Path
) -> None:
    restore(empty, save(lively, tmp_path / "b"))
    async with Database(empty) as opened, ground(opened) as inside:
        await inside.ports.posting.deliveries.add("next", "chat", None, {"text": "Hello"})
        newest_ = "SELECT key FROM deliveries ORDER BY id DESC LIMIT 1"
        assert await inside.value(newest_) == "next"


def test_a_chat_that_was_just_to_be_begun_may_have_had_its_message_since(
    lively: str, empty: str, tmp_path: Path
) -> None:
    """And with whom it may not be begun, that waits on."""
    say(
        lively,
        "INSERT INTO first_contacts (person_id, refused, again_at) VALUES ('kim', 'No.', now());"
        "INSERT INTO deliveries (key, conversation_id, body, state, waits_for_address)"
        " SELECT id, 'person:' || id, '{\"text\": \"Hello\"}', 'queued', true"
        " FROM unnest(ARRAY['kim', 'lou']) AS id",
    )
    restore(empty, save(lively, tmp_path / "b"), replace=False)

    with closing(psycopg.connect(empty)) as connection:
        query = "SELECT key, state, repeats FROM deliveries WHERE conversation_id LIKE 'person:%'"
        found = connection.execute(query).fetchall()
    assert sorted(found) == [("kim", "unknown", -1), ("lou", "unknown", MOST)]


def test_a_database_in_which_there_is_something_is_replaced_only_on_request(
    lively: str, tmp_path: Path
) -> None:
    file = save(lively, tmp_path / "b")
    say(lively, "UPDATE people SET name = 'Changed'; CREATE TABLE of_a_newer_version (x int)")
    before = rows(lively)
    with pytest.raises(InputError, match="is not empty, and a restore replaces all of it"):
        restore(lively, file, replace=False)
    assert rows(lively) == before

    restore(lively, file)
    after = rows(lively)
    assert "of_a_newer_version" not in after
    assert "Changed" not in str(after["people"])


def test_one_that_has_its_tables_and_nothing_in_them_is_empty(
    lively: str, postgres: Server, template: str, tmp_path: Path
) -> None:
    file = save(lively, tmp_path / "b")
    with postgres.copy(template) as url:
        restore(url, file, replace=False)
        assert rows(url)["answers"] == rows(lively)["answers"]


def broken(url: str, file: Path, error: type[CenterError], says: str) -> None:
    """It is refused with these words, and everything is as it was."""
    before = rows(url)
    with pytest.raises(error, match=says):
        restore(url, file)
    assert rows(url) == before


async def test_while_somebody_is_at_work_there_nothing_is_done(lively: str, tmp_path: Path) -> None:
    file = save(lively, tmp_path / "b")
    async with Database(lively) as opened:
        await opened.run("SELECT 1")
        broken(
            lively,
            file,
            SetupError,
            r"is at work on .+: \d+\)\. Stop .+\.$",
        )
    restore(lively, file)


def test_what_somebody_built_on_its_tables_is_not_taken_along(lively: str, tmp_path: Path) -> None:
    file = save(lively, tmp_path / "b")
    say(lively, "CREATE SCHEMA reports; CREATE VIEW reports.names AS SELECT name FROM people")

    broken(lively, file, SetupError, "built on its tables: view reports.names depends on")


def test_the_tables_of_another_program_are_not_touched(
    lively: str, empty: str, tmp_path: Path
) -> None:
    file = save(lively, tmp_path / "b")
    say(empty, "CREATE TABLE theirs (x int)")

    broken(empty, file, SetupError, "has tables of another program. Name an empty one.")


@pytest.mark.parametrize("missing", [1, 200, 30_000])
def test_a_file_of_which_the_end_is_missing_changes_nothing(
    lively: str, tmp_path: Path, missing: int
) -> None:
    whole = save(lively, tmp_path / "b").read_bytes()
    (tmp_path / "b").write_bytes(whole[:-missing])

    broken(lively, tmp_path / "b", InputError, r"b is not whole \(.+\). Take another copy of it.")


def _other(url: str, file: Path) -> None:
    """A dump of something else, by the same program."""
    say(url, "CREATE TABLE theirs (x int)")
    folder = postgres_wheel.programs(postgres_wheel.newest())
    assert folder
    subprocess.run(  # noqa: S603
        [folder / "pg_dump", "--format=custom", f"--file={file}", f"--dbname={url}"], check=True
    )


def test_files_that_are_none_are_told(lively: str, empty: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    for content in (b"", b"PGD", b"CREATE TABLE x ();", os.urandom(5000)):
        file.write_bytes(content)
        broken(lively, file, InputError, "b is no backup. Name a file that `process-center backup`")
    file.write_bytes(b"PGDMP" + os.urandom(5000))
    broken(lively, file, InputError, "b ")
    _other(empty, file)
    broken(lively, file, InputError, "b is of another program.")
    os.mkfifo(tmp_path / "pipe")
    broken(lively, tmp_path / "pipe", InputError, "pipe is no file, and a backup is read more")


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("9999_later", "is at 9999_later, which is newer than this version. Restore it with the n"),
        ("0006_house", "is at 0006_house, from before there were backups."),
    ],
)
def test_a_file_of_a_newer_version_or_of_one_without_backups_is_refused(
    lively: str, tmp_path: Path, step: str, says: str
) -> None:
    say(lively, f"UPDATE alembic_version SET version_num = '{step}'")  # noqa: S608
    file = save(lively, tmp_path / "b")
    say(lively, f"UPDATE alembic_version SET version_num = '{newest()}'")  # noqa: S608

    broken(lively, file, InputError, says)


def test_a_database_of_a_newer_version_goes_back_to_the_backup_of_before(
    lively: str, tmp_path: Path
) -> None:
    file = save(lively, tmp_path / "b")
    say(lively, "UPDATE alembic_version SET version_num = '9999_later'")
    restore(lively, file)

    assert current(lively) == newest()


@pytest.mark.parametrize(
    ("refuses", "says"),
    [
        ("no index today", r"did not take it \(no index today\). It is as it was"),
        ("No space left on device", "full. It is as it was; make room, and restore it again"),
    ],
)
def test_a_server_that_refuses_half_way_is_told_and_has_lost_nothing(
    lively: str, tmp_path: Path, refuses: str, says: str
) -> None:
    file = save(lively, tmp_path / "b")
    say(
        lively,
        f"""
        CREATE SCHEMA watch;
        CREATE FUNCTION watch.no() RETURNS event_trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{refuses}'; END $$;
        CREATE EVENT TRIGGER no ON ddl_command_end WHEN TAG IN ('CREATE INDEX')
            EXECUTE FUNCTION watch.no();
        """,
    )
    broken(lively, file, CenterError, says)


def test_there_is_nothing_to_save_where_nothing_was_begun(empty: str, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="There is no database of Process Center yet"):
        save(empty, tmp_path / "b")


@older.needed
def test_it_moves_to_a_server_that_is_older_than_the_programs(lively: str, tmp_path: Path) -> None:
    """It knows less than they do."""
    file = save(lively, tmp_path / "b")
    with older.folder() as folder, EmbeddedServer(folder, as_made=True) as server:
        restore(server.url, file, replace=False)
        assert rows(server.url)["answers"] == rows(lively)["answers"]
        restore(server.url, save(server.url, tmp_path / "c"))
