"""A Connector that answers as a test says, and every answer that a sender may meet."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.chat.connector import MAX_ANSWER
from core.errors import (
    Ambiguous,
    Blocked,
    Deleted,
    Gone,
    NotDelivered,
    NotInRoster,
    NotSignedIn,
    Refused,
    Throttled,
    TooBig,
    Transient,
)
from core.posting.addresses import Address

THREAD = "19:abc@thread.tacv2;messageid=1700000000000"
SECRET = "t0ken"  # noqa: S105 the word that must be nowhere
SAID = "what somebody wrote"
CARD = {"attachments": [{"content": SAID}]}


WAY = "19:abc@thread.tacv2"


@dataclass
class Renewing:
    """Tokens t0ken-0, t0ken-1, …: a new one whenever one was refused."""

    number: int = 0

    async def get(self) -> str:
        """The token."""
        return f"{SECRET}-{self.number}"

    async def forget(self, refused: str) -> None:
        """The next one, unless another was refused."""
        self.number += refused == await self.get()


@dataclass
class Teams:
    """A Connector that answers as the test says and keeps what it was asked."""

    url: str = ""
    answer: Callable[[], web.StreamResponse] = lambda: web.json_response({"id": "m1"})
    asked: list[tuple[str, str, dict[str, Any], str]] = field(default_factory=list)
    elsewhere: int = 0

    @property
    def thread(self) -> Address:
        """A thread at this Connector."""
        return Address(THREAD, self.url + "/amer/", "28:app", "home")

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One call of the Connector."""
        token = request.headers["Authorization"]
        body = await request.json() if request.can_read_body else {}
        self.asked.append((request.method, request.raw_path, body, token))
        return self.answer()

    async def lead_away(self, _: web.Request) -> web.StreamResponse:
        """Where a redirect leads."""
        self.elsewhere += 1
        return web.json_response({"id": "stolen"})


def error(status: int, code: str = "", **headers: str) -> Callable[[], web.Response]:
    body = {"error": {"code": code, "message": f"{SAID} {SECRET}"}}
    return lambda: web.json_response(body, status=status, headers=headers)


def text(status: int, said: str | bytes, **headers: str) -> Callable[[], web.Response]:
    body = said.encode() if isinstance(said, str) else said
    return lambda: web.Response(body=body, status=status, headers=headers)


BLOCKED_INSIDE = json.dumps({"subCode": "MessageWritesBlocked"})
WRAPPED = json.dumps({"error": {"message": BLOCKED_INSIDE}})
BESIDE = json.dumps({"error": {"code": "Forbidden", "message": BLOCKED_INSIDE}})
Expected = tuple[Callable[[], web.Response], type[NotDelivered], type[NotDelivered] | None]
# What a send meets, and what an edit meets where that is different; None: the edit succeeds.
ANSWERS: dict[str, Expected] = {
    "400": (error(400, "BadArgument"), Refused, Refused),
    "400 for its size": (error(400, "MessageSizeTooBig"), TooBig, TooBig),
    "401": (error(401, "BotNotRegistered"), NotSignedIn, NotSignedIn),
    "403 blocked": (error(403, "ConversationBlockedByUser"), Blocked, Blocked),
    "403 disabled": (error(403, "BotDisabledByAdmin"), Blocked, Blocked),
    "403 writes blocked": (error(403, "MessageWritesBlocked"), Blocked, Blocked),
    "403 writes blocked, wrapped": (text(403, WRAPPED), Blocked, Blocked),
    "403 writes blocked, beside a code": (text(403, BESIDE), Blocked, Blocked),
    "403 not in roster": (error(403, "BotNotInConversationRoster"), NotInRoster, NotInRoster),
    "403 wrong cloud": (error(403, "InvalidBotApiHost"), NotSignedIn, NotSignedIn),
    "403 no permission": (error(403, "NotEnoughPermissions"), NotSignedIn, NotSignedIn),
    "403 without a word": (text(403, ""), NotSignedIn, NotSignedIn),
    "404": (error(404, "ConversationNotFound"), Gone, Gone),
    "404 of a message": (error(404, "ActivityNotFoundInConversation"), Deleted, Deleted),
    "404 as a page": (text(404, "<html>"), Gone, Gone),
    "408": (error(408), Ambiguous, Transient),
    "409": (error(409), Refused, Refused),
    "412": (error(412, "PreconditionFailed"), Ambiguous, Transient),
    "413": (error(413, "MessageSizeTooBig"), TooBig, TooBig),
    "429": (error(429, "Throttled"), Throttled, Throttled),
    "500": (error(500, "InternalServerError"), Ambiguous, Transient),
    "501": (text(501, ""), Refused, Refused),
    "502 as a page": (text(502, "<html>" * 100_000), Ambiguous, Transient),
    "503": (error(503), Ambiguous, Transient),
    "504": (text(504, b"\xff\xfe"), Ambiguous, Transient),
    "520": (text(520, ""), Ambiguous, Transient),
    "a redirect": (text(302, "", Location="/elsewhere"), Refused, Refused),
    "a redirect to repeat": (text(307, "", Location="/elsewhere"), Refused, Refused),
    "an error in no JSON": (text(403, "{"), NotSignedIn, NotSignedIn),
    "an error in a list": (text(400, "[1]"), Refused, Refused),
    "an error with strange parts": (text(403, '{"error": {"code": {}}}'), NotSignedIn, NotSignedIn),
    "an error nested without end": (text(400, "[" * 50_000), Refused, Refused),
    "an error that does not unpack": (
        text(404, "no gzip", **{"Content-Encoding": "gzip"}),
        Gone,
        Gone,
    ),
    "200 without an id": (text(200, "{}"), Ambiguous, None),
    "200 with an empty id": (text(200, '{"id": ""}'), Ambiguous, None),
    "200 with a number": (text(200, '{"id": 7}'), Ambiguous, None),
    "200 with a giant id": (text(200, json.dumps({"id": "1" * 5000})), Ambiguous, None),
    "200 as a page": (text(200, "<html>"), Ambiguous, None),
    "200 without end": (text(200, " " * (MAX_ANSWER + 1) + '{"id": "m1"}'), Ambiguous, None),
    "200 that does not unpack": (
        text(200, "no gzip", **{"Content-Encoding": "gzip"}),
        Ambiguous,
        None,
    ),
}

# What a message for one person alone meets: None is what any other message meets, else whether the
# next one would be refused too.
PRIVATE: dict[str, tuple[Callable[[], web.Response], bool | None]] = {
    "400": (error(400, "BadArgument"), True),
    "400 without a word": (text(400, ""), True),
    "400 for its size": (error(400, "MessageSizeTooBig"), None),
    "400 of what it answers": (error(400, "INVALID_TARGETED_MESSAGE_ID"), False),
    "401": (error(401), None),
    "403": (error(403, "Forbidden"), True),
    "403 without a word": (text(403, ""), True),
    "403 not in roster": (error(403, "BotNotInConversationRoster"), None),
    "403 blocked": (error(403, "ConversationBlockedByUser"), None),
    "404": (error(404, "ConversationNotFound"), None),
    "404 as a page": (text(404, "<html>"), None),
    "404 of what it answers": (error(404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED"), False),
    "404 of its reader": (error(404, "MemberNotFoundInConversation"), False),
    "404 of a message": (error(404, "ActivityNotFoundInConversation"), True),
    "405": (text(405, ""), True),
    "408": (error(408), None),
    "413": (error(413, "MessageSizeTooBig"), None),
    "429": (error(429, "Throttled"), None),
    "500": (error(500, "InternalServerError"), None),
    "501": (text(501, ""), True),
    "503": (error(503), None),
    "200 without an id": (text(200, "{}"), None),
}
