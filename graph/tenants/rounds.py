"""Asks every question, and once more at the end those that a passing fault has spoiled."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from core.facts import Gap
from graph.tenants.progress import TeamsDone
from graph.wire.asks import Ask, Json
from graph.wire.batch import Take, read_each
from graph.wire.client import GraphClient
from graph.wire.reasons import passes

Question = Callable[[], Coroutine[Any, Any, object]]

MOST_APART = 120  # of more than these it is not one that is to blame

log = logging.getLogger(__name__)


async def read_late(client: GraphClient, asks: Sequence[Ask], take: Take) -> None:
    """As `read_each`, the second time: of a few each is asked by itself.

    One that breaks off whatever request it is in, or lets it wait, takes nobody along then.
    """
    together = len(asks) if len(asks) > MOST_APART else 1

    async def heard(first: int, place: int, answer: Json | Gap) -> object:
        return await take(first + place, answer)

    async with asyncio.TaskGroup() as group:
        for first in range(0, len(asks), together):
            some = asks[first : first + together]
            group.create_task(read_each(client, some, partial(heard, first)))


class Rounds:
    """Nothing is asked a third time, so a fault that does not pass costs twice and no more.

    Where nobody waits, a while lies between the two.
    """

    def __init__(self, client: GraphClient, done: TeamsDone) -> None:
        self._client = client
        self._done = done
        self._late: list[tuple[Ask, Callable[[Json | Gap], Coroutine[Any, Any, object]]]] = []
        self._alone: list[Question] = []
        self._failed_at = 0.0  # the last of them

    @property
    def unsettled(self) -> bool:
        """Whether anything waits for its second time."""
        return bool(self._late or self._alone)

    async def each(self, asks: Sequence[Ask], take: Take) -> None:
        """Hands each answer over, and tells of the team whose it is. Of two the last counts."""

        async def heard(place: int, answer: Json | Gap) -> object:
            found = await take(place, answer)
            if self.spoilt(found):
                self._late.append((asks[place], partial(take, place)))
            self._done.heard(asks[place].team)
            return found

        await read_each(self._client, asks, heard)

    async def alone(self, question: Question) -> None:
        """The same for what is asked by itself."""
        if self.spoilt(await question()):
            self._alone.append(question)

    async def once_more(self) -> None:
        """All that was spoiled so far: a few each by itself, many in as few requests as can be."""
        late, self._late = self._late, []
        alone, self._alone = self._alone, []
        await self.rest(len(late) + len(alone))
        log.info("graph reads again questions=%d", len(late) + len(alone))

        async def heard(place: int, answer: Json | Gap) -> object:
            found = await late[place][1](answer)
            self._done.heard_again()
            return found

        async def asked(question: Question) -> None:
            await question()
            self._done.heard_again()

        async with asyncio.TaskGroup() as group:
            for question in alone:
                group.create_task(asked(question))
            group.create_task(read_late(self._client, [ask for ask, _ in late], heard))

    async def rest(self, questions: int) -> None:
        """Until the last fault is a while ago; so many `questions` are asked again then."""
        pause = self._client.pause(self._failed_at)
        self._done.again(questions, pause)
        if pause:
            await self._client.sleep(pause)

    def spoilt(self, found: object) -> bool:
        """Whether it is a gap that may be none the second time."""
        spoilt = isinstance(found, Gap) and passes(found)
        if spoilt:
            self._failed_at = self._client.now()
        return spoilt
