"""What people and tenants typed is shown as typed: no client interprets any of it."""

import re
from datetime import UTC, date, datetime

from core.markup import clean

_SEAM = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plain(text: str) -> str:
    """Write a text for a `TextRun`, which is never Markdown.

    Clients replace `{{DATE(…)}}` macros in it all the same, and templates `${…}`: an unseen
    word joiner (U+2060) keeps their opening signs apart.
    """
    text = clean(text)
    return _SEAM.sub("\u2060", text) if "{" in text else text


def shortened(text: str, characters: int) -> str:
    """The text, or its beginning with a sign that there is more."""
    return text if len(text) <= characters else f"{text[:characters].rstrip()} …"


def spoken(text: str) -> str:
    """Write a text for `speak`, which may also hold speech markup: without its signs."""
    return re.sub(r"[<>&{}\s]+", " ", clean(text)).strip()


def moment(at: datetime) -> str:
    """A point in time in the reader's own zone and language, written by the client."""
    utc = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{{{{DATE({utc}, SHORT)}}}} {{{{TIME({utc})}}}}"


def day(on: date, near: date | None = None) -> str:
    """A day as "27 Nov"; with its year when that is not the year of `near`."""
    words = f"{on.day} {_MONTHS[on.month - 1]}"
    return words if near is None or near.year == on.year else f"{words} {on.year}"


def weekday(on: date, near: date | None = None) -> str:
    """A day as "Fri 27 Nov"; with its year when that is not the year of `near`."""
    return f"{_DAYS[on.weekday()]} {day(on, near)}"
