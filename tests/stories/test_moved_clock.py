"""The clock is moved by a week, and everything that is due on the way happens at its own time."""

from datetime import timedelta

from bot.clockwork import walk
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY

NEXT = MONDAY + timedelta(weeks=1)
WEEK = """
2026-11-16T09:00-06:00 check-ins open
2026-11-17T02:00-06:00 the audit runs
2026-11-17T09:00-06:00 check-ins close
2026-11-17T10:00-06:00 digests come
2026-11-18T02:00-06:00 the audit runs
2026-11-19T02:00-06:00 the audit runs
2026-11-19T09:00-06:00 retros open
2026-11-20T02:00-06:00 the audit runs
2026-11-20T14:00-06:00 retros open
2026-11-20T15:00-06:00 retros open
2026-11-21T02:00-06:00 the audit runs
2026-11-22T02:00-06:00 the audit runs
2026-11-23T02:00-06:00 the audit runs
2026-11-23T09:00-06:00 check-ins open
"""


async def test_a_week_on_the_moved_clock_passes_over_nothing(center: Rehearsal) -> None:
    assert await _walked(center) == WEEK.split("\n")[1:-1]

    runs = await center.ports.standards.runs.history(20)
    nights = [each.started_at.astimezone(MONDAY.tzinfo).strftime("%d %H:%M") for each in runs]
    assert nights == [f"{day} 02:00" for day in range(17, 24)]
    retro, closed, opened = center.cards(APOLLO)[-3:]
    assert "closed Tue 17 Nov" in str(retro) + str(closed)
    assert "checkin.answer" in str(opened)
    assert await _walked(center) == [], "what happened does not happen again"


async def _walked(center: Rehearsal) -> list[str]:
    told = []
    async for step in walk.steps(center.database, center.ports, NEXT):
        told.append(walk.told(step, "America/Chicago"))
        center.tenant.set_clock(step.at)
        await walk.arrive(center.database, center.ports, step.at)
    return told
