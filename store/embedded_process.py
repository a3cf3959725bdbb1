"""The embedded PostgreSQL as a process: made, started, found and stopped.

Nothing of it depends on the shell that it is started from: neither its language nor its sorting,
and its folder may be called anything, since no path goes through a shell or its settings.
"""

import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from select import select

import psutil

from store import postgres_wheel

NOBODY = 2**31 - 1  # no process has this number
PORT = 5432  # a part of its socket's name, no port of the machine
SOCKET = f".s.PGSQL.{PORT}"
SYSTEM_USER = "pgserver"  # as which it runs where we are root, which PostgreSQL refuses to be
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}
# Sorted by the numbers of letters, and every letter has its capital, on each machine alike.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
START = 60.0  # seconds until it is ready, of which most may be spent in recovery
STOP = 10.0  # seconds in which it ends in order
LOOK = 0.02


class NotStarted(Exception):
    """Why it does not run, in its own words; empty where it has none."""


class OtherVersion(NotStarted):
    """Another PostgreSQL made the folder than the one that comes along; with what to do."""


def runs(folder: Path) -> bool:
    """Whether the process that the folder names is a server of this folder, and alive."""
    try:
        pid = int(_told(folder)[0])
        found = psutil.Process(pid).as_dict(["cmdline", "status"], ad_value=None)
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False
    return found["status"] != psutil.STATUS_ZOMBIE and str(folder) in (found["cmdline"] or ())


def socket_folder(folder: Path) -> Path:
    """Where the socket of its server is, which runs."""
    return folder / _told(folder)[4]


def start(folder: Path, lock: int, abandoned: Callable[[], bool], *, as_made: bool = False) -> None:
    """Make the folder where there is none, and run its server until nobody holds `lock` any more.

    One that an older PostgreSQL made is run by that one with `as_made`, where the wheel has it.
    Returns once it is ready. Raises OSError and NotStarted; what began nevertheless is stopped as
    soon as `lock` is given up.
    """
    tools = _tools(folder, as_made=as_made)
    user = _user(tools, folder)
    _clear_away(folder)
    if not (folder / "PG_VERSION").exists():
        _make(folder, tools, user)
    elif user:
        shutil.chown(folder, user)
    if abandoned():
        raise NotStarted("nobody waits for it any more")
    _forget_dead(folder)
    with (folder / "log").open("ab") as log:
        begun = log.tell()
        command: list[str | Path] = [tools / "postgres", "-D", folder, "-k", ".", "-p", str(PORT)]
        ended = _kept([*command, "-c", "listen_addresses="], lock, log.fileno(), user)
    try:
        _wait(folder, ended, abandoned)
    except NotStarted as error:
        raise NotStarted(_last_words(folder / "log", begun) or str(error)) from error
    finally:
        os.close(ended)


def stop(folder: Path) -> None:
    """End it in order; at once where that takes too long. Nothing where it does not run."""
    for sign, patience in ((signal.SIGINT, STOP), (signal.SIGQUIT, STOP / 2)):
        if not runs(folder):
            return
        os.kill(int(_told(folder)[0]), sign)
        until = time.monotonic() + patience
        while runs(folder) and time.monotonic() < until:
            time.sleep(LOOK)


def _tools(folder: Path, *, as_made: bool) -> Path:
    """The programs for it. Raises OtherVersion where they are of another version than its own."""
    ours = postgres_wheel.serving()
    file = folder / "PG_VERSION"
    made_by = file.read_text("utf-8", "replace").strip() if file.exists() else str(ours)
    if not re.fullmatch(r"[0-9.]{1,9}", made_by):
        raise NotStarted("its PG_VERSION is none")
    # Before 10 two numbers made a version; none of those is in any wheel.
    own = postgres_wheel.programs(int(made_by)) if made_by.isdigit() else None
    if own and (made_by == str(ours) or as_made):
        return own
    raise OtherVersion(_of_another(folder, made_by, ours, has_own=own is not None))


def _of_another(folder: Path, made_by: str, ours: int, *, has_own: bool) -> str:
    says = f"The database in {folder} was made by PostgreSQL {made_by}, and this version brings"
    back = "`process-center restore center.backup`"
    if int(made_by.partition(".")[0] or 0) > ours:
        return (
            f"{says} {ours}, which is older. Start the version of Process Center that made it; or "
            f"move that folder away, and {back} brings back what was saved by this one."
        )
    first = "" if has_own else "With the version of Process Center that made it: "
    then = "then" if has_own else "then, with this one,"
    return (
        f"{says} {ours}. {first}`process-center backup center.backup`, {then} move that folder "
        f"away, and {back}."
    )


def _told(folder: Path) -> list[str]:
    """What it says of itself: number, folder, start, port, folder of its socket, …, its state."""
    lines = (folder / "postmaster.pid").read_text("utf-8", "surrogateescape").split("\n")
    return [line.strip() for line in lines] + [""] * 8


def _make(folder: Path, tools: Path, user: str | None) -> None:
    """Beside it and moved: a folder half made, by a start that was killed, could not be used."""
    making = folder.with_name(f"{folder.name}.making-{token_hex(4)}")
    making.mkdir(mode=0o700)
    if user:
        shutil.chown(making, user)
    done = subprocess.run(  # noqa: S603 the wheel's own program
        [tools / "initdb", "-D", making, "-U", "postgres", "--auth=trust", *LOCALE],
        cwd=making,
        env=ENVIRONMENT,
        user=user,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=START,
    )
    if done.returncode:
        shutil.rmtree(making, ignore_errors=True)
        raise NotStarted(_reason(done.stderr))
    making.rename(folder)


def _clear_away(folder: Path) -> None:
    """What starts left that were killed; where one is still at it, the next start does."""
    for left in folder.parent.glob(f"{glob.escape(folder.name)}.making-*"):
        shutil.rmtree(left, ignore_errors=True)


def _kept(command: list[str | Path], lock: int, log: int, user: str | None) -> int:
    """Start it with its keeper; the file that comes to its end when the keeper does."""
    ended, open_ = os.pipe()
    keeper = Path(__file__).with_name("embedded_keeper.py")
    try:
        subprocess.run(  # noqa: S603 ours, and the wheel's
            [sys.executable, "-I", "-S", keeper, str(lock), user or "", *command],
            cwd=keeper.parent,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock, open_],
            start_new_session=True,  # Ctrl-C reaches its users alone
            check=True,
            timeout=START,
        )
    except BaseException:
        os.close(ended)
        raise
    finally:
        os.close(open_)
    return ended


def _wait(folder: Path, ended: int, abandoned: Callable[[], bool]) -> None:
    until = time.monotonic() + START
    while not _is_ready(folder):
        if select([ended], [], [], LOOK)[0]:
            raise NotStarted("it ended at once")
        if abandoned() or time.monotonic() > until:
            raise NotStarted(f"it is not ready after {START:.0f} seconds")


def _is_ready(folder: Path) -> bool:
    try:
        return _told(folder)[7] == "ready" and runs(folder)
    except OSError:
        return False


def _forget_dead(folder: Path) -> None:
    """Take the number of a killed server out of what it left behind; it may be another's by now.

    After each start of a container it is: PostgreSQL would take that process for a server. The rest
    stays, by which it finds those who still use its memory.
    """
    for left in (folder / "postmaster.pid", folder / f"{SOCKET}.lock"):
        if left.exists():
            _, _, rest = left.read_text("utf-8", "surrogateescape").partition("\n")
            left.write_text(f"{NOBODY}\n{rest}", "utf-8", "surrogateescape")


def _last_words(log: Path, begun: int) -> str:
    with log.open("rb") as file:
        file.seek(begun)
        return _reason(file.read())


def _reason(written: bytes) -> str:
    """The last line that tells a failure; empty where there is none."""
    told = re.findall(r"(?:FATAL|error): *(.*)", written.decode("utf-8", "replace"))
    return str(told[-1]) if told else ""


def _user(tools: Path, folder: Path) -> str | None:
    """As whom it runs, who has to get at the programs and the folder; None for ourselves."""
    if os.geteuid():
        return None
    wheel = postgres_wheel.utils()
    wheel.ensure_user_exists(SYSTEM_USER)
    wheel.ensure_prefix_permissions(tools)
    wheel.ensure_prefix_permissions(folder.with_name(f"{folder.name}.lock"))
    return SYSTEM_USER
