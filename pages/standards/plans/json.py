"""A plan as a file: for reading, for picking, and for giving back; and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from json import dumps
from typing import Any

from core.standards.changes.model import Change, Plan
from core.standards.changes.outcomes import Told
from pages.kit.formats import FileFormat
from pages.kit.times import utc


def write(plan: Plan, told: Sequence[Told]) -> Iterator[str]:
    """One change a line, in the order of applying, each with its state."""
    states = [{**change(each.step.change), "state": each.state, "why": each.why} for each in told]
    yield from _file(plan, states)


def file(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    """The plan as it was proposed."""
    yield from _file(plan, [change(each) for each in changes])


def change(each: Change) -> Mapping[str, Any]:
    """Every key is always there. `target` or `after` may be picked, as `picks` says."""
    subject = each.subject
    return {
        "id": each.id,
        "kind": each.kind,
        "mode": each.mode.value,
        "team": each.team_id,
        "team_name": each.team_name,
        "subject": {"type": subject.type.value, "id": subject.id, "name": subject.name},
        "rule": each.rule,
        "standard": each.standard,
        "says": each.says,
        "target": each.target,
        "label": each.label,
        "before": each.before,
        "after": each.after,
        "picks": each.picks.value,
        "choices": [one.value for one in each.choices],
        "labels": [one.label for one in each.choices],
        "needs": each.needs,
        "steps": each.steps,
        "link": each.link,
    }


def _file(plan: Plan, changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    head = {
        "id": plan.id,
        "made_at": utc(plan.made_at, "milliseconds"),
        "standards": list(plan.standards),
    }
    yield f'{{"plan": {dumps(head)},\n "changes": ['
    before = "\n"
    for each in changes:
        yield f"{before}  {dumps(each)}"
        before = ",\n"
    yield "\n]}\n" if changes else "]}\n"


FORMAT = FileFormat(write, title="for programs: every change with its state, one a line")
