"""A folder that another major version of PostgreSQL made: both are told, and the way over works."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from core.errors import SetupError
from store import postgres_wheel
from store.embedded import EmbeddedServer
from tests.store import older


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a server may live: as root, PostgreSQL runs as another user, so not in pytest's own."""
    with TemporaryDirectory(prefix="process-center-") as made:
        yield Path(made) / "postgres"


@older.needed
def test_a_folder_of_an_older_postgresql_is_told_and_served_to_be_saved() -> None:
    with older.folder() as folder:
        with pytest.raises(SetupError) as refused, EmbeddedServer(folder):
            pytest.fail("it started")
        assert str(refused.value) == (
            f"The database in {folder} was made by PostgreSQL {older.MAJOR}, and this version "
            f"brings {postgres_wheel.serving()}. `process-center backup center.backup`, then move "
            "that folder away, and `process-center restore center.backup`."
        )
        with (
            EmbeddedServer(folder, as_made=True) as server,
            psycopg.connect(server.url) as connection,
        ):
            assert connection.info.server_version // 10_000 == older.MAJOR


@pytest.mark.parametrize("as_made", [True, False])
@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("9.6", "With the version of Process Center that made it: `process-center backup cen"),
        ("13", "With the version of Process Center that made it: `process-center backup cen"),
        ("99", ", which is older. Start the version of Process Center that made it; or move"),
    ],
)
def test_a_folder_of_a_postgresql_that_is_not_there_is_told_with_the_way(
    folder: Path, version: str, says: str, as_made: bool
) -> None:
    folder.mkdir()
    (folder / "PG_VERSION").write_text(f"{version}\n")

    both = f"was made by PostgreSQL {version}, and this version brings {postgres_wheel.serving()}"
    with pytest.raises(SetupError) as refused, EmbeddedServer(folder, as_made=as_made):
        pytest.fail("it started")
    assert both in str(refused.value)
    assert says in str(refused.value)
    assert "process-center restore center.backup" in str(refused.value)
    assert [each.name for each in folder.iterdir()] == ["PG_VERSION"], "it is left as it is"
