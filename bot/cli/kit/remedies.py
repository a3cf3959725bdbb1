"""`remedies apply` and `undo`: what somebody approves is done here, one change after another."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.kit import files, plan_files
from bot.cli.kit.approvers import approver
from bot.cli.kit.bench import Bench, bench
from bot.cli.kit.progress import shown
from bot.runtime import database, settings
from core.errors import InputError, NotFound, Stopped
from core.standards.changes.approving import approve, approve_undo, is_undoable
from core.standards.changes.model import Batch, Change, Pick, Plan, Who
from core.standards.changes.outcomes import Told, told_of
from core.standards.changes.working import work
from core.standards.model import RemedyMode
from core.words import listed
from pages.kit.formats import find
from pages.standards import plans as formats
from store.database import Database

DONE, IN_PART = 0, 3  # exit codes
NOT_THERE = "The plan of {file} is not kept here. {anew}"
STOPPED = (
    "Stopped after {done}; what was approved and not begun is approved no more. The same command"
    " again goes on."
)
BROKEN_OFF = (
    "Broken off at {done}, which may be done or not; what was not begun is approved no more. The"
    " same command again looks first, and goes on."
)


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the options say; no `only` is all, no `format` what the output is for."""

    file: Path
    person: str
    only: tuple[str, ...]
    budget: int
    format: str | None


async def apply(asked: RunOptions) -> int:
    """Approve what the file picks, do it, and tell what became of it; the exit code."""
    id_, changes = plan_files.read(asked.file)
    async with _at_work() as (opened, at):
        kept = await _kept(asked, at, id_)
        picked = plan_files.picks(asked.file, changes, kept)
        who = await approver(opened, at.ports, at.directory, asked.person)
        plan = await at.ports.plans.get(id_)
        chosen = _chosen(asked, plan, picked)
        picks = [
            Pick(each.change.id, each.change.digest, picked[each.change.id])
            for each in plan.steps
            if each.change.id in chosen
        ]
        if not picks:
            return _tell(asked, plan, [told_of(each, chosen, undo=False) for each in plan.steps])
        batch = await approve(at.ports, id_, picks, who, budget=asked.budget, job=False)
        return await _done(asked, at, batch, chosen, who)


async def undo(asked: RunOptions) -> int:
    """Approve that it is put back, do that, and tell what became of it; the exit code."""
    id_, _ = plan_files.read(asked.file)
    async with _at_work() as (opened, at):
        await _kept(asked, at, id_)
        who = await approver(opened, at.ports, at.directory, asked.person)
        plan = await at.ports.plans.get(id_)
        _check_named(asked, [each.change for each in plan.steps])
        chosen = set(asked.only) or {each.change.id for each in plan.steps if is_undoable(each)}
        if not chosen:
            return _tell(asked, plan, [told_of(each, chosen, undo=True) for each in plan.steps])
        wanted = [each.change.id for each in plan.steps if each.change.id in chosen]
        batch = await approve_undo(at.ports, id_, wanted, who, budget=asked.budget, job=False)
        return await _done(asked, at, batch, chosen, who)


@asynccontextmanager
async def _at_work() -> AsyncIterator[tuple[Database, Bench]]:
    found = settings()
    logging.getLogger("graph").setLevel(logging.ERROR)  # what became of each change tells instead
    async with database(found) as opened, bench(found, opened) as at:
        yield opened, at


async def _kept(asked: RunOptions, at: Bench, plan_id: str) -> Sequence[Change]:
    """What was proposed. Raises InputError where the plan is of another database."""
    try:
        await at.ports.plans.get(plan_id)
    except NotFound as error:
        says = NOT_THERE.format(file=asked.file, anew=plan_files.ANEW)
        raise InputError(says) from error
    return await at.ports.plans.proposed(plan_id)


def _chosen(asked: RunOptions, plan: Plan, picked: Mapping[str, str]) -> Collection[str]:
    """The ids that are named; else what can be taken back, and what was picked in the file.

    All else touches people, names or content, and is approved one by one.
    """
    changes = [each.change for each in plan.steps]
    _check_named(asked, changes)
    if asked.only:
        return set(asked.only)
    preselected = {each.id for each in changes if each.mode is RemedyMode.AUTO}
    return preselected | {each.id for each in changes if picked.get(each.id)}


def _check_named(asked: RunOptions, changes: Sequence[Change]) -> None:
    known = {each.id for each in changes}
    if unknown := [each for each in asked.only if each not in known]:
        raise InputError(f"The plan has no change {listed(unknown, 3)}. Nothing was done.")


async def _done(
    asked: RunOptions, at: Bench, batch: Batch, chosen: Collection[str], who: Who
) -> int:
    await _work(at, batch, who)
    plan = await at.ports.plans.get(batch.plan_id)
    told = [told_of(each, chosen, undo=batch.undo) for each in plan.steps]
    return _tell(asked, plan, told)


async def _work(at: Bench, batch: Batch, who: Who) -> None:
    """Ctrl-C ends it after the change at hand, once more at once. Raises Stopped."""
    stopped, in_all = asyncio.Event(), 0
    with shown(sys.stderr, "Undoing" if batch.undo else "Applying") as progress:

        def tell(done: int, total: int) -> None:
            nonlocal in_all
            in_all = total
            progress("changes", done, min(total, max(batch.budget, done)))

        working = asyncio.create_task(work(at.ports, batch.id, tell, stopped.is_set))
        try:
            await asyncio.shield(working)
        except asyncio.CancelledError as error:
            stopped.set()
            # At once: what is approved still would be begun by the next server that looks.
            left = await _withdrawn(at, batch, who)
            says = STOPPED if await _ended(working) else BROKEN_OFF
            raise Stopped(says.format(done=f"{in_all - left} of {in_all}")) from error


async def _withdrawn(at: Bench, batch: Batch, who: Who) -> int:
    """How many approvals were taken back, whoever presses Ctrl-C meanwhile."""
    withdrawing = at.ports.plans.withdraw(batch.plan_id, who, at.ports.clock.now())
    taken_back = asyncio.create_task(withdrawing)
    with suppress(asyncio.CancelledError):
        return await asyncio.shield(taken_back)
    return await taken_back


async def _ended(working: asyncio.Task[Batch]) -> bool:
    """Whether the change at hand came to its end; else it is broken off."""
    try:
        await asyncio.shield(working)
    except asyncio.CancelledError:
        working.cancel()
        await asyncio.wait([working])
        return False
    return True


def _tell(asked: RunOptions, plan: Plan, told: Sequence[Told]) -> int:
    name = asked.format or ("table" if sys.stdout.isatty() else "json")
    files.to_output(find(formats, name).write(plan, told))
    return DONE if all(each.fine for each in told) else IN_PART
