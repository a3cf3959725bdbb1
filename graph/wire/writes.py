"""What became of a write: done, surely not done, or nobody knows until it is looked at."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from core.errors import CenterError, NotRead
from core.standards.changes.ports import MovedOn, NotPermitted, NotWritten, Unsure
from graph.wire.asks import Ask, Json, Kind, Write
from graph.wire.decode import as_object, json_object, text
from graph.wire.reasons import PERMISSIONS, SIGN_IN_REFUSED, Answered, Away
from graph.wire.sending import JSON_BOTH_WAYS, Sending

GONE = "what was to be changed is not there any more"
CLASHES = "it is there already, or somebody else is just changing it"
CHANGED = "somebody changed it meanwhile"
REFUSED = "Microsoft Graph refused it with error {status}, so nothing was changed"
NOT_KNOWN = "it is not known whether Microsoft Graph has done it: {why}"
FAILED = "it answered with error {status}"
TOO_LATE = 408  # of the request, part of which may have arrived
SAID: Mapping[int, tuple[type[NotWritten], str]] = {
    401: (NotWritten, SIGN_IN_REFUSED),
    404: (MovedOn, GONE),
    409: (MovedOn, CLASHES),
    410: (MovedOn, GONE),
    412: (MovedOn, CHANGED),
}
CODE = re.compile(r"\w[\w.-]{0,60}", re.ASCII)


def sending(url: str, write: Write) -> Sending:
    """The request for it; `url` is Graph's own."""
    content = None if write.content is None else json.dumps(write.content).encode()
    headers = {**JSON_BOTH_WAYS, **write.headers} if content else {**write.headers}
    ask = Ask(write.kind, write.path, write.team)
    return Sending(write.method, url + write.path, write.kind, [ask], headers, content, writes=True)


@contextmanager
def doubted() -> Iterator[None]:
    """What breaks after it may have been sent. Raises Unsure; Away where it never left."""
    try:
        yield
    except Away:
        raise
    except NotRead as error:
        raise _unsure(error.says.partition(";")[0]) from error


def not_taken(kind: Kind | None, error: Answered) -> CenterError:
    """The error for an answer that is none of success, nor one that asks to wait."""
    status = error.status
    if kind is None or status < 400 or status == TOO_LATE or status >= 500:
        return _unsure(FAILED.format(status=status))
    if status == 403:
        return NotPermitted(f"not permitted, needs {PERMISSIONS[kind]}")
    if status in SAID:
        made, says = SAID[status]
        return made(says)
    named = f"{status} ({error.code})" if error.code else str(status)
    return NotWritten(REFUSED.format(status=named))


def answered(raw: bytes) -> Json:
    """What a write that was taken answers; empty where it says nothing. Raises Unsure."""
    if not raw.strip():
        return {}
    with doubted():
        return json_object(raw)


def code_in(raw: bytes) -> str:
    """Graph's word for an error; empty where it is none. Its sentence may quote anybody."""
    try:
        found = text(as_object(json_object(raw).get("error")), "code")
    except NotRead:
        return ""
    return found if CODE.fullmatch(found) else ""


def _unsure(why: str) -> Unsure:
    return Unsure(NOT_KNOWN.format(why=why))
