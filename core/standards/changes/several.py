"""Several teams at once, each in the order of the plan, as far as the budget reaches."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nlargest

from core.standards.changes.model import State, Step

AT_ONCE = 64  # where each is seen two seconds after its write, enough for thirty a second
BEGUN = (State.APPLYING, State.UNDOING)  # before a crash, and counted then

One = Callable[[Step], Awaitable[bool]]
Room = Callable[[Collection[str]], Awaitable[int]]  # beside these changes, which are under way


async def several(
    steps: Sequence[Step],
    one: One,
    room: Room,
    stopped: Callable[[], bool],
) -> None:
    """Do each by `one`, until that is false or fails for some step, or it is `stopped`.

    Then no more is begun, and what is under way ends. Those that the budget has `room` for are the
    first of the plan, whichever is done sooner. Raises the first error once all that was under way
    has ended; cancelled, it cancels that.
    """
    run = _Run(one, room, dict(enumerate(steps)))
    async with asyncio.TaskGroup() as group:
        while not stopped():
            for step in await run.next():
                group.create_task(run.do(step))
            if not run.teams:
                break
            await run.one_ended()
    if run.errors:
        raise run.errors[0]


@dataclass(slots=True)
class _Run:
    """What is left by place, and what each team is just getting."""

    one: One
    room: Room
    rest: dict[int, Step]
    teams: dict[str, str] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def next(self) -> list[Step]:
        """What may begin now: of each team one at a time."""
        with self._kept():
            places = self._places(await self.room(list(self.teams.values())))
            chosen = [self.rest.pop(place) for place in places]
            self.teams.update((each.change.team_id, each.change.id) for each in chosen)
            return chosen
        return []

    def _places(self, room: int) -> list[int]:
        """The teams with the most to be done first: each takes its time, however many are free."""
        within: dict[str, list[int]] = defaultdict(list)
        for place, step in self.rest.items():
            room -= step.state not in BEGUN
            if room >= 0 or step.state in BEGUN:
                within[step.change.team_id].append(place)
        free = [places for team, places in within.items() if team not in self.teams]
        chosen = nlargest(AT_ONCE - len(self.teams), free, key=len)
        return [places[0] for places in chosen]

    async def do(self, step: Step) -> None:
        """One step, to its end."""
        with self._kept():
            if not await self.one(step):
                self.rest.clear()
        del self.teams[step.change.team_id]
        self.ended.set()

    async def one_ended(self) -> None:
        """Returns when something that was under way is not any more."""
        await self.ended.wait()
        self.ended.clear()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """An error must not cut off another step between its write and the look after it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - it is raised at the end
            self.errors.append(error)
            self.rest.clear()
