"""Somebody without rights on this machine, for what is refused to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

NOBODY = 65534


@contextmanager
def somebody_without_rights() -> Iterator[None]:
    """Root may do anything, so root is somebody else meanwhile."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def let_in(folder: Path, mode: int) -> None:
    """Give a folder of a test, and those that it is in, this mode, so that they can get there."""
    for each in (folder, *folder.parents):
        if each == Path(gettempdir()):
            break
        each.chmod(mode)
