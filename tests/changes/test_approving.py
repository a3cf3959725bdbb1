"""Who approves what, and what is read for it."""

from dataclasses import replace

import pytest

from core.errors import NotRead
from core.standards import who
from core.standards.changes.approving import approve
from core.standards.changes.model import Pick, Picks
from tests.changes.world import PAT, Scene, change


def test_whoever_may_approve_may_put_it_back() -> None:
    assert who.FIX.roles <= who.UNDO.roles


async def test_what_is_written_is_judged_by_no_more_than_standards_ask_for(here: Scene) -> None:
    made = replace(change(1), after=None, picks=Picks.TEXT)
    plan = await here.plan(made)
    with pytest.raises(NotRead):
        await approve(here.ports, plan.id, [Pick(made.id, made.digest, "New")], PAT, job=False)
    assert here.office.tabs_in == [frozenset()], "no standard asks for tabs, so none are read"
