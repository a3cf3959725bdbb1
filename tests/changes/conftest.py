"""What the tests of changes stand on."""

import pytest

from store.database import Database
from tests.changes.world import Scene, scene


@pytest.fixture
def here(database: Database) -> Scene:
    """A world and a real store."""
    return scene(database)
