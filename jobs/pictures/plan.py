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
    names = await ports.fixes.notices.names([each.approved_by for each in plan.steps])
    team = [each for each in plan.steps if each.change.team_id == recipient]
    if team:
        told = [each for each in team if each.state in DONE and not _personal(each)]
        return message(plan_notice.for_channel(told, _name(names, told)))
    if recipient in {each.approved_by for each in plan.steps}:
        return message(own.build(plan, _team(plan), names.get(recipient, SOMEBODY)))
    touched = [
        each
        for each in plan.steps
        if each.state in DONE and _personal(each) and each.change.target == recipient
    ]
    if not touched:
        raise NotFound(GONE)
    of = touched[-1].change.team_name
    return message(plan_notice.for_person(touched, of, _name(names, touched)))


def _personal(step: Step) -> bool:
    return step.change.thing in (Thing.ROLE, Thing.CHANNEL_ROLE)


def _team(plan: Plan) -> str:
    teams = {each.change.team_id: each.change.team_name for each in plan.steps}
    return next(iter(teams.values())) if len(teams) == 1 else f"{len(teams):,} teams"


def _name(names: Mapping[str, str], steps: Sequence[Step]) -> str:
    return names.get(steps[-1].approved_by, SOMEBODY) if steps else SOMEBODY


PICTURE = Picture(draw)
