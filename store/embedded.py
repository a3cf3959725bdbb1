"""A real PostgreSQL under the data folder, so that a first start needs no database server.

Every process that uses it holds a shared lock on a file beside it. The system drops the lock of a
process that dies, however it dies, so it is always known who is the last one: who leaves stops the
server, and where all were killed its keeper does.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from types import TracebackType
from urllib.parse import quote

from core.errors import SetupError
from store import embedded_process

PATIENCE = 90.0  # seconds until another process has started or stopped it
LOOK = 0.02  # seconds between two looks at a lock
FAILS = (OSError, SubprocessError, embedded_process.NotStarted)
SETTING = "PROCESS_CENTER_DATA_DIR"
# So that no PGPORT or PGOPTIONS of a shell counts.
SAME_EVERYWHERE = f"port={embedded_process.PORT}&options=&client_encoding=utf8"
LONGEST = 103  # bytes of a socket's path that every system takes


class EmbeddedServer:
    """One process's use of the server in `folder`; may be entered by many processes at once.

    `as_made`: also one that an older PostgreSQL made, as long as the wheel still has that.
    """

    def __init__(self, folder: Path, *, as_made: bool = False) -> None:
        self._folder = folder.absolute()
        self._as_made = as_made
        self._file: int | None = None
        self._left = threading.Event()
        self._stack = ExitStack()
        self.url = ""

    def __enter__(self) -> "EmbeddedServer":
        """Start the server or find it running (about a second for a new folder).

        Raises SetupError when it does not start; its own log is in the folder.
        """
        try:
            self._folder = self._folder.resolve()
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._file = _opened(self._folder, "lock")
        except (OSError, RuntimeError) as error:
            raise SetupError(_unusable(self._folder.parent, error)) from error
        try:
            self._lock(self._file, fcntl.LOCK_SH)
            with self._alone():
                self._start()
            self.url = self._address()
        except FAILS as error:
            self._let_go()
            raise SetupError(_not_started(self._folder, error)) from error
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
            embedded_process.stop(self._folder)
        except BlockingIOError:
            pass  # somebody else still works with it
        finally:
            self._let_go()

    def leave(self) -> None:
        """Have a start that goes on in another thread fail soon."""
        self._left.set()

    def keep_up(self) -> bool:
        """Start it again where it died, as it does on a full disk; whether it had to.

        Raises SetupError when it does not start (yet).
        """
        if self._file is None or embedded_process.runs(self._folder):
            return False
        try:
            with self._alone():
                return self._start()
        except FAILS as error:
            raise SetupError(_not_started(self._folder, error)) from error

    def _start(self) -> bool:
        if embedded_process.runs(self._folder):
            return False  # another process was first
        lock = _opened(self._folder, "lock")  # the keeper's own, beside ours
        try:
            embedded_process.start(self._folder, lock, self._left.is_set, as_made=self._as_made)
        finally:
            os.close(lock)
        return True

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
        self._file = None
        self._stack.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time finds out whether a server runs, and starts it."""
        file = _opened(self._folder, "starting")
        try:
            self._lock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)

    def _lock(self, file: int, how: int) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return fcntl.flock(file, how | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if self._left.is_set() or time.monotonic() > until:
                    raise embedded_process.NotStarted(
                        "another process starts or stops it"
                    ) from error
                time.sleep(LOOK)

    def _address(self) -> str:
        """The URL: with a short link where the socket's path is too long, or means two hosts."""
        host = embedded_process.socket_folder(self._folder)
        if len(os.fsencode(host / embedded_process.SOCKET)) > LONGEST or "," in str(host):
            link = Path(self._stack.enter_context(TemporaryDirectory(prefix="center-"))) / "at"
            link.symlink_to(host)
            host = link
        place = quote(os.fsencode(host), safe="/")
        return f"postgresql://postgres:@/postgres?host={place}&{SAME_EVERYWHERE}"


def _opened(folder: Path, ending: str) -> int:
    """A file beside the folder that is there to be locked."""
    file = folder.parent / f"{folder.name}.{ending}"
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _unusable(folder: Path, error: Exception) -> str:
    reason = (error.strerror if isinstance(error, OSError) else "") or "a link to itself"
    return f"The data folder {folder} cannot be used ({reason}). Name another by {SETTING}."


def _not_started(folder: Path, error: Exception) -> str:
    if isinstance(error, embedded_process.OtherVersion):
        return str(error)
    reason = (error.strerror if isinstance(error, OSError) else str(error)) or "it says not why"
    return (
        f"The embedded PostgreSQL in {folder} does not start ({reason}). Read its log there, "
        "or set PROCESS_CENTER_DATABASE_URL to a server of your own."
    )
