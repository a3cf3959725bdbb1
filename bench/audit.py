"""An audit of a large tenant: its requests, its time over what the limits allow, its memory.

The command itself runs, `process-center audit`, with the standards that are shipped, the embedded
database on a used folder, and a simulated tenant that enforces Graph's limits and takes 50 ms for
each answer. The floor is the longest that the questions asked need at the limits that it enforces
(bench/graph_floor.py). Time is that of the whole process; memory its peak without PostgreSQL's own
processes.

Then a plan of a thousand changes is applied and undone there (bench/changes.py). Judging alone is
measured at ten times the teams, in tenants of several kinds (bench/audience.py).
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench import audience, changes
from bench.figures import Found, at_least, at_most
from bench.graph_floor import floor
from bench.ground import SEED, WITHIN, Ground, ground
from bench.processes import finished
from bench.stage import TOKEN
from bot.settings import inherited
from graph.wire.quotas import MOST_IN_BATCH
from simulator.generated import generate
from simulator.graph.reads import Read

TEAMS, PEOPLE, GROWN = 1_000, 5_000, 5
FIRST = 240  # requests for members, settings and channels of each team, and for the lists
FURTHER = (Read.INSTALLED_APPS, Read.CHANNEL_MEMBERS, Read.TABS, Read.PLANS, Read.GROUP_SETTINGS)
SAMPLE = 50  # teams asked about in the plain way


@dataclass(frozen=True, slots=True)
class Audited:
    """What one audit took, in seconds and MB, and what the tenant counted of it."""

    seconds: float
    peak: float
    counts: Mapping[str, Any]
    run: Mapping[str, Any]
    people: int

    @property
    def floor(self) -> float:
        """In seconds."""
        return floor(self.counts, self.people)

    @property
    def requests_at_most(self) -> int:
        """What the first rules took, and a twentieth of the teams for each further read of them."""
        reads: Mapping[str, int] = self.counts["reads"]
        return FIRST + sum(TEAMS // MOST_IN_BATCH for read in FURTHER if reads.get(read))


async def measure() -> Found:
    """The usual size with everything, then five times as many teams and people."""
    facts = generate(TEAMS, PEOPLE, SEED, mess=True)
    ids = [team.id for team in facts.teams]
    async with ground(TEAMS, PEOPLE) as at:
        usual = await _audit(at)
        one = await _plain(at, 1, ids[: SAMPLE + 1])
        many = await _plain(at, 16, ids[: SAMPLE + 1])
        changed = await changes.measured(at, facts.people[0].upn)
    async with ground(TEAMS * GROWN, PEOPLE * GROWN) as at:
        grown = await _audit(at)
    judged = await audience.judged()
    found = _found(usual, grown, one, many)
    return Found(
        (*found.figures, *changed.figures, *audience.figures(judged)),
        {**found.raw, **changed.raw, **judged},
    )


async def _audit(at: Ground) -> Audited:
    """One audit of all teams."""
    output = at.home / "audit.json"
    ran = await at.runs("audit", "--format", "json", "--output", str(output))
    run = json.loads(await asyncio.to_thread(output.read_bytes))["run"]
    return Audited(ran.seconds, ran.peak, ran.counts, run, at.people)


async def _plain(at: Ground, at_once: int, ids: list[str]) -> dict[str, float]:
    """The same questions about a few teams with plain calls of the SDK."""
    await at.session.delete(f"{at.url}/control/graph_counts")
    log = at.home / f"plain-{at_once}.log"
    arguments = ("-m", "bench.audit_plain", f"{at.url}/graph/v1.0", TOKEN, str(at_once), *ids)
    await finished(("-W", "ignore", *arguments), inherited(), log, WITHIN)
    found: dict[str, float] = json.loads(log.read_text("utf-8").splitlines()[-1])
    return {**found, "429": (await at.counts())["throttled"]}


def _found(
    usual: Audited, grown: Audited, one: Mapping[str, float], many: Mapping[str, float]
) -> Found:
    times = TEAMS / SAMPLE / usual.seconds
    requests = usual.counts["http_requests"]
    return Found(
        (
            at_most("HTTP requests", requests, usual.requests_at_most),
            at_most("time over the floor of the limits", usual.seconds / usual.floor, 1.1),
            at_most("429 that we caused", usual.counts["throttled"], 0),
            at_most("busiest second of any one team", usual.counts["busiest_second_of_a_team"], 4),
            at_most("peak memory without PostgreSQL (MB)", usual.peak, 250),
            at_least("plain calls one at a time over ours", one["seconds"] * times, 1),
            at_least("plain calls 16 at a time over ours", many["seconds"] * times, 1),
            at_most(f"time at {GROWN} × the teams", grown.seconds / usual.seconds, GROWN),
            at_most(
                f"requests at {GROWN} × the teams", grown.counts["http_requests"] / requests, GROWN
            ),
            at_most(f"memory at {GROWN} × the teams", grown.peak / usual.peak, GROWN / 2),
            at_most(f"429 at {GROWN} × the teams", grown.counts["throttled"], 0),
        ),
        {
            "usual": _raw(usual),
            f"{GROWN} × as large": _raw(grown),
            f"plain, one at a time ({SAMPLE} teams, scaled above)": one,
            f"plain, 16 at a time ({SAMPLE} teams, scaled above)": many,
        },
    )


def _raw(found: Audited) -> dict[str, Any]:
    return {
        "seconds": found.seconds,
        "floor": found.floor,
        "MB": found.peak,
        "HTTP": found.counts["http_requests"],
        "questions": found.counts["questions"],
        "429": found.counts["throttled"],
        "complete": found.run["complete"],
    }
