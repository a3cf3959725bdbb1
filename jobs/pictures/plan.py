"""A plan: for who approved it, for whom it touched, and in the channel of a team it changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from cards.kit.message import message
from cards.standards import plan as own
from cards.standards import plan_notice
from core.errors import NotFound
from core.ports import Ports
from core.standards.changes.model import Plan, State, Step, Thing
from jobs.pictures import Picture

DONE = frozenset({State.APPLIED, State.VERIFIED, State.UNDONE})
SOMEBODY = "the Process Center"
GONE = "What this told of is not there any more."


async def draw(ports: Ports, plan_id: str, recipient: str) -> dict[str, Any]:
    """`recipient` is a person, or the id of the team in whose channel it is."""
    plan = await ports.changes.plans.get(plan_id)
    people = [name for each in plan.steps for name in (each.approved_by, each.undo_by) if name]
    names = await ports.fixes.notices.names(people)
    team = [each for each in plan.steps if each.change.team_id == recipient]
    if team:
        told = [each for each in team if each.state in DONE and not _personal(each)]
        by, back = _approved(names, told), _undone(names, told)
        return message(plan_notice.for_channel(told, by, back))
    if recipient in {each.approved_by for each in plan.steps}:
        by, back = names.get(recipient, SOMEBODY), _undone(names, plan.steps)
        return message(own.build(plan, _team(plan), by, back))
    touched = [
        each
        for each in plan.steps
        if each.state in DONE and _personal(each) and each.change.target == recipient
    ]
    if not touched:
        raise NotFound(GONE)
    of = touched[-1].change.team_name
    by = _undone(names, touched[-1:]) or _approved(names, touched)
    return message(plan_notice.for_person(touched, of, by))


def _personal(step: Step) -> bool:
    return step.change.thing in (Thing.ROLE, Thing.CHANNEL_ROLE)


def _team(plan: Plan) -> str:
    teams = {each.change.team_id: each.change.team_name for each in plan.steps}
    return next(iter(teams.values())) if len(teams) == 1 else f"{len(teams):,} teams"


def _approved(names: Mapping[str, str], steps: Sequence[Step]) -> str:
    return names.get(steps[-1].approved_by, SOMEBODY) if steps else SOMEBODY


def _undone(names: Mapping[str, str], steps: Sequence[Step]) -> str:
    """Who put the last of it back; empty where nothing is."""
    back = [each for each in steps if each.state is State.UNDONE]
    return names.get(back[-1].undo_by, SOMEBODY) if back else ""


PICTURE = Picture(draw)
