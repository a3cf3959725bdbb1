"""What judging ten thousand teams with a million memberships takes, apart from reading them.

`python -m bench.audience KIND` makes such a tenant as it was read, judges it by the standards that
are shipped, and prints `{"seconds", "MB", "findings"}`: the CPU time of judging, and the peak of
the whole process with all that was read.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.audience_made import KINDS, READ, reading
from bench.figures import Figure, at_most
from bench.processes import ROOT, finished
from bot.settings import inherited
from core.standards.engine import judge
from core.standards.overload import overload
from store.content.standards import load

SECONDS, MB = 10, 300
USUAL, *ADVERSE = KINDS
WITHIN = 300.0  # seconds for one tenant, most of which is making it

Judged = Mapping[str, float]


async def judged() -> dict[str, Judged]:
    """Each kind of tenant in a process of its own, by name."""
    with TemporaryDirectory(prefix="process-center-bench-") as folder:
        return {kind: await _judged(kind, Path(folder) / "judged.log") for kind in KINDS}


async def _judged(kind: str, log: Path) -> Judged:
    await finished(("-m", "bench.audience", kind), inherited(), log, WITHIN)
    found: Judged = json.loads((await asyncio.to_thread(log.read_text)).splitlines()[-1])
    return found


def figures(found: Mapping[str, Judged]) -> tuple[Figure, ...]:
    """As most tenants are, and the worst of those that are not."""
    adverse = [found[kind] for kind in ADVERSE]
    return (
        at_most("judging 10,000 teams, 1 M memberships (CPU s)", found[USUAL]["seconds"], SECONDS),
        at_most("memory of that (MB)", found[USUAL]["MB"], MB),
        at_most(
            "the worst of odd tenants (CPU s)", max(each["seconds"] for each in adverse), SECONDS
        ),
        at_most("memory of that (MB)", max(each["MB"] for each in adverse), MB),
    )


def main(kind: str) -> None:
    """Judge one of them here."""
    standards = tuple(load(ROOT / "content").values())
    read = reading(KINDS[kind])
    began = time.process_time()
    found = judge(standards, read, READ)
    overload(standards, read)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": seconds, "MB": peak, "findings": len(found.findings)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
