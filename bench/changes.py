"""A plan of a thousand changes is applied, and undone: its pace over what the limits allow.

`process-center remedies` itself runs. The changes are the first thousand of the plan for a tenant
that is not in order which need nobody to write anything: of all kinds, in hundreds of teams, and
dozens in some single ones. Each is looked at, written once, and looked at again, which is three
requests; beside the rows of Graph's table the floor knows that one team is asked four times a
second (bench/graph_floor.py).
"""

import asyncio
import json
from collections import Counter
from typing import Any

from bench.figures import Figure, Found, at_most
from bench.graph_floor import floor
from bench.ground import Ground, Ran
from bench.processes import finished

CHANGES = 1_000
EACH = 3  # requests: look, write, look
# The rows are shared out evenly among the teams under way, so the team with the most to change has
# to wait for others as long as there are any.
OVER = 1.5
OFFICE = """
center:
  organisation: Contoso
  time_zone: UTC
  staff: [{staff}]
"""


async def measured(at: Ground, staff: str) -> Found:
    """Plan, apply, undo; `staff` approves."""
    office, plan = at.home / "office.yaml", at.home / "plan.json"
    office.write_text(OFFICE.format(staff=staff), "utf-8")
    await finished(("-m", "bot", "import", str(office)), at.environment, at.home / "import.log")
    await at.runs("remedies", "plan", "--output", str(plan))
    chosen = await asyncio.to_thread(_chosen, plan.read_text("utf-8"))
    given = (str(plan), "--approved-by", staff, "--budget", str(CHANGES), "--format", "json")
    applied = await at.runs("remedies", "apply", *given, "--only", *chosen)
    undone = await at.runs("remedies", "undo", *given)
    return Found(
        (*_figures("applied", at, applied), *_figures("undone", at, undone)),
        {"applied": _raw(at, applied), "undone": _raw(at, undone)},
    )


def _chosen(plan: str) -> list[str]:
    """The ids of what somebody could approve as it is."""
    every: list[dict[str, Any]] = json.loads(plan)["changes"]
    fit = [each for each in every if each["mode"] != "guided" and each["picks"] != "text"]
    return [each["id"] for each in fit][:CHANGES]


def _figures(what: str, at: Ground, ran: Ran) -> tuple[Figure, ...]:
    asked, writes = ran.counts["questions"], sum(ran.counts["writes"].values())
    return (
        at_most(
            f"{CHANGES:,} changes {what}: requests over the least", asked / CHANGES / EACH, 1.1
        ),
        at_most(f"{CHANGES:,} changes {what}: writes over changes", writes / CHANGES, 1),
        at_most(
            f"{CHANGES:,} changes {what}: time over the floor",
            ran.seconds / floor(ran.counts, at.people),
            OVER,
        ),
        at_most(f"{CHANGES:,} changes {what}: 429 that we caused", ran.counts["throttled"], 0),
    )


def _raw(at: Ground, ran: Ran) -> dict[str, Any]:
    told = json.loads(ran.said[ran.said.index('{"plan"') :])["changes"]
    return {
        "seconds": ran.seconds,
        "floor": floor(ran.counts, at.people),
        "MB": ran.peak,
        "questions": ran.counts["questions"],
        "states": Counter(each["state"] for each in told),
        "most of one team": ran.counts["most_of_a_team"],
    }
