"""What the Connector answers, and its refusals (Microsoft's page "Conversation messages")."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from simulator.faults import Fault, FaultKind
from simulator.messages import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """`stored` is the new message, for requests that post one."""

    status: int
    body: Any = None
    stored: Message | None = None

    def response(self) -> web.Response:
        if self.body is None:
            return web.Response(status=self.status)
        return web.json_response(self.body, status=self.status)


class Refusal(Exception):
    """An answer with an error body; `retry_after` in whole seconds."""

    def __init__(self, status: int, code: str, says: str, retry_after: int | None = None) -> None:
        super().__init__(says)
        self.status = status
        self.code = code
        self.says = says
        self.retry_after = retry_after

    def response(self) -> web.Response:
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        body = {"error": {"code": self.code, "message": self.says}}
        return web.json_response(body, status=self.status, headers=headers)


# What a Refusal is made of, anew each time: an exception that is kept keeps its tracebacks.
UNAUTHORISED = (401, "Unauthorized", "Authorization has been denied for this request.")
NOT_IN_ROSTER = (
    403,
    "BotNotInConversationRoster",
    "The bot is not part of the conversation roster.",
)
READ_ONLY = (
    403,
    "Forbidden",
    json.dumps(
        {"subCode": "MessageWritesBlocked", "details": "Thread is not in a writable state."}
    ),
)
NOT_THEIR_OWN = (
    403,
    "ForbiddenOperationException",
    "The bot is not installed in the user's personal scope.",
)
UNKNOWN_CONVERSATION = (404, "ConversationNotFound", "Conversation not found.")
UNKNOWN_ACTIVITY = (
    404,
    "ActivityNotFoundInConversation",
    "Activity was not found in the conversation.",
)
NO_QUESTION = (400, "INVALID_TARGETED_MESSAGE_ID", "The targeted message is none.")
QUESTION_GONE = (404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED", "The targeted message is gone.")
TOO_BIG = (413, "MessageSizeTooBig", "Message size too large.")


def bad(says: str) -> Refusal:
    return Refusal(400, "BadArgument", says)


def throttled(seconds: float) -> Refusal:
    return Refusal(429, "TooManyRequests", "API calls quota exceeded.", _whole(seconds))


FAILED = (500, "ServiceError", "An internal error occurred.")
STRUCK = {
    FaultKind.ERROR_BEFORE: FAILED,
    FaultKind.ERROR_AFTER: FAILED,
    FaultKind.GATEWAY_AFTER: (502, "BadGateway", "No answer from behind the gateway."),
    FaultKind.UNAVAILABLE: (503, "ServiceUnavailable", "The service is away."),
    FaultKind.GATEWAY_TIMEOUT: (504, "GatewayTimeout", "No answer from behind in time."),
    FaultKind.BLOCKED: (403, "ConversationBlockedByUser", "User blocked the conversation."),
    FaultKind.ROSTER: NOT_IN_ROSTER,
    FaultKind.GONE: UNKNOWN_CONVERSATION,
    FaultKind.BAD: (400, "BadArgument", "Bad argument."),
    FaultKind.SIGN_IN: UNAUTHORISED,
    FaultKind.FORBIDDEN: (403, "Forbidden", "The bot is not allowed to do this."),
}


def struck(fault: Fault) -> Refusal | None:
    """The refusal that a fault orders; None for those that give no answer at all."""
    if fault.kind is FaultKind.THROTTLE:
        return throttled(fault.retry_after or 0)
    return Refusal(*STRUCK[fault.kind]) if fault.kind in STRUCK else None


def _whole(seconds: float) -> int:
    return max(1, -int(-seconds // 1))
