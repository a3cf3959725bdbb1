"""Whatever goes wrong in whatever order: nothing is called done that is not, nor done twice."""

from collections.abc import Awaitable, Callable
from random import Random

import pytest

from core.errors import NotRead
from core.standards.changes.kinds import kinds
from core.standards.changes.model import Plan, State, Step
from simulator.faults import Fault, FaultKind, Where
from tests.remedies.desk import WRITING, Desk
from tests.remedies.kinds import BY_HAND, STORIES
from tests.remedies.seen import seen

THINGS = {kinds()[each].thing: each for each in STORIES if each not in BY_HAND}
TROUBLES = (
    *(FaultKind.THROTTLE, FaultKind.UNAVAILABLE, FaultKind.GATEWAY_TIMEOUT, FaultKind.SIGN_IN),
    *(FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.GATEWAY_AFTER),
    *(FaultKind.TIMEOUT_AFTER, FaultKind.TIMEOUT, FaultKind.CONFLICT, FaultKind.GONE),
    *(FaultKind.FORBIDDEN, FaultKind.BAD, FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER),
    *(FaultKind.HTML, FaultKind.NOTHING, FaultKind.GARBLED, FaultKind.ODD, FaultKind.OTHER_SHAPE),
    *(FaultKind.NULLS, FaultKind.OTHER_TYPES, FaultKind.EMPTY_PAGE, FaultKind.LOOP),
    *(FaultKind.IDS_ONLY, FaultKind.NOTHING_SAID, FaultKind.NAMELESS, FaultKind.NEW_WORDS),
)
TIMES = 6


def trouble(desk: Desk, chance: Random) -> None:
    """Some of the next reads and writes fail, each in its way."""
    desk.tenant.clear_faults()
    for method in ("GET", *WRITING):
        desk.tenant.fault(
            Fault(
                chance.choice(TROUBLES),
                share=0.3 if method == "GET" else 0.8,
                times=chance.randint(1, 3),
                retry_after=0.1,
                method=method,
                where=Where.GRAPH_PART,
            )
        )


async def through(
    desk: Desk, plan: Plan, act: Callable[[Plan], Awaitable[Step]], end: State, writes: int
) -> None:
    """Tried again and again, and at last without trouble."""
    chance = Random(desk.kind)  # noqa: S311
    for left in reversed(range(TIMES)):
        trouble(desk, chance)
        if not left:
            desk.tenant.clear_faults()
        try:
            step = await act(plan)
        except NotRead:  # what was written could not be judged, so nothing was approved
            continue
        assert desk.written <= writes
        if step.state is end:
            assert desk.written == writes
            break
    assert (await desk.step(plan)).state is end


@pytest.mark.parametrize("kind", THINGS.values())
async def test_it_is_done_once_and_put_back_once(desk: Desk, kind: str) -> None:
    plan, before = await desk.plan(), seen(desk.world)
    await through(desk, plan, desk.apply, State.VERIFIED, 1)
    desk.tenant.clear_faults()
    assert await desk.found() == []
    if kinds()[kind].inverse:
        await through(desk, plan, desk.undo, State.UNDONE, 2)
        assert seen(desk.world) == before
