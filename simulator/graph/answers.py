"""What Graph answers: values, collections and its error bodies."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

JSON = "application/json; odata.metadata=minimal"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, of a request by itself or of one inside a batch."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        return web.json_response(self.body, status=self.status, headers=self.headers)


class Refusal(Exception):
    """Graph's error body; `code` as Graph spells it for that service."""

    def __init__(
        self, status: int, code: str, says: str, headers: dict[str, str] | None = None
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
    return Refusal(403, "Forbidden", says)
