"""What people and tenants typed is shown as typed: no client interprets any of it."""

import re
from datetime import UTC, datetime

from core.markup import clean

_SEAM = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)")


def plain(text: str) -> str:
    """Write a text for a `TextRun`, which is never Markdown.

    Clients replace `{{DATE(…)}}` macros in it all the same, and templates `${…}`: an unseen
    word joiner (U+2060) keeps their opening signs apart.
    """
    text = clean(text)
    return _SEAM.sub("\u2060", text) if "{" in text else text


def shortened(text: str, characters: int) -> str:
    """The text, or as many of its words as fit with a sign that there is more.

    Only a word longer than two thirds of it is cut; one or two letters never are, which the sign
    takes too.
    """
    if len(text) <= characters + 2:
        return text
    begins = text[:characters]
    whole = begins if text[len(begins)].isspace() else begins.rpartition(" ")[0]
    return f"{(whole if 3 * len(whole) >= characters else begins).rstrip()} …"


def spoken(text: str) -> str:
    """Write a text for `speak`, which may also hold speech markup: without its signs."""
    return re.sub(r"[<>&{}\s]+", " ", clean(text)).strip()


def readers_moment(at: datetime) -> str:
    """A point in time in the reader's own zone and language, written by the client."""
    utc = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{{{{DATE({utc}, SHORT)}}}} {{{{TIME({utc})}}}}"
