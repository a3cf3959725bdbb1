"""Everything goes quiet: what is left then was lost, and what nobody expected is told."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bench.year.seen import DIGEST, RETRO, ROUND
from bench.year.walk import Walk

QUIET = 90.0  # real seconds until nothing is under way any more


@dataclass(frozen=True, slots=True)
class Ending:
    """`left` by what it is; `unexpected` things have cards and no time at which they were due;
    `endless` have no time at which they end, by kind; `errors` are those of the logs."""

    left: Mapping[str, int]
    unexpected: int
    endless: Mapping[str, int]
    errors: Sequence[str]


async def ended(walk: Walk) -> Ending:
    """An hour later, without faults: what is left is looked through."""
    walk.trouble.end()
    last = walk.tenant.world.clock.now
    await walk.go_to(last + timedelta(hours=1))
    await walk.rest(QUIET)
    walk.watch.look()
    walk.watch.judge_cuts(walk.crew.cuts)
    await walk.scrapes.judge()
    errors = await asyncio.to_thread(walk.crew.errors)
    return Ending(await _left(walk), _unexpected(walk), await _endless(walk), errors)


async def _left(walk: Walk) -> dict[str, int]:
    found = await walk.stage.database.row(
        """
        SELECT
            (SELECT count(*) FROM procrastinate_jobs
             WHERE status IN ('todo', 'doing') AND task_name <> 'settle_deliveries'
               AND coalesce(scheduled_at, now()) <= now()) AS jobs,
            (SELECT count(*) FROM deliveries WHERE state IN ('queued', 'sending', 'unknown')
               AND NOT waits_for_address) AS deliveries,
            (SELECT count(*) FROM deliveries WHERE state = 'failed') AS failed,
            (SELECT count(*) FROM changes JOIN deliveries ON deliveries.id = delivery
             WHERE state = 'sent' AND reached(conversation_id, team_id)) AS unshown,
            (SELECT count(*) FROM things WHERE NOT ended AND ends_at < %(now)s) AS unended,
            (SELECT count(*) FROM audit_runs WHERE finished_at IS NULL) AS audits
        """,
        {"now": walk.tenant.world.clock.now},
    )
    return {name: int(many) for name, many in (found or {}).items() if many}


def _unexpected(walk: Walk) -> int:
    """More things of a kind with cards than times at which one was due."""
    now, since = walk.tenant.world.clock.now, walk.begins
    due: Counter[str] = Counter()
    for each in walk.plan.all:
        due[each.kind] += sum(1 for _ in each.due(since, now))
    kinds = {ROUND: "checkin", RETRO: "retro", DIGEST: "digest"}
    return sum(max(0, len(walk.watch.many(seen)) - due[kind]) for seen, kind in kinds.items())


async def _endless(walk: Walk) -> dict[str, int]:
    found = await walk.stage.database.row(
        """
        SELECT coalesce(jsonb_object_agg(kind, many), '{}') AS kinds
        FROM (SELECT kind, count(*) AS many FROM things
              WHERE NOT ended AND ends_at IS NULL GROUP BY kind) AS endless
        """
    )
    return dict(found["kinds"]) if found else {}
