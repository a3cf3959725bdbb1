"""The web app: the door for Teams, and what an operator's monitoring asks."""

import asyncio
import hmac
import ipaddress
import logging
from typing import Any
from uuid import uuid4

from aiohttp import web
from pydantic_core import to_json

from bot.chat.bot_framework import Adapter, InvokeAnswer
from bot.door.arrivals import Arrivals
from bot.door.figures import Deployment
from bot.door.gate import Gate, read_body
from bot.door.gate_errors import Refusal
from bot.door.metrics import CONTENT_TYPE, Metrics
from bot.door.readiness import Readiness
from bot.settings import Settings
from core.away import away
from core.errors import StoreAway
from core.work import working

# Turns under way; the others wait in the order they came. Each waits for the database more than it
# works, so a few fill the processor, and with few the ones that came first also end first.
AT_ONCE = 8
WAIT = 5.0  # seconds for a turn and its place in the queue; Teams waits 15 for our answer
BUSY = "Process Center is busy just now. Nothing was stored; try again in a minute."

log = logging.getLogger(__name__)


class Door:
    """Answers HTTP. Bad input never makes a 500: it is refused with a sentence."""

    def __init__(
        self,
        settings: Settings,
        gate: Gate,
        adapter: Adapter,
        metrics: Metrics,
        arrivals: Arrivals,
        readiness: Readiness,
        deployment: Deployment,
        patience: float = WAIT,
    ) -> None:
        self._settings = settings
        self._gate = gate
        self._adapter = adapter
        self._metrics = metrics
        self._arrivals = arrivals
        self._readiness = readiness
        self._deployment = deployment
        self._patience = patience
        self._turns = asyncio.Semaphore(AT_ONCE)

    def app(self) -> web.Application:
        """The routes of the contract."""
        made = web.Application()
        made.router.add_post("/api/messages", self.messages)
        made.router.add_get("/healthz", self.alive)
        made.router.add_get("/readyz", self.ready)
        made.router.add_get("/metrics", self.metrics)
        return made

    async def messages(self, request: web.Request) -> web.Response:
        """One activity from Teams."""
        try:
            body = await read_body(request.content, request.content_length)
            raw = await self._gate.admit(request.headers.get("Authorization"), body)
        except Refusal as refusal:
            self._metrics.refused(refusal.reason)
            self._arrivals.refused(refusal)
            told = {"error": refusal.says, "why": refusal.reason.value}
            return web.json_response(told, status=refusal.status)
        self._arrivals.let_in()
        with working(f"a-{uuid4().hex[:12]}"):
            try:
                status, answer = await self._turn(raw)
            except StoreAway as error:
                log.warning("not taken type=%s why=%s", raw.get("type"), error.says)
                return web.json_response(
                    {"error": error.says}, status=503, headers={"Retry-After": "5"}
                )
        if not answer:
            return web.Response(status=status)
        body = to_json(answer)  # of a large form json takes three times as long
        return web.Response(
            body=body, status=status, content_type="application/json", charset="utf-8"
        )

    async def _turn(self, raw: dict[str, Any]) -> InvokeAnswer:
        """Raises StoreAway also when those before this one take too long, as they do then."""
        until = asyncio.get_running_loop().time() + self._patience
        try:
            async with asyncio.timeout_at(until):
                await self._turns.acquire()
        except TimeoutError as error:
            raise StoreAway(BUSY) from error
        try:
            async with asyncio.timeout_at(until):
                return await self._adapter.process(raw)
        except TimeoutError as error:
            raise away(None) from error
        finally:
            self._turns.release()

    async def alive(self, _: web.Request) -> web.Response:
        """The process answers."""
        return web.json_response({"status": "alive"})

    async def ready(self, _: web.Request) -> web.Response:
        """Database, migrations and worker are as they should be; else 503 and what is not."""
        missing = await self._readiness.missing()
        state = {"status": "ready"} if not missing else {"status": "not ready", "missing": missing}
        return web.json_response(state, status=503 if missing else 200)

    async def metrics(self, request: web.Request) -> web.Response:
        """Prometheus text, for who has the token, or for this machine where none is set."""
        if not self._may_see(request):
            return web.json_response({"error": "Not for you."}, status=403)
        self._metrics.tell(await self._deployment.figures())
        return web.Response(body=self._metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    def _may_see(self, request: web.Request) -> bool:
        if self._settings.metrics_token is None:
            return _is_local(request)
        wanted = f"Bearer {self._settings.metrics_token.get_secret_value()}"
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), wanted.encode())


def _is_local(request: web.Request) -> bool:
    """Straight from this machine: what a proxy passes on comes from elsewhere."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-IP"} & set(request.headers)
    if request.remote is None or forwarded:
        return False
    return ipaddress.ip_address(request.remote).is_loopback
