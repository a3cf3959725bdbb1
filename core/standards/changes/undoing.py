"""One change is put back as it was just before it was written, unless the world moved on."""

from core.errors import NotRead
from core.standards.changes.applying import NOT_LOOKED, gone
from core.standards.changes.looking import looked, same, seen
from core.standards.changes.model import Batch, Became, State, Step
from core.standards.changes.ports import ChangePorts, Look, NotWritten, Unsure
from core.standards.changes.wording import in_short

MOVED = "It was made {after}, and is {now} now: somebody changed it since. Nothing was put back."
ALREADY = "It is as it was already; nothing was written."
NEVER_SEEN = "What was written is not visible, so nothing was put back. Try again later."
NOT_VISIBLE = "It was put back, and that is not visible yet. Approved again, it is looked at first."
NOT_KNOWN = (
    "It is not known whether it was put back: no answer came. Approved again, it is looked at"
    " first."
)


async def back(ports: ChangePorts, batch: Batch, step: Step) -> Became | None:
    """Put one change back, or say why not; None where no more may be written in this batch."""
    try:
        if step.state is State.UNDOING and await seen(ports, step.change, step.was):
            return Became(State.UNDONE)
        now = await looked(ports, step.change)
        if why := await _hindrance(ports, step, now):
            return Became(State.REFUSED, why)
    except NotRead as error:
        return Became(State.FAILED, NOT_LOOKED.format(reason=error.says.rstrip(".")))
    except NotWritten as error:
        return gone(error)
    if same(now.value, step.was):
        return Became(State.UNDONE, ALREADY)
    return await _write(ports, batch, step, now)


async def _hindrance(ports: ChangePorts, step: Step, now: Look) -> str:
    """Why it is not put back; empty where it may be, or is back already. Raises NotRead."""
    change = step.change
    there = same(now.value, change.after)
    if not there and step.state is State.APPLIED and same(now.value, step.was):
        there = bool(await seen(ports, change, change.after))
        if not there:
            return NEVER_SEEN
    if there:
        return await ports.estate.holds_back(change)
    if same(now.value, step.was):
        return ""
    return MOVED.format(
        after=in_short(change.thing, change.after), now=in_short(change.thing, now.value)
    )


async def _write(ports: ChangePorts, batch: Batch, step: Step, now: Look) -> Became | None:
    change = step.change
    if not await ports.plans.begin(batch, change.id, now.value, now.kept, ports.clock.now()):
        return None
    sure = True
    try:
        await ports.estate.put(change, step.was, Look(now.value, step.kept))
    except Unsure:
        sure = False
    except NotWritten as error:
        return gone(error)
    if await seen(ports, change, step.was):
        return Became(State.UNDONE)
    return Became(State.FAILED, NOT_VISIBLE if sure else NOT_KNOWN)
