"""What a run over a plan tells of each change: one of six words, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from core.standards.changes.model import State, Step
from core.standards.model import RemedyMode

BY_HAND = "It is done by hand: {steps}"
NOT_CHOSEN = "It was not chosen."
BY_NAME = "It touches people, names or content, so it is approved by its id: --only {id}"
BEYOND = "It is approved and beyond this run's budget; the next run goes on with it."
BROKEN_OFF = "It was broken off, and may have been written; the next run looks first."
LEFT = "It was written before, and stays as it is."


@dataclass(frozen=True, slots=True)
class Told:
    """A step with what is told of it. It is `fine` where nothing is left to do or to look at."""

    step: Step
    state: State
    why: str
    fine: bool = True


def told_of(step: Step, chosen: Collection[str], *, undo: bool) -> Told:
    """Of what was not chosen, only that; `chosen` are the ids of changes."""
    if step.change.mode is RemedyMode.GUIDED:
        steps = step.change.steps or "its rule says how."
        return Told(step, State.SKIPPED, BY_HAND.format(steps=steps))
    if step.change.id not in chosen:
        return _not_chosen(step, undo=undo)
    return _undone(step) if undo else _applied(step)


def _not_chosen(step: Step, *, undo: bool) -> Told:
    if step.state in (State.PROPOSED, State.APPROVED):
        by_name = step.change.mode is RemedyMode.APPROVE and not undo
        says = BY_NAME.format(id=step.change.id) if by_name else NOT_CHOSEN
        return Told(step, State.SKIPPED, says)
    if step.state in (State.APPLYING, State.UNDOING):
        return Told(step, State.FAILED, BROKEN_OFF)
    return Told(step, step.state, step.why)


def _applied(step: Step) -> Told:
    match step.state:
        case State.VERIFIED | State.SKIPPED | State.UNDONE:
            return Told(step, step.state, step.why)
        case State.APPROVED | State.PROPOSED:
            return Told(step, State.SKIPPED, BEYOND, fine=False)
        case State.APPLYING | State.UNDOING:
            return Told(step, State.FAILED, BROKEN_OFF, fine=False)
    return Told(step, step.state, step.why, fine=False)


def _undone(step: Step) -> Told:
    if step.state is State.UNDONE:
        return Told(step, State.UNDONE, step.why)
    if step.undo in (State.REFUSED, State.FAILED):
        return Told(step, step.undo, step.why, fine=False)
    if step.state is State.UNDOING:
        return Told(step, State.FAILED, BROKEN_OFF, fine=False)
    if step.undo is State.APPROVED:
        return Told(step, State.SKIPPED, BEYOND, fine=False)
    return Told(step, step.state, step.why)
