"""Somebody without rights on this machine, for what is refused to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

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
