"""What an activity must look like before anything else of ours looks at it."""

import json
import math
import re
from typing import Any, NoReturn

from bot.door.gate_errors import Malformed

MAX_DEPTH = 64
MAX_DIGITS = 19  # beyond 64 bits nothing that we keep could hold the number
MAX_ID = 500  # characters: an id becomes part of a database key, which holds 2,700 bytes

_TEXT, _ID, _ANY = "text", "id", "any"
_UNSAFE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, UTF-8 no half character

Shape = str | dict[str, "Shape"] | list["Shape"]

_PERSON: Shape = {"id": _ID, "aadObjectId": _ID, "name": _TEXT, "userPrincipalName": _TEXT}
# What we rely on of github.com/microsoft/botframework-sdk, specs/botframework-activity. Everything
# may be missing or null here; `_REQUIRED` says what may not.
_ACTIVITY: Shape = {
    "type": _ID,
    "id": _ID,
    "name": _ID,
    "action": _ID,
    "channelId": _ID,
    "serviceUrl": _TEXT,
    "replyToId": _ID,
    "timestamp": _ID,
    "localTimestamp": _ID,
    "localTimezone": _ID,
    "locale": _ID,
    "text": _TEXT,
    "textFormat": _ID,
    "from": _PERSON,
    "recipient": _PERSON,
    "membersAdded": [_PERSON],
    "membersRemoved": [_PERSON],
    "entities": [{"type": _ID, "mentioned": _PERSON, "text": _TEXT}],
    "attachments": [{"contentType": _ID}],
    "conversation": {"id": _ID, "tenantId": _ID, "conversationType": _ID, "name": _TEXT},
    "channelData": {
        "tenant": {"id": _ID},
        "team": {"id": _ID, "aadGroupId": _ID, "name": _TEXT},
        "channel": {"id": _ID, "name": _TEXT},
        "eventType": _ID,
    },
}
_REQUIRED = (("type",), ("channelId",), ("serviceUrl",), ("conversation", "id"), ("from", "id"))


def parse(body: bytes) -> dict[str, Any]:
    """The activity in `body`, every field we rely on of its type; raises Malformed.

    Stricter than JSON where readers disagree: no name twice in an object, no NaN, no number beyond
    64 bits or float range, no half of a surrogate pair, no NUL, at most 64 levels.
    """
    activity = strict_json(body)
    if not isinstance(activity, dict):
        raise Malformed("The activity is not a JSON object.")

    _check(activity, _ACTIVITY, "")
    for path in _REQUIRED:
        _demand(activity, path)
    return activity


def strict_json(raw: bytes) -> Any:
    """What `raw` says as JSON in UTF-8, by the strict reading above; raises Malformed."""
    try:
        text = raw.decode()
        found = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("The activity is not valid JSON.") from error
    # Looking at every value costs more than parsing, so only where something may be wrong.
    if "\\u" in text or text.count("{") + text.count("[") > MAX_DEPTH:
        _walk(found)
    return found


def _walk(found: Any) -> None:
    level = [found]
    for _ in range(MAX_DEPTH):
        for item in level:
            if isinstance(item, str) and _UNSAFE.search(item):
                raise Malformed("The activity has characters that cannot be kept.")
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return
    raise Malformed(f"The activity is nested deeper than {MAX_DEPTH} levels.")


def _inside(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    return item if isinstance(item, list) else []


def _check(value: Any, shape: Shape, path: str) -> None:
    if value is None:
        return
    if isinstance(shape, dict):
        _demand_type(value, dict, path)
        for name, inner in shape.items():
            if name in value:
                _check(value[name], inner, f"{path}.{name}")
    elif isinstance(shape, list):
        _demand_type(value, list, path)
        for item in value:
            _demand_type(item, dict, path)
            _check(item, shape[0], path)
    else:
        _demand_type(value, str, path)
        if shape is _ID and len(value) > MAX_ID:
            raise Malformed(f"The activity's field {path[1:]} is too long.")


def _demand_type(value: Any, kind: type, path: str) -> None:
    if not isinstance(value, kind):
        raise Malformed(f"The activity's field {path[1:]} has the wrong type.")


def _demand(activity: dict[str, Any], path: tuple[str, ...]) -> None:
    value: Any = activity
    for name in path:
        value = value.get(name) if value else None
    if not value:
        raise Malformed(f"The activity has no {'.'.join(path)}.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError("a number is too long")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=_finite, parse_constant=_refuse
)
