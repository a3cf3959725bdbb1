"""Each kind from its finding to a plan, approved, written, seen by the next audit, and put back."""

import pytest

from core.errors import InputError
from core.standards.changes.kinds import kinds
from core.standards.changes.model import Plan, State
from core.standards.model import Outcome, RemedyMode
from simulator.graph.writes import OF_WRITES
from tests.remedies.company import APOLLO
from tests.remedies.desk import Desk
from tests.remedies.kinds import BY_HAND, STORIES
from tests.remedies.seen import seen

WRITTEN = [each for each in STORIES if each not in BY_HAND]


def test_every_kind_has_its_story() -> None:
    assert {*STORIES} == {*kinds()}
    assert {each for each, kind in kinds().items() if not kind.needs} == {*BY_HAND}


@pytest.mark.parametrize("kind", WRITTEN)
async def test_it_is_applied_seen_by_the_next_audit_and_put_back(desk: Desk, kind: str) -> None:
    (finding,) = await desk.found()
    assert (finding.outcome, finding.rule) == (Outcome.FAILED, desk.story.rule)
    before = seen(desk.world)

    needs = {kinds()[kind].needs, kinds()[kind].undo_needs}
    plan = await desk.holding(needs).plan()
    desk.tenant.deny(*OF_WRITES - needs)
    assert seen(desk.world) == before, "a plan writes nothing"
    step = await desk.apply(plan)
    assert (step.state, step.why) == (State.VERIFIED, "")
    after = seen(desk.world)
    assert (desk.written, after != before) == (1, True)
    assert await desk.found() == []
    assert await desk.events(plan) == ["approved", "begun", "verified"]

    if not kinds()[kind].inverse:
        assert step.change.mode is not RemedyMode.AUTO
        with pytest.raises(InputError, match="cannot be put back"):
            await desk.undo(plan)
        assert (desk.writes, seen(desk.world)) == (1, after)
        return
    step = await desk.undo(plan)
    assert (step.state, step.why) == (State.UNDONE, "")
    assert (desk.written, seen(desk.world)) == (2, before)
    assert [each.says for each in await desk.found()] == [finding.says]
    told = (await desk.ports.plans.entries(plan.id))[-3:]
    assert [each.event.value for each in told] == ["undo approved", "undo begun", "undone"]
    assert {each.by_name for each in told} == {"Kim"}


async def apply(desk: Desk) -> Plan:
    """It is done."""
    plan = await desk.plan()
    step = await desk.apply(plan)
    assert (step.state, step.why) == (State.VERIFIED, "")
    assert await desk.found() == []
    return plan


@pytest.mark.parametrize("kind", ["the only owner of a team", "the only owner of a channel"])
async def test_the_last_owner_is_not_taken_away_again(desk: Desk) -> None:
    plan = await apply(desk)
    step = await desk.undo(plan)
    assert (step.state, step.undo, desk.writes) == (State.VERIFIED, State.REFUSED, 1)
    assert step.why.startswith("nobody else owns it")


@pytest.mark.parametrize("kind", ["an owner of the group who was no member"])
async def test_who_owned_the_group_already_keeps_it(desk: Desk) -> None:
    owners = {*desk.world.directory.rosters[APOLLO.id].owners}
    step = await desk.undo(await apply(desk))
    assert (step.undo, desk.writes) == (State.REFUSED, 1)
    assert "owned the group before" in step.why
    assert {*desk.world.directory.rosters[APOLLO.id].owners} == owners


@pytest.mark.parametrize("kind", ["an app by its manifest, which no team has"])
async def test_an_app_is_found_by_the_id_in_its_manifest(desk: Desk) -> None:
    before = seen(desk.world)
    step = await desk.undo(await apply(desk))
    assert (step.state, seen(desk.world)) == (State.UNDONE, before)
