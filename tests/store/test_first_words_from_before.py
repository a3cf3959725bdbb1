"""What waited for a first word is sent at the update, but for what nobody wants any more."""

from collections.abc import Iterator

import psycopg
import pytest

from store.database import Database
from store.migrate import migrate
from tests.conftest import Server
from tests.ground import ground
from tests.store.revisions import at_revision

KEPT = """
INSERT INTO things (kind, id, addressee, by_members, named, ended) VALUES
    ('digest', 'newest', 'kim', false, '{}', false),
    ('digest', 'once', 'lee', false, '{}', false);
INSERT INTO deliveries (key, conversation_id, kind, thing, recipient, body, waits_for_address,
        wanted_at) VALUES
    ('digest:newest', 'person:kim', 'digest', 'newest', 'kim', NULL, true, now() - interval '6 d'),
    ('digest:once', 'person:lee', 'digest', 'once', 'lee', NULL, true, now() - interval '300 d'),
    ('names:1:pat', 'person:pat', NULL, NULL, '', '{}', true, now() - interval '40 d'),
    ('round:1', '19:a@thread.tacv2', NULL, NULL, '', '{}', true, now() - interval '300 d');
"""


@pytest.fixture
def before(postgres: Server) -> Iterator[str]:
    """A database in which cards wait for Kim since last week, and for others since long ago."""
    with at_revision(postgres, "0014_failing_jobs") as url:
        with psycopg.connect(url) as connected:
            connected.execute(KEPT.encode())
        yield url


async def test_nobody_is_written_to_first_with_what_is_older_than_a_month(before: str) -> None:
    await migrate(before)
    async with Database(before) as database, ground(database) as inside:
        due = await inside.ports.posting.contacts.due()
        assert [each.person_id for each in due] == ["kim"]
        gone = "SELECT array_agg(key ORDER BY key) FROM deliveries WHERE state = 'cancelled'"
        assert await inside.value(gone) == ["digest:once", "names:1:pat"]
