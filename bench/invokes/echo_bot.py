"""The bare botbuilder bot that ours is compared with: CloudAdapter, tokens checked, an echo.

CloudAdapter.process answers 500 to every invoke with a body (it serialises what is serialised
already), so the handler around `process_activity` is our own, as its users have to write it.
"""

import json
import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity
from botbuilder.schema.teams import TaskModuleMessageResponse, TaskModuleResponse
from botframework.connector.auth.channel_validation import ChannelValidation  # type: ignore[import-untyped]


class Registration:
    """What botbuilder reads of a bot's registration."""

    APP_TYPE = "MultiTenant"
    APP_PASSWORD = "never used: an echo sends nothing by itself"  # noqa: S105

    def __init__(self, app_id: str) -> None:
        self.APP_ID = app_id


class EchoBot(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Answers a dialog's button with what came with it."""

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """The echo."""
        said = json.dumps(turn_context.activity.value)
        answer = TaskModuleResponse(task=TaskModuleMessageResponse(value=said))
        return self._create_invoke_response(answer)


class Handler:
    """The HTTP side."""

    def __init__(self, app_id: str) -> None:
        self._adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Registration(app_id)))
        self._bot = EchoBot()

    async def messages(self, request: web.Request) -> web.Response:
        """One activity."""
        try:
            body = await request.json()
        except ValueError:
            return web.Response(status=400)
        activity = Activity().deserialize(body)
        token = request.headers.get("Authorization", "")
        try:
            found = await self._adapter.process_activity(token, activity, self._bot.on_turn)
        except PermissionError:
            return web.Response(status=401)
        if found is None:
            return web.Response(status=202)
        return web.json_response(found.body, status=found.status)


async def alive(_: web.Request) -> web.Response:
    """For the one who waits for the start."""
    return web.Response()


def main(port: int, app_id: str, openid_metadata: str) -> None:
    """Serve until ended."""
    ChannelValidation.open_id_metadata_endpoint = openid_metadata
    app = web.Application()
    app.router.add_post("/api/messages", Handler(app_id).messages)
    app.router.add_get("/readyz", alive)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
