"""What a press leads to on the page: a dialog, a sentence, a new card, or an error."""

from typing import Any

from simulator.courier import Answer

Result = dict[str, Any]

ERROR: Result = {"kind": "error", "text": "Something went wrong. Try again."}
MESSAGE = "application/vnd.microsoft.activity.message"
CARD = ("application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.adaptive.card")


def of_task(answer: Answer | None) -> Result:
    """Of the answer to `task/fetch` or `task/submit`; an empty one closes the dialog."""
    if answer is None or answer.status >= 300:
        return ERROR
    task = (answer.body or {}).get("task")
    if not isinstance(task, dict):
        return {"kind": "done"}

    value = task.get("value")
    if task.get("type") == "message":
        return {"kind": "message", "text": str(value or "")}
    if task.get("type") == "continue" and isinstance(value, dict):
        return _dialog(value)
    return ERROR


def of_action(answer: Answer | None) -> Result:
    """Of the answer to `adaptiveCard/action`."""
    if answer is None or answer.status >= 300 or answer.body is None:
        return ERROR

    body = answer.body
    if body.get("type") == MESSAGE:
        return {"kind": "message", "text": str(body.get("value") or "")}
    if body.get("type") in CARD:
        return {"kind": "card", "card": body.get("value")}
    value = body.get("value")
    says = value.get("message") if isinstance(value, dict) else None
    return {"kind": "error", "text": str(says)} if says else ERROR


def _dialog(value: dict[str, Any]) -> Result:
    """Teams shows only a card that is wrapped as an attachment."""
    card = value.get("card")
    if not isinstance(card, dict) or not isinstance(card.get("content"), dict):
        return ERROR
    return {
        "kind": "dialog",
        "title": str(value.get("title") or ""),
        "height": value.get("height"),
        "width": value.get("width"),
        "card": card["content"],
    }
