"""What people and tenants typed is shown as typed: no client interprets any of it."""

import re
from datetime import UTC, date, datetime

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, halves of characters, and marks with which a text could turn around what follows.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_SEAM = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)")

# Markdown, HTML, macros, and what makes a link out of bare words.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>~|!$&@]|:(?=/)|\.(?=[^\W\d])")
_LISTED = re.compile(r"^( ?\d*)([-+#=.)])", re.MULTILINE)
_MARGIN = re.compile(r"^[ \t]+|[ \t]+$")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clean(text: str) -> str:
    r"""Drop what cannot be seen, write every line end as \n, and fence right-to-left text in.

    The fence (U+2068 … U+2069) keeps an Arabic or Hebrew name from reordering our own words.
    """
    if not text.isprintable():
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii():
        return text
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def escape(text: str) -> str:
    r"""Write a text so that a `TextBlock` (or a Markdown message) shows it as it was typed.

    Lines become paragraphs, because a single line end is a space in Teams. Some phones show the
    backslashes (microsoft/AdaptiveCards #5590), so all but headings goes into text runs: `plain`.
    """
    text = _MARKUP.sub(r"\\\g<0>", clean(text))
    if "\n" in text:
        lines = [line.strip() for line in text.split("\n")]
        text = "\n\n".join(line for line in lines if line)
    return _LISTED.sub(r"\1\\\2", _MARGIN.sub(" ", text))


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
