"""Somebody approves changes of a plan, or that they are put back: who may, and exactly what."""

from collections.abc import Collection, Sequence
from uuid import uuid4

from core.errors import InputError, NotAllowed, NotFound, NotRead
from core.people.roles import Role
from core.standards.changes.fitting import fits
from core.standards.changes.kinds import kinds
from core.standards.changes.model import (
    Batch,
    Change,
    Pick,
    Picks,
    Plan,
    State,
    Step,
    Who,
)
from core.standards.changes.ports import ChangePorts, MovedOn
from core.standards.engine import reads, tabs_in
from core.standards.facts import Tenant
from core.standards.model import RemedyMode

BUDGET = 10  # changes a run, unless somebody says otherwise
STAFF_ONLY = "Only the Process Center approves this: {what}. Ask there."
OWNERS_ONLY = "Only an owner of {team} or the Process Center approves this."
UNREAD = "Nobody could tell whether you own {team} ({reason}). Try again in a few minutes."
CHANGED = "This has changed since it was shown: {what}. Look at it again, then approve."
GONE = "There is no such change in this plan any more. Make a new plan."
BY_HAND = "This is done by hand: {what}. Follow its steps."
ALONE = "This is approved on its own, without others: {what}."
WRITE = "Write what it becomes: {what}."
NO_WAY_BACK = "This cannot be put back: {what}."
NOT_DONE = "This was not done, so there is nothing to put back: {what}."
NOTHING = "Nothing is chosen. Choose what is to be done."
BACK = "It is put back already, by {person}."
BACK_FOR_EVER = "What was changed cannot be put back."
UNCHANGED = "Nothing of this was changed, so there is nothing to put back."
NOTHING_WAITS = "Nothing of this waits any more."
SOMEBODY = "somebody whose name is not known"
AGAIN = frozenset({State.PROPOSED, State.SKIPPED, State.REFUSED, State.FAILED})
DONE = frozenset({State.APPLIED, State.VERIFIED, State.UNDOING})


class ChangedSince(InputError):
    """What is approved is not what was shown; nothing was stored. Show it anew."""


async def approve(
    ports: ChangePorts,
    plan_id: str,
    picks: Sequence[Pick],
    who: Who,
    *,
    budget: int = BUDGET,
    job: bool = True,
) -> Batch:
    """Approve what is picked, and begin with it: a worker does, or without `job` who asks.

    What is approved or done already stays as it is, so twice is once; of what is approved and
    waits, the next run is begun. Raises NotFound, NotAllowed, ChangedSince where it is not as it
    was shown, InputError for a pick that is none.
    """
    plan = await ports.plans.get(plan_id)
    picked = {each.id: each for each in picks}
    steps = _named(plan, list(picked))
    await _check_may(ports, [each.change for each in steps], who)
    waiting = [each for each in steps if each.state in AGAIN]
    chosen = [await _chosen(ports, each.change, picked[each.change.id]) for each in waiting]
    _check_alone(chosen)
    batch = Batch(uuid4().hex, plan_id, undo=False, budget=budget)
    await ports.plans.approve(batch, chosen, who, ports.clock.now(), job=job)
    return batch


async def approve_undo(
    ports: ChangePorts,
    plan_id: str,
    ids: Sequence[str],
    who: Who,
    *,
    budget: int = BUDGET,
    job: bool = True,
) -> Batch:
    """Approve that these are put back; without `ids` all that the plan changed and can be.

    Without `ids` nothing else of it is done any more, either. Raises NotFound, NotAllowed, and
    InputError where there is nothing to put back.
    """
    plan = await ports.plans.get(plan_id)
    steps = _named(plan, ids) if ids else [each for each in plan.steps if is_undoable(each)]
    if not steps:
        raise InputError(await _nothing_left(ports, plan))
    for each in steps:
        if each.state not in DONE:
            raise InputError(_about(NOT_DONE, each.change))
        if not is_undoable(each):
            raise InputError(_about(NO_WAY_BACK, each.change))
    to_come = [] if ids else [each for each in plan.steps if each.state is State.APPROVED]
    await _check_may(ports, [each.change for each in (*steps, *to_come)], who)
    if to_come:
        await ports.plans.withdraw(plan_id, who, ports.clock.now(), of_undo=False)
    batch = Batch(uuid4().hex, plan_id, undo=True, budget=budget)
    named = [each.change.id for each in steps]
    await ports.plans.approve_undo(batch, named, who, ports.clock.now(), job=job)
    return batch


async def stop(ports: ChangePorts, plan_id: str, who: Who) -> None:
    """Take back what was approved of a plan and is not begun; what is under way ends.

    It may be approved again. Raises NotFound, NotAllowed, and InputError where nothing waits.
    """
    plan = await ports.plans.get(plan_id)
    waiting = [each.change for each in plan.steps if waits(each)]
    if not waiting:
        raise InputError(NOTHING_WAITS)
    await _check_may(ports, waiting, who)
    await ports.plans.withdraw(plan_id, who, ports.clock.now())


def waits(step: Step) -> bool:
    """Whether it was approved, or that it is put back was, and it is not begun."""
    if step.undo is State.APPROVED:
        return step.state is not State.UNDOING
    return step.state is State.APPROVED


def is_undoable(step: Step) -> bool:
    """Whether it was changed, and its kind can be put back."""
    kind = kinds().get(step.change.kind)
    return step.state in DONE and kind is not None and bool(kind.inverse)


async def _nothing_left(ports: ChangePorts, plan: Plan) -> str:
    """Why nothing of a plan can be put back."""
    back = max(
        (each for each in plan.steps if each.state is State.UNDONE and each.at),
        key=lambda each: (each.at, each.change.id),
        default=None,
    )
    if back:
        by = await ports.plans.person(back.undo_by)
        return BACK.format(person=by.name if by and by.name != by.id else SOMEBODY)
    return BACK_FOR_EVER if any(each.state in DONE for each in plan.steps) else UNCHANGED


async def may(ports: ChangePorts, changes: Collection[Change], who: Who) -> bool:
    """Whether they may approve all of these now, for who only wants to know what to offer."""
    try:
        await _check_may(ports, changes, who)
    except NotAllowed:
        return False
    return True


async def _check_may(ports: ChangePorts, changes: Collection[Change], who: Who) -> None:
    """Staff may anything; an owner what is for owners in a team that Graph says is theirs now."""
    if not changes:
        raise InputError(NOTHING)
    if await ports.parts.is_staff(who.id):
        return
    for each in changes:
        if not each.owners_may:
            raise NotAllowed(_about(STAFF_ONLY, each))
    for each in {each.team_id: each for each in changes}.values():
        await _check_owner(ports, each, who)


async def _check_owner(ports: ChangePorts, change: Change, who: Who) -> None:
    part = await ports.parts.at(None, change.team_id, who.id)
    if part.roles.isdisjoint({Role.TEAM_OWNER, Role.PERHAPS_OWNER}):
        raise NotAllowed(_about(OWNERS_ONLY, change))
    try:
        owns = await ports.estate.owns(change.team_id, who.id)
    except (NotRead, MovedOn) as error:
        reason = error.says.rstrip(".")
        raise NotAllowed(UNREAD.format(team=change.team_name, reason=reason)) from error
    if not owns:
        raise NotAllowed(_about(OWNERS_ONLY, change))


def _named(plan: Plan, ids: Sequence[str]) -> list[Step]:
    steps = {each.change.id: each for each in plan.steps}
    try:
        return [steps[each] for each in dict.fromkeys(ids)]
    except KeyError as error:
        raise NotFound(GONE) from error


async def _chosen(ports: ChangePorts, change: Change, pick: Pick) -> Change:
    """The change as it was picked; it may have been approved with another pick before."""
    if change.mode is RemedyMode.GUIDED:
        raise InputError(_about(BY_HAND, change))
    if change.digest != pick.digest:
        raise ChangedSince(_about(CHANGED, change))
    if pick.value and change.picks is not Picks.NOTHING:
        change = change.picked(await _fitting(ports, change, pick.value))
    if change.is_open:
        raise InputError(_about(WRITE, change))
    return change


async def _fitting(ports: ChangePorts, change: Change, value: str) -> str:
    """What was picked or written, as it can be set; what is written is judged by its team now."""
    tenant, standards = Tenant("", "", ()), list(ports.standards.values())
    if change.picks is Picks.TEXT:
        value = " ".join(value.split())
        tenant = await team_now(ports, change.team_id)
    if why := fits(change, value, tenant, standards):
        raise InputError(why)
    return value


async def team_now(ports: ChangePorts, team_id: str) -> Tenant:
    """The tenant with this team alone, as all standards read it. Raises NotRead."""
    standards = list(ports.standards.values())
    reading = await ports.tenants.read(
        reads(standards), [team_id], ports.clock.now(), tabs_in=tabs_in(standards)
    )
    return reading.tenant


def _check_alone(changes: Sequence[Change]) -> None:
    for each in changes:
        kind = kinds().get(each.kind)
        if kind and kind.alone and len(changes) > 1:
            raise InputError(_about(ALONE, each))


def _about(says: str, change: Change) -> str:
    title = kinds()[change.kind].title.format(label=change.label)
    what = title if change.team_name in title else f"{title}, in {change.team_name}"
    return says.format(what=what, team=change.team_name)
