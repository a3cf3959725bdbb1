"""Tell whom a plan touched, and the teams that it changed, also where the command line did it."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Each is told once for a plan; the card follows what becomes of it."""
    fixes = ports.fixes
    for plan_id in await fixes.notices.untold(ports.clock.now()):
        plan = await fixes.changes.plans.get(plan_id)
        await fixes.notices.tell(plan)
        await fixes.reminders.changed([each.approved_by for each in plan.steps])


SWEEP = Sweep(run, seconds=2)
