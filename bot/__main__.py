"""`process-center`: one command line; `--help` imports no SDK."""

import signal
import sys
from types import FrameType
from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> NoReturn:
    """Run it, to an exit code of `bot/cli/kit/ending.py`.

    What ends it meanwhile is one exception, wherever it comes: so all that was begun is undone.
    """
    for sign in STOPS:
        if signal.getsignal(sign) is not signal.SIG_IGN:  # `nohup` has its way
            signal.signal(sign, _stop)
    try:
        from bot.cli.kit import ending, streams

        streams.mend()
        code = ending.answer(sys.argv[1:])
    except KeyboardInterrupt:
        code = 2
    sys.exit(code)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
