"""Asks Microsoft Graph: paced, patient with its 429, and never asking anyone but Graph."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from copy import copy
from math import inf
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core.errors import NotRead
from core.standards.changes.ports import NotWritten
from core.standards.ports import Memory
from graph.wire.asks import Ask, Json, Write
from graph.wire.decode import json_object, objects
from graph.wire.pacer import Leave, Pacer
from graph.wire.quotas import ALONE_AT_ONCE, ENVELOPES_AT_ONCE, QUOTAS, Bucket
from graph.wire.reasons import Answered, Broke, not_read
from graph.wire.sending import JSON_BOTH_WAYS, Sending, Traffic
from graph.wire.waiting import BUSY, Waits, asked, delay
from graph.wire.writes import answered, not_taken, sending

if TYPE_CHECKING:  # the SDK takes half a second to import, so it waits for the first use
    from msgraph.graph_service_client import GraphServiceClient

    from graph.wire.connection import AskToken, Forget, GraphConnection
    from graph.wire.files import Hear

log = logging.getLogger(__name__)

# "low" lets a background read give way to what users do
# (learn.microsoft.com/graph/throttling-limits, the pattern of identity).
LOW = {"x-ms-throttle-priority": "low"}
TOO_MANY = 429
ALREADY = 409


class GraphClient:
    """`async with` it: the http client lives that long, on that event loop.

    `url` has the version (`https://graph.microsoft.com/v1.0`). `token` is asked before each
    request, keeps its own cache and raises CenterError where there is none; `forget` hears of one
    that Graph refused. `proxy` is the address of the one on the way; the environment is not looked
    at. What cannot be read raises NotRead, with the sentence for a gap.
    """

    def __init__(
        self,
        url: str,
        token: "AskToken",
        *,
        patience: Waits | None = None,
        pacer: Pacer | None = None,
        proxy: str | None = None,
        forget: "Forget | None" = None,
    ) -> None:
        self.patience = patience or Waits()
        self.counts = Traffic()
        self._url = url.rstrip("/")
        self._token = token
        self._proxy = proxy
        self._forget = forget
        self._pacer = pacer or Pacer()
        self._slots = {
            (bucket, alone): asyncio.Semaphore(ALONE_AT_ONCE if alone else ENVELOPES_AT_ONCE)
            for bucket in Bucket
            for alone in (True, False)
        }
        self._open: GraphConnection | None = None
        self.ends_at = inf
        self.priority: Mapping[str, str] = LOW
        self.memory: Memory | None = None

    async def __aenter__(self) -> Self:
        # Imports half a thousand modules: once a process, and not in those that never ask Graph.
        from graph.wire.connection import GraphConnection

        self._open = GraphConnection(
            self._url, self._token, self.patience, self._proxy, self._forget
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connection.close()
        self._open = None

    def for_one_reading(
        self, patience: Waits, memory: Memory | None = None, *, waited_for: bool = False
    ) -> Self:
        """The same client with counts and a patience of its own, from now on. Not to be opened.

        What somebody waits for does not give way to others.
        """
        apart = copy(self)
        apart.memory = memory
        apart.counts, apart.patience = Traffic(), patience
        apart.priority = {} if waited_for else LOW
        apart.ends_at = self._pacer.now() + patience.in_all
        return apart

    @property
    def sdk(self) -> "GraphServiceClient":
        """The SDK's request builders."""
        return self._connection.sdk

    @property
    def url(self) -> str:
        """Graph's address with its version, as other addresses of it are named in what is sent."""
        return self._url

    @property
    def _connection(self) -> "GraphConnection":
        if self._open is None:
            raise RuntimeError("Use the Graph client inside `async with`.")
        return self._open

    async def read(self, ask: Ask, link: str | None = None) -> Json:
        """The answer, or its page at `link`, which is used as it is.

        A link to another host is refused before anything is sent: it would take the token there.
        """
        url = self._url + ask.path if link is None else link
        self.counts.questions += 1
        return await self._sent(Sending("GET", url, ask.kind, [ask], ask.headers))

    async def read_batch(self, asks: Sequence[Ask]) -> dict[str, Json]:
        """At most 20 of one bucket in one envelope; the parts by place in `asks`, from "0".

        A part is as Graph gives it: status, headers, body. Parts may be missing.
        """
        low = self.priority
        parts = [
            {"id": str(place), "method": "GET", "url": ask.path, "headers": {**low, **ask.headers}}
            for place, ask in enumerate(asks)
        ]
        content = json.dumps({"requests": parts}).encode()
        envelope = Sending("POST", f"{self._url}/$batch", None, asks, JSON_BOTH_WAYS, content)

        self.counts.questions += len(asks)
        answers = objects(await self._sent(envelope), "responses")
        return {str(answer.get("id")): answer for answer in answers}

    async def add(self, ask: Ask, content: Json) -> None:
        """Add something there; that it is there already is as good, so it may be repeated."""
        self.counts.questions += 1
        body = json.dumps(content).encode()
        url = self._url + ask.path
        await self._done(Sending("POST", url, ask.kind, [ask], JSON_BOTH_WAYS, body, ALREADY))

    async def write(self, write: Write) -> Json:
        """What Graph answers to a change, empty where it says nothing.

        Sent once, and again only after a 429, which was not done. Raises NotWritten, and Unsure
        where it may have been done.
        """
        self.counts.questions += 1
        try:
            return answered(await self._done(sending(self._url, write)))
        except NotRead as error:
            # What broke after it was sent is no NotRead any more.
            raise NotWritten(error.says) from error

    async def read_file(self, ask: Ask, hear: "Hear") -> None:
        """The lines of a file that is kept elsewhere, one by one. Raises NotRead; see `each_line`.

        The link is good for a few minutes and may be followed by whoever has it, so it is neither
        kept nor logged.
        """
        self.counts.questions += 1
        url = self._url + ask.path
        asked_for = Sending("GET", url, ask.kind, [ask], ask.headers, elsewhere=True)
        link = (await self._done(asked_for)).decode()
        await self._connection.each_line(link, hear)

    async def _sent(self, sending: Sending) -> Json:
        """Waits and asks again after what passes and a broken connection, never after 401."""
        return json_object(await self._done(sending))

    async def _done(self, sending: Sending) -> bytes:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._sent_once(sending)
            except Broke:
                if attempt >= self.patience.tries:
                    raise
            except Answered as error:
                if error.status == sending.fine:
                    return b""
                await self._wait_or_raise(sending, error, attempt)

    async def _sent_once(self, sending: Sending) -> bytes:
        while True:
            async with self._slots[sending.bucket, sending.is_alone]:
                leave = await self._pacer.leave(sending.asks, self._longest)
                if leave is not None:
                    return await self._answer(sending, leave)
            # What waits because Graph asked for it holds no slot: others may have less patience.
            await self._pacer.opened(sending.bucket, self._longest)

    async def _answer(self, sending: Sending, leave: Leave) -> bytes:
        self.counts.http_requests += 1
        # What somebody approved does not give way to others.
        priority = {} if sending.writes else self.priority
        headers = {**priority, **sending.headers}
        answer = await self._connected(sending, headers)
        await self._pacer.answered(leave)
        return answer

    async def _connected(self, sending: Sending, headers: Mapping[str, str]) -> bytes:
        if sending.elsewhere:
            return (await self._connection.link(sending.url, headers)).encode()
        send = self._connection.write if sending.writes else self._connection.send
        return await send(sending.method, sending.url, headers, sending.content)

    async def _wait_or_raise(self, sending: Sending, error: Answered, attempt: int) -> None:
        if sending.writes and error.status != TOO_MANY:
            raise not_taken(sending.kind, error) from error
        if (told := self.told(error.status, error.headers, attempt)) is not None:
            # What is asked while a limit is passed counts too, so nothing of its bucket is.
            await self.hold_back(sending.asks[0], told)
        seconds = self.wait(error.status, error.headers, attempt)
        if seconds is None:
            raise not_read(sending.kind, error.status) from error
        if told is None:
            await self.sleep(seconds)

    async def hold_back(self, ask: Ask, seconds: float) -> None:
        """Nothing that is counted together with `ask` leaves for so long, whoever asks."""
        await self._pacer.close(QUOTAS[ask.kind].bucket, seconds)

    async def sleep(self, seconds: float) -> None:
        """By the clock of the pace."""
        await self._pacer.sleep(seconds)

    def now(self) -> float:
        """By the same clock."""
        return self._pacer.now()

    def pause(self, since: float) -> float:
        """Seconds until what failed at that time may have passed; 0 where no time is left then."""
        left = since + self.patience.apart - self.now()
        return left if 0 < left < self._longest else 0.0

    @property
    def _longest(self) -> float:
        return min(self.patience.longest, self.ends_at - self._pacer.now())

    def told(self, status: int, headers: Mapping[str, str], attempt: int) -> float | None:
        """Seconds for which a limit that is used up is to be left alone; None for what is none."""
        return delay(status, headers, attempt, time.time()) if status == TOO_MANY else None

    def wait(self, status: int, headers: Mapping[str, str], attempt: int) -> float | None:
        """Seconds until the next try of a question that got this; None when it is over."""
        now = time.time()
        seconds = delay(status, headers, attempt, now)
        if seconds is None:
            return None
        self.counts.throttled += status in BUSY
        tries = self.patience.tries
        if asked(headers, now) is not None:
            tries = self.patience.told or tries
        if attempt >= tries or seconds > self._longest:
            log.warning("graph gives up status=%d wait=%.1f try=%d", status, seconds, attempt)
            return None
        log.info("graph waits status=%d wait=%.1f try=%d", status, seconds, attempt)
        return seconds
