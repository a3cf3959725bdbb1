"""What the chat page or a rehearsal asked for and cannot have, said in words."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Mistake(Exception):
    """Becomes `{"error": says}` with that status."""

    def __init__(self, says: str, status: int = 400) -> None:
        super().__init__(says)
        self.says = says
        self.status = status


@web.middleware
async def in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Mistake as mistake:
        return web.json_response({"error": mistake.says}, status=mistake.status)


class Body:
    """A request's JSON object; every getter raises a Mistake that names what is wrong."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    @classmethod
    async def of(cls, request: web.Request) -> "Body":
        raw = await request.read()
        try:
            values = json.loads(raw or b"{}")
        except ValueError:
            raise Mistake("The body is no JSON.") from None
        if not isinstance(values, dict):
            raise Mistake("The body must be a JSON object.")
        return cls(values)

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str) or (default is None and not value):
            raise Mistake(f"“{name}” must be a text.")
        return value

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.values.get(name) is not None else None

    def object(self, name: str) -> dict[str, Any]:
        """An absent one is empty."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise Mistake(f"“{name}” must be an object.")
        return value

    def number(self, name: str, default: float | None = None) -> float | None:
        value = self.values.get(name, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise Mistake(f"“{name}” must be a number.")
        return value

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise Mistake(f"“{name}” must be true or false.")
        return value

    def texts(self, name: str) -> list[str]:
        """An absent list is empty."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Mistake(f"“{name}” must be a list of texts.")
        return value

    def some(self, name: str) -> list[str] | None:
        """None for "all"; an absent list is empty."""
        return None if self.values.get(name) == "all" else self.texts(name)
