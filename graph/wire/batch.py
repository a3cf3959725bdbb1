"""Asks many questions in few requests, and keeps a failing one from spoiling its neighbours."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from math import ceil
from typing import Any

from core.errors import NotRead
from core.facts import Gap
from graph.wire.asks import Ask, Json
from graph.wire.client import GraphClient
from graph.wire.decode import as_object
from graph.wire.memory import recalled, remember
from graph.wire.quotas import ENVELOPES_AT_ONCE, IN_ENVELOPE, QUOTAS, Bucket
from graph.wire.reasons import GARBLED, UNANSWERED, Away, reason

# Gives the gap that is left of an answer where it made no sense, or anything else.
Take = Callable[[int, Json | Gap], Coroutine[Any, Any, object]]


async def read_many(client: GraphClient, asks: Sequence[Ask]) -> list[Json | Gap]:
    """The answer to each of `asks`, in their order; nothing raises but a mistake of ours."""
    answers: list[Json | Gap] = [Gap(UNANSWERED)] * len(asks)

    async def take(place: int, answer: Json | Gap) -> None:
        answers[place] = answer

    await read_each(client, asks, take)
    return answers


async def read_each(client: GraphClient, asks: Sequence[Ask], take: Take) -> None:
    """Hands each answer over once, with its place in `asks`, as soon as it is there.

    A part that was throttled is asked again by itself after its own delay.
    """
    run = _Run(client, asks, take)
    known = await recalled(client.memory, asks)
    left = [place for place in range(len(asks)) if place not in known]
    async with asyncio.TaskGroup() as group:
        for place, answer in known.items():
            group.create_task(take(place, answer))
        for envelope in envelopes([asks[place] for place in left]):
            group.create_task(run.ask([left[place] for place in envelope], attempt=1))


def envelopes(asks: Sequence[Ask]) -> list[list[int]]:
    """Places in `asks`, put together by bucket and never two of one team.

    Four a second is all that one team answers, so the same team twice would waste permits.
    """
    full: list[list[int]] = []
    filling: dict[Bucket, list[tuple[list[int], set[str]]]] = {bucket: [] for bucket in Bucket}
    for place, ask in enumerate(asks):
        bucket = QUOTAS[ask.kind].bucket
        fits = (each for each in filling[bucket] if not ask.team or ask.team not in each[1])
        envelope = next(fits, None)
        if envelope is None:
            envelope = ([], set())
            filling[bucket].append(envelope)
        envelope[0].append(place)
        envelope[1].add(ask.team)
        if len(envelope[0]) == IN_ENVELOPE[bucket]:
            filling[bucket].remove(envelope)
            full.append(envelope[0])
    return full + [places for rest in filling.values() for places, _ in rest]


class _Run:
    """Who takes the answers, and whether Graph turned out to be away as a whole."""

    def __init__(self, client: GraphClient, asks: Sequence[Ask], take: Take) -> None:
        self._client = client
        self._asks = asks
        self._take = take
        self._away: Gap | None = None
        self._turns = {bucket: asyncio.Semaphore(ENVELOPES_AT_ONCE) for bucket in Bucket}

    async def ask(self, places: list[int], attempt: int, after: float = 0.0) -> None:
        """Sends one envelope, and what passes in it once more."""
        await self._client.sleep(after)
        parts = await self._parts(places)
        await self._make_way(places, parts, attempt)
        again: defaultdict[float, list[int]] = defaultdict(list)
        async with asyncio.TaskGroup() as group:
            for place, part in zip(places, parts, strict=True):
                seconds = self._wait(part, attempt)
                if seconds is None:
                    group.create_task(self._taken(place, _answer(self._asks[place], part)))
                else:
                    again[seconds].append(place)
            for seconds, late in again.items():
                group.create_task(self.ask(late, attempt + 1, seconds))

    async def _taken(self, place: int, answer: Json | Gap) -> None:
        """What was understood need not be asked for again after a crash."""
        if not isinstance(await self._take(place, answer), Gap):
            await remember(self._client.memory, self._asks[place], answer)

    async def _make_way(self, places: list[int], parts: Sequence[Json | Gap], attempt: int) -> None:
        """Entra's limit is one for all. Of Teams, a limit that is used up refuses most parts, and a
        team that is asked too much only its own.
        """
        told = [self._client.told(_status(part), _headers(part), attempt) for part in parts]
        refused = [seconds for seconds in told if seconds is not None]
        of_entra = QUOTAS[self._asks[places[0]].kind].bucket is Bucket.IDENTITY
        if (refused and of_entra) or (len(refused) > 1 and len(refused) * 2 > len(places)):
            await self._client.hold_back(self._asks[places[0]], min(refused))

    async def _parts(self, places: list[int]) -> Sequence[Json | Gap]:
        bucket = QUOTAS[self._asks[places[0]].kind].bucket
        async with self._turns[bucket]:
            return await self._parts_now(places)

    async def _parts_now(self, places: list[int]) -> Sequence[Json | Gap]:
        if self._away:
            return [self._away] * len(places)
        try:
            parts = await self._client.read_batch([self._asks[place] for place in places])
        except Away as error:
            self._away = Gap(error.says)
            return [self._away] * len(places)
        except NotRead as error:
            return [Gap(error.says)] * len(places)
        return [parts.get(str(number), Gap(UNANSWERED)) for number in range(len(places))]

    def _wait(self, part: Json | Gap, attempt: int) -> float | None:
        if isinstance(part, Gap):
            return None
        seconds = self._client.wait(_status(part), _headers(part), attempt)
        # Tenths, upwards: what may be asked at about the same time shares an envelope again.
        return None if seconds is None else ceil(seconds * 10) / 10


def _status(part: Json | Gap) -> int:
    """0 where Graph gave none."""
    status = None if isinstance(part, Gap) else part.get("status")
    return status if isinstance(status, int) else 0


def _headers(part: Json | Gap) -> dict[str, str]:
    headers = None if isinstance(part, Gap) else part.get("headers")
    named = headers.items() if isinstance(headers, dict) else ()
    return {str(name): str(value) for name, value in named}


def _answer(ask: Ask, part: Json | Gap) -> Json | Gap:
    if isinstance(part, Gap):
        return part
    status = _status(part)
    if status >= 400:
        return Gap(reason(ask.kind, status))
    try:
        return as_object(part.get("body")) if status == 200 else Gap(GARBLED)
    except NotRead as error:
        return Gap(error.says)
