"""What every request to the Connector passes: limits, ordered failures, latency, the log."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from simulator.connector.answers import Answer, Refusal, struck, throttled
from simulator.connector.private import is_private
from simulator.faults import Fault, Met, Where
from simulator.limits import Use
from simulator.request_log import Entry
from simulator.world import World

LONGEST_HANG = 300.0


class Gate:
    """`act` is called once the request is let in; it stores, and answers or raises a Refusal."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def serve(
        self, request: web.Request, use: Use, conversation: str | None, act: Callable[[], Answer]
    ) -> web.StreamResponse:
        entry = self._arrive(request, conversation)
        try:
            self._admit(use, entry)
            return await self._work(request, entry, act)
        except Refusal as refusal:
            return self._settle(entry, refusal.response())

    def _arrive(self, request: web.Request, conversation: str | None) -> Entry:
        now = self._world.clock.monotonic()
        entry = Entry(now, Where.CONNECTOR, request.method, request.path, conversation)
        self._world.log.entries.append(entry)
        return entry

    def _admit(self, use: Use, entry: Entry) -> None:
        wait = self._world.limits.admit(use, entry.conversation)
        if wait > 0:
            self._world.log.throttled += 1
            raise throttled(wait)

    async def _work(
        self, request: web.Request, entry: Entry, act: Callable[[], Answer]
    ) -> web.StreamResponse:
        """Half of the latency lies before the storing, half behind it."""
        private = is_private(request)
        met = Met(Where.CONNECTOR, request.method, entry.conversation, private=private)
        fault = self._world.faults.strike(met)
        await self._spend_half_the_latency()
        if fault is not None and not fault.kind.after:
            return await self._strike(request, entry, fault)

        answer = act()
        self._count(entry, answer)
        if fault is not None:
            self._cut(entry, answer)
            return await self._strike(request, entry, fault)

        await self._spend_half_the_latency()
        if request.transport is None or request.transport.is_closing():
            self._cut(entry, answer)
        return self._settle(entry, answer.response())

    async def _strike(self, request: web.Request, entry: Entry, fault: Fault) -> web.StreamResponse:
        refusal = struck(fault)
        if refusal is not None:
            raise refusal

        if fault.kind.value == "hang":
            await hang(self._world)
        if request.transport is not None:
            request.transport.abort()
        return self._settle(entry, web.Response(status=500))

    def _count(self, entry: Entry, answer: Answer) -> None:
        log = self._world.log
        if entry.method == "PUT":
            log.edits += 1
        if answer.stored is not None:
            entry.stored = answer.stored.id
            log.posts += 1
            log.per_conversation[answer.stored.conversation] += 1

    def _cut(self, entry: Entry, answer: Answer) -> None:
        entry.cut = True
        if answer.stored is not None:
            self._world.log.stored_then_cut += 1

    def _settle(self, entry: Entry, response: web.Response) -> web.Response:
        entry.status = response.status
        entry.answered = self._world.clock.monotonic()
        return response

    async def _spend_half_the_latency(self) -> None:
        if self._world.switches.latency > 0:
            await asyncio.sleep(self._world.switches.latency / 2)


async def hang(world: World) -> None:
    """Until the tenant ends, or five minutes."""
    try:
        await asyncio.wait_for(world.switches.closing.wait(), LONGEST_HANG)
    except TimeoutError:
        return
