"""Who may come in at all: the bot with its token, and the browser on this machine."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from simulator.connector import answers as connector
from simulator.graph import answers as graph
from simulator.sign_in import SignIn

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def middleware(sign_in: SignIn) -> Middleware:
    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(("/teams/", "/graph/")):
            if not sign_in.accepts(request.headers.get("Authorization", "")):
                return _unauthorised(request.path)
        elif not _from_here(request):
            says = "Only this machine may use the chat and the controls, with JSON bodies."
            return web.json_response({"error": says}, status=403)
        return await handler(request)

    return check


def _unauthorised(path: str) -> web.Response:
    if path.startswith("/teams/"):
        return connector.Refusal(*connector.UNAUTHORISED).response()
    return graph.Refusal(*graph.INVALID_TOKEN).response()


def _from_here(request: web.Request) -> bool:
    """Keeps other web sites, open in the same browser, from pressing buttons in here."""
    if request.host.rsplit(":", 1)[0] not in LOOPBACK:
        return False
    if request.method != "POST" or not request.path.startswith(("/chat/", "/control/")):
        return True
    return request.content_type == "application/json" or not request.can_read_body
