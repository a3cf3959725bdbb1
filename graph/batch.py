"""Asks many questions in few requests, and keeps a failing one from spoiling its neighbours."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from math import ceil

from core.errors import NotRead
from core.facts import Gap
from graph.asks import Ask, Json
from graph.client import GraphClient
from graph.decode import as_object
from graph.quotas import ENVELOPES_AT_ONCE, IN_ENVELOPE, QUOTAS, Service
from graph.reasons import GARBLED, UNANSWERED, Away, reason


async def read_many(client: GraphClient, asks: Sequence[Ask]) -> list[Json | Gap]:
    """The answer to each of `asks`, in their order; nothing raises but a mistake of ours.

    A part that was throttled is asked again by itself after its own delay.
    """
    run = _Run(client, asks)
    async with asyncio.TaskGroup() as group:
        for envelope in envelopes(asks):
            group.create_task(run.ask(envelope, attempt=1))
    return run.answers


def envelopes(asks: Sequence[Ask]) -> list[list[int]]:
    """Places in `asks`, put together by service and never two of one team.

    Four a second is all that one team answers, so the same team twice would waste permits.
    """
    full: list[list[int]] = []
    filling: dict[Service, list[tuple[list[int], set[str]]]] = {service: [] for service in Service}
    for place, ask in enumerate(asks):
        service = QUOTAS[ask.kind].service
        fits = (each for each in filling[service] if not ask.team or ask.team not in each[1])
        envelope = next(fits, None)
        if envelope is None:
            envelope = ([], set())
            filling[service].append(envelope)
        envelope[0].append(place)
        envelope[1].add(ask.team)
        if len(envelope[0]) == IN_ENVELOPE[service]:
            filling[service].remove(envelope)
            full.append(envelope[0])
    return full + [places for rest in filling.values() for places, _ in rest]


class _Run:
    """The answers so far, and whether Graph turned out to be away as a whole."""

    def __init__(self, client: GraphClient, asks: Sequence[Ask]) -> None:
        self.answers: list[Json | Gap] = [Gap(UNANSWERED)] * len(asks)
        self._client = client
        self._asks = asks
        self._away: Gap | None = None
        self._turns = {service: asyncio.Semaphore(ENVELOPES_AT_ONCE) for service in Service}

    async def ask(self, places: list[int], attempt: int, after: float = 0.0) -> None:
        """Sends one envelope, and what was throttled in it once more."""
        await asyncio.sleep(after)
        again: defaultdict[float, list[int]] = defaultdict(list)
        for place, part in zip(places, await self._parts(places), strict=True):
            seconds = self._wait(part, attempt)
            if seconds is None:
                self.answers[place] = _answer(self._asks[place], part)
            else:
                again[seconds].append(place)

        async with asyncio.TaskGroup() as group:
            for seconds, late in again.items():
                group.create_task(self.ask(late, attempt + 1, seconds))

    async def _parts(self, places: list[int]) -> Sequence[Json | Gap]:
        service = QUOTAS[self._asks[places[0]].kind].service
        async with self._turns[service]:
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
        headers = part.get("headers")
        named = headers.items() if isinstance(headers, dict) else ()
        texts = {str(name): str(value) for name, value in named}
        seconds = self._client.wait(_status(part), texts, attempt)
        # Tenths, upwards: what may be asked at about the same time shares an envelope again.
        return None if seconds is None else ceil(seconds * 10) / 10


def _status(part: Json) -> int:
    """0 where Graph gave none."""
    status = part.get("status")
    return status if isinstance(status, int) else 0


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
