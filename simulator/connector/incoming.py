"""Reads what a bot sends: its size, its form, and what of it becomes a message."""

import json
from typing import Any

from aiohttp import web

from simulator.connector.answers import TOO_BIG, Refusal, bad
from simulator.messages import Content

MOST_BYTES = 100 * 1024


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object in the body; an activity over 100 KB in UTF-16 is refused with 413."""
    raw = await request.read()
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad("The request body is no JSON.") from None
    if not isinstance(value, dict):
        raise bad("The request body is no JSON object.")
    if len(raw) * 2 > MOST_BYTES and _size(value) > MOST_BYTES:
        raise Refusal(*TOO_BIG)
    return value


def content(activity: dict[str, Any]) -> Content:
    """Raises 400 for an activity that shows nothing."""
    text, attachments = activity.get("text") or "", activity.get("attachments") or []
    if not isinstance(text, str) or not isinstance(attachments, list):
        raise bad("text must be a string and attachments a list.")
    if not text and not attachments:
        raise bad("A message needs a text or an attachment.")
    if not all(isinstance(each, dict) and each.get("contentType") for each in attachments):
        raise bad("Every attachment needs a contentType.")

    style = "plain" if activity.get("textFormat") == "plain" else "markdown"
    summary = str(activity.get("summary") or "")
    answers = _answered(activity)
    return Content(text, style, summary, _mentions(activity), tuple(attachments), answers)


def _answered(activity: dict[str, Any]) -> str:
    """The private message that this answers, as the bot names it."""
    for entity in activity.get("entities") or []:
        if isinstance(entity, dict) and entity.get("type") == "targetedMessageInfo":
            return str(entity.get("messageId") or "")
    return ""


def _mentions(activity: dict[str, Any]) -> tuple[dict[str, str], ...]:
    found = []
    for entity in activity.get("entities") or []:
        if isinstance(entity, dict) and entity.get("type") == "mention":
            who = entity.get("mentioned") or {}
            values = {"id": who.get("id"), "name": who.get("name"), "text": entity.get("text")}
            found.append({name: str(value or "") for name, value in values.items()})
    return tuple(found)


def _size(value: dict[str, Any]) -> int:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le", "surrogatepass"))
