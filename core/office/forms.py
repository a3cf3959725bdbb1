"""What one written value may look like: each function takes the text and gives the value.

Each raises InputError with what is wrong and what to write instead; the reader of the file puts
the place before it.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from core.errors import InputError, NoTeam, NoZone
from core.office import codes, cron, links
from core.office.values import LENGTH, Length
from core.suggest import did_you_mean, quoted

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONTENT = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PRINCIPAL = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
COPY_ID = "Copy groupId from a link to the team."
LONGEST_LINE = 200
LONGEST_PASSAGE = 500
LONGEST_TEXT = 4000


class Quoting(StrEnum):
    """How a value is told from others: YAML guesses what a word without quotes means."""

    TEXT = "text"  # what YAML reads as a number, date or boolean wants quotes
    CODE = "code"  # its own shape tells what it is, with quotes or without
    BARE = "bare"  # a number or boolean: never in quotes


@dataclass(frozen=True, slots=True)
class Form:
    """How a text becomes a value: `read` raises InputError.

    `prose` is for people to read, so any letter may stand in it; elsewhere a typographic dash or a
    space of no width is a slip.
    """

    read: Callable[[str], object]
    kind: Quoting
    prose: bool = False


@dataclass(frozen=True, slots=True)
class WordOr:
    """A field that takes `word`, or a list of items of `form`."""

    word: str
    form: Form


@dataclass(frozen=True, slots=True)
class Of:
    """A field that names items of this part of the office."""

    part: str


@dataclass(frozen=True, slots=True)
class In:
    """A field that names files of this folder of the content."""

    folder: str


@dataclass(frozen=True, slots=True)
class Anything:
    """A field that takes a number, true or false, a text or a list of texts, as it is written."""


def line(text: str) -> str:
    """One line of at most 200 characters."""
    if "\n" in text:
        raise InputError("has a line break. Write it on one line.")
    return _text(text, LONGEST_LINE)


def passage(text: str) -> str:
    """A sentence or two, at most 500 characters; line breaks in it are spaces."""
    return _text(" ".join(text.split()) or text, LONGEST_PASSAGE)


def lines(text: str) -> str:
    """Text of any number of lines, at most 4,000 characters."""
    return _text(text, LONGEST_TEXT)


def _text(text: str, longest: int) -> str:
    cleaned = text.strip()
    if not cleaned:
        raise InputError("is empty. Write something; a line that is not needed may be left out.")
    if len(cleaned) > longest:
        raise InputError(f"has {len(cleaned)} characters; at most {longest} fit. Shorten it.")
    if any(unshown(letter) for letter in cleaned):
        raise InputError("has a character that cannot be shown, a tab for example. Take it out.")
    return cleaned


def unshown(letter: str) -> bool:
    """Whether no text of ours may have this character."""
    # Joiners and marks of direction (Cf) are part of how people write, controls are not.
    return unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") and letter != "\n"


def slug(text: str) -> str:
    """An id: small letters, digits and single hyphens, at most 64."""
    if SLUG.fullmatch(text) and len(text) <= 64:
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-")
    hint = f" For example “{better}”." if better else ""
    raise InputError(
        f"{quoted(text)} is no id: small letters a-z, digits and single hyphens between them, "
        f"at most 64 ({SLUG.pattern}).{hint}"
    )


def content_name(text: str) -> str:
    """The name of a file of content, without its ending."""
    if CONTENT.fullmatch(text) and len(text) <= 64:
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-")
    hint = f" For example “{better}”." if better else ""
    raise InputError(
        f"{quoted(text)} is no name of a file: small letters a-z, digits and single hyphens or "
        f"underscores between them, at most 64, without its ending.{hint}"
    )


def person(text: str) -> str:
    """A person: an Entra object id, or a user principal name, in small letters.

    What an address book or Teams puts around it is left out: `Ada <ada@…>`, `mailto:`, `8:orgid:`.
    """
    bare = _bare(text)
    if GUID.fullmatch(bare):
        return bare
    if PRINCIPAL.fullmatch(bare) and len(bare) <= 113 and bare.isprintable():
        return bare
    _no_braces(bare)
    raise InputError(
        f"{quoted(text)} is no person. Write a user principal name like “ada@contoso.example”, "
        "or an Entra object id."
    )


def _bare(text: str) -> str:
    text = text.strip()
    if found := re.fullmatch(r"[^<>]*<([^<>]+)>", text):
        text = found[1].strip()
    return re.sub(r"^(mailto:|8:orgid:)", "", text, flags=re.IGNORECASE).lower()


def team(text: str) -> str:
    """A team's id (the id of its Microsoft 365 group), or a link to the team or a channel of it."""
    if found := links.link(text):
        if GUID.fullmatch(found.team):
            return found.team
        raise InputError("is a link without groupId. Copy the link to the team again, in Teams.")
    text = links.decoded(text.strip())
    if text.startswith("19:"):
        raise InputError("is a channel's id. Write the team's group id here, it has no “19:”.")
    _no_braces(text)
    if re.search(r"\s|/", text) or not text.isprintable() or not 1 <= len(text) <= 64:
        raise NoTeam(text, f"{quoted(text)} is no team id. {COPY_ID}")
    return text.lower() if GUID.fullmatch(text) else text


def group(text: str) -> str:
    """The same of a team that there is: the ids of groups are GUIDs. Raises NoTeam for a name."""
    found = team(text)
    if GUID.fullmatch(found):
        return found
    raise NoTeam(found, f"{quoted(found)} is no team id. {COPY_ID}")


def channel(text: str) -> str:
    """A channel's id, as Teams writes it: `19:…@thread.tacv2`, or a link to it."""
    found = links.link(text)
    id_ = found.channel if found else links.decoded(text.strip())
    if re.fullmatch(r"19:[!-?A-~]+@thread\.[a-z0-9]+", id_) and len(id_) <= 200:
        return id_
    raise InputError(
        f"{quoted(text)} is no channel id. It looks like “19:…@thread.tacv2”; a link to the "
        "channel is taken too: in Teams, right-click the channel, then “Copy link”."
    )


def _no_braces(text: str) -> None:
    if (inside := re.fullmatch(r"[{(\[<](.*)[})\]>]", text)) and GUID.fullmatch(inside[1]):
        raise InputError(f"{quoted(text)} stands in brackets. Write {inside[1].lower()}.")


@cache
def zones() -> frozenset[str]:
    """The time zones that this machine knows (IANA), but for the one that it is in itself."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def time_zone(text: str) -> str:
    """A time zone by its IANA name. Raises NoZone, for who knows better what was meant."""
    if text in zones():
        return text
    raise NoZone(text, f"{quoted(text)} is no time zone. Write one like “Europe/Berlin”.")


def cron_line(text: str) -> str:
    """A cron line of five fields."""
    return cron.parse(text)


def length(text: str) -> Length:
    """A length of time: a whole number and m, h, d or w; at most 366 days."""
    if not LENGTH.fullmatch(text):
        raise InputError(f"{quoted(text)} is no length of time. Write it like 30m, 24h or 2d.")
    if (written := Length(text)).lasts.days > 366:
        raise InputError(f"{quoted(text)} is longer than a year. Write a shorter time.")
    return written


def day(text: str) -> date:
    """A calendar day, `2026-01-05`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise InputError(f"{quoted(text)} is no date. Write year-month-day, like 2026-01-05.")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{quoted(text)} is not in the calendar. Write a day that is.") from error


def number(text: str) -> Decimal:
    """A number of at most 15 digits before the point and 6 after it, kept exactly."""
    if NUMBER.fullmatch(text):
        return Decimal(text)
    raise InputError(
        f"{quoted(text)} is no number here. Write digits and at most one point, like 120000.50."
    )


def amount(text: str) -> Decimal:
    """An amount of money, zero or more."""
    if (value := number(text)) >= 0:
        return value
    raise InputError(f"{quoted(text)} is below zero. Write zero or more.")


def whole(low: int, high: int) -> Callable[[str], int]:
    """A form for whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if re.fullmatch(r"0|[1-9][0-9]{0,8}", text) and low <= int(text) <= high:
            return int(text)
        raise InputError(f"{quoted(text)} must be a whole number from {low} to {high}.")

    return read


def switch(text: str) -> bool:
    """True or false; other words for it are refused, since readers of YAML differ about them."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise InputError(f"{quoted(text)} is neither true nor false. Write true or false.")


def currency(text: str) -> str:
    """A currency by its ISO 4217 code."""
    if text in codes.CURRENCIES:
        return text
    hint = did_you_mean(text, codes.CURRENCIES)
    raise InputError(f"{quoted(text)} is no currency.{hint} Write an ISO code like USD.")


def country(text: str) -> str:
    """A country by its ISO 3166-1 code of two letters."""
    if text in codes.COUNTRIES:
        return text
    hint = f" Did you mean “{text.upper()}”?" if text.upper() in codes.COUNTRIES else ""
    raise InputError(f"{quoted(text)} is no country.{hint} Write its two letters, like US.")


def subdivision(text: str) -> str:
    """A part of a country, by what follows the hyphen in ISO 3166-2 (`TX` in `US-TX`)."""
    if re.fullmatch(r"[A-Z0-9]{1,3}", text):
        return text
    raise InputError(f"{quoted(text)} is no part of a country. Write it like TX for US-TX.")
