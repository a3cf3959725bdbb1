"""A terminal whose commands start at once: each is a fork of a process that has all of it loaded.

As a process of its own a command would import for a second first, and there are sixty in the tests.
What a fork cannot show, that a command imports by itself all that it needs, one true process of
every command shows.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, NoReturn

import bot
from bot import cli
from bot.__main__ import main

PATIENCE = 120.0  # seconds that a command may take: what was broken off is looked for a minute
LARGEST = 1 << 20  # bytes of an order


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class Output(StrEnum):
    """What the output of a command is connected to."""

    READ = "read"
    CLOSED = "closed"
    FULL = "full"
    LEFT = "left"  # by whoever read it


@dataclass(frozen=True)
class Terminal:
    """The process from which commands are forked, at a socket."""

    socket: Path

    def runs(
        self,
        words: tuple[str, ...],
        environment: Mapping[str, str],
        home: Path,
        output: Output = Output.READ,
        stopped: float | None = None,
    ) -> Done:
        """One command, to its end, perhaps by SIGTERM so many seconds on. Raises TimeoutError."""
        order = {
            "words": words,
            "environment": dict(environment),
            "home": str(home),
            "closed": output is Output.CLOSED,
            "stopped": stopped,
        }
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as wish,
            _connected(output) as out,
            TemporaryFile() as err,
        ):
            wish.settimeout(PATIENCE)
            wish.connect(str(self.socket))
            files = [out.fileno(), err.fileno()]
            socket.send_fds(wish, [json.dumps(order).encode()], files)
            code = int(wish.recv(16))
            said = _all_of(files[0]) if output is Output.READ else ""
            return Done(code, said, _all_of(files[1]))


def _connected(output: Output) -> IO[bytes]:
    match output:
        case Output.FULL:
            return Path("/dev/full").open("wb", buffering=0)
        case Output.LEFT:
            reading, writing = os.pipe()
            os.close(reading)
            return os.fdopen(writing, "wb", buffering=0)
    return TemporaryFile()


def launched(words: tuple[str, ...], environment: Mapping[str, str], home: Path) -> Done:
    """The same as a true process, which has to import by itself all that it needs."""
    done = subprocess.run(  # noqa: S603 a command of ours
        [sys.executable, "-m", "bot", *words],
        env=dict(environment),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextlib.contextmanager
def opened() -> Iterator[Terminal]:
    """A terminal, and the end of everything that was started in it."""
    with TemporaryDirectory(prefix="terminal-") as folder:
        at = Path(folder) / "socket"
        process = subprocess.Popen(  # noqa: S603 this file
            [sys.executable, "-m", "tests.cli.terminal", str(at)], start_new_session=True
        )
        try:
            until = time.monotonic() + PATIENCE
            while not at.exists():
                assert time.monotonic() < until, "the terminal did not open"
                assert process.poll() is None, "the terminal closed at once"
                time.sleep(0.02)
            yield Terminal(at)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _all_of(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), encoding="utf-8", newline="") as read:
        return read.read()


def _serve(at: Path) -> None:
    """Fork a keeper for each wish, until whoever opened the terminal is gone."""
    for info in pkgutil.walk_packages(bot.__path__, "bot."):
        if not info.name.startswith(f"{cli.__name__}.") and info.name != "bot.__main__":
            importlib.import_module(info.name)
    gc.freeze()  # what is here already is nobody's garbage
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    parent = os.getppid()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        beside = at.with_suffix(".new")
        listening.bind(str(beside))
        listening.listen()
        beside.rename(at)
        while os.getppid() == parent:
            if select.select([listening], [], [], 1.0)[0]:
                wish, _ = listening.accept()
                if os.fork() == 0:
                    _keep(wish)
                wish.close()


def _keep(wish: socket.socket) -> NoReturn:
    """Run one command in a process of its own, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    data, files, _, _ = socket.recv_fds(wish, LARGEST, 2)
    order = json.loads(data)
    process = os.fork()
    if process == 0:
        _become(order, *files)
    if order["stopped"] is not None:
        time.sleep(order["stopped"])
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)
    _, status = os.waitpid(process, 0)
    wish.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(order: Mapping[str, Any], out: int, err: int) -> NoReturn:
    """Be the command, as a shell would have started it; ends with SystemExit."""
    for file, number in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (err, 2)):
        os.dup2(file, number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    encoding = order["environment"].get("PYTHONIOENCODING", "utf-8")
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding=encoding) for number in (1, 2))
    if order["closed"]:
        sys.stdout.close()
        sys.stdout = None  # as Python has it then
    os.chdir(order["home"])
    os.environ.clear()  # noqa: TID251 a child's
    os.environ.update(order["environment"])  # noqa: TID251 a child's
    sys.argv = ["process-center", *order["words"]]
    try:
        main()
    except SystemExit as end:
        # Python would look at each of all these modules once more, which takes longer than most
        # commands.
        os._exit(int(str(end.code)))
    raise AssertionError("a command ends with its exit code")


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
