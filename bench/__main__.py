"""`python -m bench [name…]`: each measure in turn, its figures against their goals."""

import argparse
import asyncio
import importlib
import inspect
import json
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.figures import Found
from bench.processes import BenchStopped

MEASURES = ("posts", "invokes", "start", "kills", "audit", "retro", "digest")
LONG = ("year",)  # an hour: only when it is named


def main() -> int:
    """0 when every goal is reached, 1 when not."""
    parser = argparse.ArgumentParser("bench", description=__doc__)
    known = (*MEASURES, *LONG)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(known)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--weeks", type=int, metavar="N", help="how much of the year; all of it")
    parser.add_argument("--seed", type=int, metavar="N", help="other dice for kills and the year")
    for sign in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C: else what it started would go on
        signal.signal(sign, signal.default_int_handler)
    given = parser.parse_args()
    for name in given.names:
        if name not in known:
            parser.error(f"there is no measure {name}; there are {', '.join(known)}")
    wishes = {"weeks": given.weeks, "seed": given.seed}
    wanted = {name: value for name, value in wishes.items() if value is not None}
    found = {name: _measured(name, wanted) for name in given.names or MEASURES}
    if given.json:
        figures = {name: each.as_json() for name, each in found.items() if each}
        given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    kept = [each is not None and all(one.holds for one in each.figures) for each in found.values()]
    return 0 if all(kept) else 1


def _measured(name: str, wanted: Mapping[str, int]) -> Found | None:
    """None, said in words, when it could not be made. It gets those of the wishes that it knows."""
    measure = importlib.import_module(f"bench.{name}").measure
    known = inspect.signature(measure).parameters
    wishes = {name: value for name, value in wanted.items() if name in known}
    started = time.monotonic()
    _say(f"{name} …")
    try:
        found: Found = asyncio.run(measure(**wishes))
    except BenchStopped as error:
        _say(f"  FAIL  {error}")
        return None
    _say("\n".join(found.lines()))
    _say(f"        measured in {time.monotonic() - started:.0f} s\n")
    return found


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
