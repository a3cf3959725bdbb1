"""A batch of a plan: what is approved is done within its budget, by one process at a time."""

from collections.abc import Callable, Collection
from contextlib import suppress

from core.errors import CenterError, NotRead
from core.standards.changes.applying import forward
from core.standards.changes.looking import same
from core.standards.changes.model import Batch, Became, State, Step
from core.standards.changes.ports import ChangePorts, NotWritten
from core.standards.changes.several import several
from core.standards.changes.undoing import back

BUSY = "Somebody else is at work at this plan just now. Try again in a few minutes."

Told = Callable[[int, int], None]  # how many of how many are done


class Busy(CenterError):
    """Another process is at work at the plan; nothing was done."""


async def work(
    ports: ChangePorts,
    batch_id: str,
    told: Told = lambda *_: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Batch:
    """Do what is left of a batch; twice is once, and after a crash it goes on where it was.

    Teams are changed side by side, each in the order of the plan. Where it is `stopped`, what is
    under way ends, and nothing more begins. What was written before and was not visible then is
    looked at again. Raises Busy, NotFound.
    """
    batch = await ports.plans.batch(batch_id)
    async with ports.plans.alone(batch.plan_id) as alone:
        if not alone:
            raise Busy(BUSY)
        if not batch.undo:
            await _look_again(ports, batch, stopped)
        await _change(ports, batch, told, stopped)
    return batch


async def _change(
    ports: ChangePorts, batch: Batch, told: Told, stopped: Callable[[], bool]
) -> None:
    left = await ports.plans.left(batch)
    one = back if batch.undo else forward
    done = 0

    async def change(step: Step) -> bool:
        nonlocal done
        if (became := await one(ports, batch, step)) is None:
            return False
        await ports.plans.end(batch, step.change.id, became, ports.clock.now())
        done += 1
        told(done, len(left))
        return True

    async def room(under_way: Collection[str]) -> int:
        return await ports.plans.room(batch, under_way)

    told(0, len(left))
    await several(left, change, room, stopped)


async def _look_again(ports: ChangePorts, batch: Batch, stopped: Callable[[], bool]) -> None:
    """What was written and not visible then may be seen now; nothing is written."""
    plan = await ports.plans.get(batch.plan_id)
    unseen = [
        each
        for each in plan.steps
        if each.state is State.APPLIED and each.undo is not State.APPROVED
    ]

    async def look(step: Step) -> bool:
        with suppress(NotRead, NotWritten):
            now = await ports.estate.look(step.change)
            if same(now.value, step.change.after):
                seen = Became(State.VERIFIED)
                await ports.plans.end(batch, step.change.id, seen, ports.clock.now())
        return True

    async def room(_: Collection[str]) -> int:
        return len(unseen)

    await several(unseen, look, room, stopped)
