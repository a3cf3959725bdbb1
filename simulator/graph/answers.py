"""What Graph answers: values, collections and its error bodies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, of a request by itself or of one inside a batch.

    `text` stands for a body that is no JSON; `silent` for no answer at all.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    kind: str = JSON
    silent: bool = False

    def response(self) -> web.Response:
        content = encoded(self.body) if self.text is None else self.text
        return web.Response(
            text=content, status=self.status, headers=self.headers, content_type=self.kind
        )


def encoded(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


class Refusal(Exception):
    """Graph's error body; `code` as Graph spells it for that service."""

    def __init__(
        self, status: int, code: str, says: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(says)
        body = {"error": {"code": code, "message": says, "innerError": {"code": code}}}
        self.answer = Answer(status, body, headers or {})

    def response(self) -> web.Response:
        return self.answer.response()


INVALID_TOKEN = (401, "InvalidAuthenticationToken", "Access token is empty or invalid.")


def bad(says: str) -> Refusal:
    return Refusal(400, "BadRequest", says)


def no_such_directory_object(id_: str) -> Refusal:
    says = f"Resource '{id_}' does not exist or one of its queried references does not exist."
    return Refusal(404, "Request_ResourceNotFound", says)


def not_found(says: str) -> Refusal:
    """The Teams service's 404."""
    return Refusal(404, "NotFound", says)


def forbidden(says: str) -> Refusal:
    """The Teams service's 403."""
    return Refusal(403, "Forbidden", says)


def conflict(says: str) -> Refusal:
    """What is to be added is there."""
    return Refusal(409, "Conflict", says)


def denied() -> Refusal:
    """Entra's 403, which does not say what is missing."""
    says = "Insufficient privileges to complete the operation."
    return Refusal(403, "Authorization_RequestDenied", says)


def throttled(headers: Mapping[str, str]) -> Refusal:
    says = "Too many requests. Wait as long as Retry-After says."
    return Refusal(429, "TooManyRequests", says, headers)
