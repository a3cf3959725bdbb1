"""`process-center`: one command line; `--help` imports no SDK."""

import signal
import sys
from types import FrameType
from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Stop(BaseException):
    """Nobody catches it on the way, so that all that was begun is undone."""


def main() -> NoReturn:
    """Run it, to an exit code of `bot/cli/kit/ending.py`."""
    for sign in STOPS:
        if signal.getsignal(sign) is not signal.SIG_IGN:  # `nohup` has its way
            signal.signal(sign, _stop)
    try:
        from bot.cli.kit import ending, streams

        streams.mend()
        code = ending.answer(sys.argv[1:])
    except _Stop:
        sys.stderr.write("Stopped before it was done.\n")
        code = 2
    sys.exit(code)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stop


if __name__ == "__main__":
    main()
