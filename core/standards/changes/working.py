"""A batch of a plan: what is approved is done one by one, within its budget, by one at a time."""

from collections.abc import Callable
from contextlib import suppress

from core.errors import CenterError, NotRead
from core.standards.changes.applying import forward
from core.standards.changes.looking import same
from core.standards.changes.model import Batch, Became, State
from core.standards.changes.ports import ChangePorts, NotWritten
from core.standards.changes.undoing import back

BUSY = "Somebody else is at work at this plan just now. Try again in a few minutes."

Told = Callable[[int, int], None]  # how many of how many are done


class Busy(CenterError):
    """Another process is at work at the plan; nothing was done."""


async def work(
    ports: ChangePorts,
    batch_id: str,
    told: Told | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Batch:
    """Do what is left of a batch; twice is once, and after a crash it goes on where it was.

    Between two changes it ends where it is `stopped`. What was written before and was not visible
    then is looked at again. Raises Busy, NotFound.
    """
    batch = await ports.plans.batch(batch_id)
    async with ports.plans.alone(batch.plan_id) as alone:
        if not alone:
            raise Busy(BUSY)
        if not batch.undo:
            await _look_again(ports, batch)
        one = back if batch.undo else forward
        left = await ports.plans.left(batch)
        for done, each in enumerate(left):
            if told:
                told(done, len(left))
            became = None if stopped() else await one(ports, batch, each)
            if became is None:
                break
            await ports.plans.end(batch, each.change.id, became, ports.clock.now())
        if told:
            told(len(left), len(left))
    return batch


async def _look_again(ports: ChangePorts, batch: Batch) -> None:
    """What was written and not visible then may be seen now; nothing is written."""
    plan = await ports.plans.get(batch.plan_id)
    for each in plan.steps:
        if each.state is State.APPLIED and each.undo is not State.APPROVED:
            with suppress(NotRead, NotWritten):
                now = await ports.estate.look(each.change)
                if same(now.value, each.change.after):
                    seen = Became(State.VERIFIED)
                    await ports.plans.end(batch, each.change.id, seen, ports.clock.now())
