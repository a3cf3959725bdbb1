"""Runs an embedded PostgreSQL, and stops it once nobody uses it any more, however they ended.

A program of its own, of the standard library alone, that store/embedded_process.py starts. It is
given the number of the file that every user of the server locks, the system's user that the server
is to be (empty for ours), and the command.
"""

import fcntl
import os
import signal
import subprocess
import sys

PATIENCE = 60.0  # seconds in which a server ends in order; then it ends at once


def main(lock: str, user: str, *command: str) -> None:
    """Come to an end with the server, or after its last user."""
    if os.fork():
        os._exit(0)  # nobody waits for it
    with subprocess.Popen(command, user=user or None) as server:  # noqa: S603 the wheel's own
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: _end_with(server))
        _end_with(server)
        fcntl.flock(int(lock), fcntl.LOCK_EX)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        server.send_signal(signal.SIGINT)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)


def _end_with(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is not None:
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
