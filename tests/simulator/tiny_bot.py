"""A small bot that hears everything, and answers a form's buttons as Process Center would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Area = Callable[[Json], Awaitable[Json | None]]
COLOURS = [{"title": word, "value": word} for word in ("green", "amber", "red")]

ANSWER = {
    "type": "Action.Submit",
    "title": "Answer",
    "data": {"msteams": {"type": "task/fetch"}, "verb": "checkin.answer", "round": "r1"},
}
NO_CHANGE = {"type": "Action.Execute", "title": "Nothing changed", "verb": "checkin.no_change"}


def card(*body: Json, actions: list[Json] | None = None) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": actions or []}


def attached(content: Json) -> Json:
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def posted(text: str = "Check-in", *, actions: list[Json] | None = None) -> Json:
    """A message activity with one card."""
    shown = card({"type": "TextBlock", "text": text}, actions=actions or [ANSWER, NO_CHANGE])
    return {"type": "message", "attachments": [attached(shown)]}


def said(text: str) -> Json:
    """The answer to one press."""
    kind = "application/vnd.microsoft.activity.message"
    return {"statusCode": 200, "type": kind, "value": text}


def form(content: Json) -> Json:
    """A dialog, as an answer to the press that opens it or to a form."""
    shown = {"title": "Check-in", "height": "large", "width": "medium"}
    return {"task": {"type": "continue", "value": shown | {"card": attached(content)}}}


FORM = card(
    {"type": "Input.ChoiceSet", "id": "schedule", "isRequired": True, "choices": COLOURS},
    {"type": "Input.Text", "id": "schedule_note", "maxLength": 40},
    {"type": "Input.Number", "id": "progress", "min": 0, "max": 60},
    {"type": "Input.Date", "id": "forecast", "min": "2030-01-01", "max": "2030-06-30"},
    {"type": "Input.Text", "id": "attention"},
    {"type": "Input.ChoiceSet", "id": "attention_owner", "choices": [{"title": "A", "value": "a"}]},
    {"type": "Input.Date", "id": "attention_due"},
    {"type": "Input.Text", "id": "team_word", "label": "One word"},
    actions=[
        {"type": "Action.Submit", "title": "Withdraw", "data": {"verb": "checkin.withdraw"}},
        {
            "type": "Action.Submit",
            "title": "Send",
            "data": {"verb": "checkin.submit", "nonce": "n"},
        },
    ],
)


@dataclass(slots=True)
class TinyBot:
    """`tokens` are what `heard` was signed with; `silent_for` so many invokes it drops the line.

    Each of the `areas` answers the invokes that are its own; the rest is a check-in's.
    """

    url: str = ""
    heard: list[Json] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    needs_word: bool = False
    silent_for: int = 0
    slow: bool = False
    areas: list[Area] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def of(self, kind: str) -> list[Json]:
        return [each for each in self.heard if kind in (each["type"], each.get("name"))]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        activity = await request.json()
        self.heard.append(activity)
        self.tokens.append(request.headers.get("Authorization", ""))
        if activity["type"] != "invoke":
            return web.Response(status=202)
        if self.silent_for > 0:
            self.silent_for -= 1
            assert request.transport is not None
            request.transport.abort()
        if self.slow:
            await self.ended.wait()
        for area in self.areas:
            if (answer := await area(activity)) is not None:
                return web.json_response(answer)
        return web.json_response(self._invoked(activity))

    def _invoked(self, activity: Json) -> Json:
        if activity["name"] == "adaptiveCard/action":
            return said("Same as last week.")
        typed = activity["value"]["data"]
        missing = self.needs_word and not typed.get("team_word")
        if activity["name"] == "task/fetch" or missing:
            return form(FORM)
        return {"task": {"type": "message", "value": "Saved."}}


@asynccontextmanager
async def serving() -> AsyncIterator[TinyBot]:
    bot = TinyBot()
    app = web.Application()
    app.router.add_post("/api/messages", bot.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    try:
        yield bot
    finally:
        bot.ended.set()
        await runner.cleanup()
