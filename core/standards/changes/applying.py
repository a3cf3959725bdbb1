"""One approved change is written: looked at, begun, written once, and looked at again.

The state before is kept before anything is written, so that a process which dies leaves a change
that is *applying*. Whoever goes on looks first: what is seen is not written again, and what is not
seen within the bound of Graph's lag was not made.
"""

from dataclasses import replace

from core.days import local_day
from core.errors import NotRead
from core.standards.changes.looking import looked, same, seen
from core.standards.changes.model import Batch, Became, Change, State, Step
from core.standards.changes.ports import ChangePorts, Look, MovedOn, NotWritten, Unsure
from core.standards.changes.wording import in_short
from core.standards.model import Outcome, Waiver
from core.standards.rules import Verdict
from core.standards.waivers.waiving import Waivers, with_kept

CHANGED = "It has changed since it was shown and approved. Make a new plan."
ALREADY = "It is so already; nothing was written."
MOVED = "It was {before} when it was proposed, and is {now} now: somebody changed it meanwhile."
NOT_VISIBLE = "It was written, and is not visible yet. Later runs look again."
NOT_KNOWN = (
    "It is not known whether it was done: no answer came, and nothing is seen of it. Look again"
    " later; approved again, it is looked at first."
)
OTHER = "It is not known whether it was done: it is {now} now, which nobody asked for here."
NOT_LOOKED = "It could not be looked at ({reason}), so nothing was written."
GONE = "It is not known whether it was done: {says}"
NO_STANDARD = "The standard {name} is not there any more, so nobody asks for this. Make a new plan."
EXCEPTED = "It was not asked for any more by then: there is an exception, or the standard is gone."
HELD = "Nothing was written"  # and why follows


async def forward(ports: ChangePorts, batch: Batch, step: Step) -> Became | None:
    """Write one change, or say why not; None where no more may be written in this batch.

    A crash at any point leaves it to be gone on with.
    """
    change = step.change
    if change.digest != step.digest:
        return Became(State.REFUSED, CHANGED)
    try:
        if step.begun:
            return await _again(ports, batch, step)
        if why := await waived(ports, change):
            return Became(State.REFUSED, why, noted=EXCEPTED)
        now = await looked(ports, change)
    except NotRead as error:
        return Became(State.FAILED, NOT_LOOKED.format(reason=error.says.rstrip(".")))
    except NotWritten as error:
        return gone(error)
    return await _write(ports, batch, change, now)


async def _again(ports: ChangePorts, batch: Batch, step: Step) -> Became | None:
    """It was begun before, so it may have been written: it is looked for as long as Graph lags."""
    change = step.change
    if await seen(ports, change, change.after):
        return Became(State.VERIFIED)
    try:
        now = await looked(ports, change)
    except (NotRead, NotWritten) as error:
        return Became(State.FAILED, GONE.format(says=error.says))
    if not same(now.value, step.was):
        return Became(State.FAILED, OTHER.format(now=in_short(change.thing, now.value)))
    if why := await waived(ports, change):
        return Became(State.REFUSED, why, noted=EXCEPTED)
    return await _write(ports, batch, change, now)


async def _write(ports: ChangePorts, batch: Batch, change: Change, now: Look) -> Became | None:
    if same(now.value, change.after):
        return Became(State.SKIPPED, ALREADY)
    if not same(now.value, change.before):
        moved = MOVED.format(
            before=in_short(change.thing, change.before), now=in_short(change.thing, now.value)
        )
        return Became(State.REFUSED, moved)
    if not await ports.plans.begin(batch, change.id, now.value, now.kept, ports.clock.now()):
        return None
    sure = True
    try:
        await ports.estate.put(change, change.after, now)
    except Unsure:
        sure = False
    except NotWritten as error:
        return gone(error)
    if await seen(ports, change, change.after):
        return Became(State.VERIFIED)
    return Became(State.APPLIED, NOT_VISIBLE) if sure else Became(State.FAILED, NOT_KNOWN)


def gone(error: NotWritten) -> Became:
    """Graph did not take it, or there is nothing any more to be written to."""
    state = State.REFUSED if isinstance(error, MovedOn) else State.FAILED
    return Became(state, error.says, unwritten=True)


async def waived(ports: ChangePorts, change: Change) -> str:
    """Why an exception that holds today forbids it; empty without one."""
    _, zone = await ports.office.center()
    known = with_kept(ports.standards.values(), await ports.waivers.kept())
    standard = next((each for each in known if each.name == change.standard), None)
    if standard is None:
        return NO_STANDARD.format(name=change.standard)
    held = [each for each in standard.waivers if each.rule == change.rule]
    today = local_day(ports.clock.now(), zone)
    waivers = Waivers(tuple([await _by_id(ports, each) for each in held]), today)
    verdict = Verdict(Outcome.FAILED, HELD, seen=change.seen)
    judged = waivers.judge(change.rule, change.subject, verdict)
    return judged.says if judged.outcome is Outcome.WAIVED else ""


async def _by_id(ports: ChangePorts, waiver: Waiver) -> Waiver:
    """A person in it is written by name, and is the subject of a finding by id."""
    known = await ports.plans.person(waiver.person) if waiver.person else None
    return replace(waiver, person=known.id) if known else waiver
