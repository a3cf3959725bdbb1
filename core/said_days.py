"""A day as people say it to us, from a small vocabulary: what is not in it is not guessed."""

import re
from datetime import date, timedelta

from core.days import DAYS, MONTHS

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?:,? (?P<year>\d{4}))?"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_LENGTHS = {"day": 1, "week": 7}
LEAST = 3  # letters that name a weekday or a month: “tue”, “tues”, “november”


def said_day(words: str, today: date) -> date | None:
    """The day that is meant; None for words that do not say one.

    A weekday is the next one that comes, never today; “next friday” that of the week after this
    one. Without a year it is the next day of that name, today too. “3 days” begin with today.
    """
    said = " ".join(words.casefold().split())
    for reader in (_near, _weekday, _length, _iso, _named, _dotted):
        if found := reader(said, today):
            return found
    return None


def _near(said: str, today: date) -> date | None:
    ahead = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2}.get(said)
    return None if ahead is None else today + timedelta(days=ahead)


def _weekday(said: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:(?P<which>on|this|next) )?(?P<day>[a-z]+)", said)
    number = found and _among(DAYS, found["day"])
    if number is None or found is None:
        return None
    if found["which"] == "next":
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _length(said: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:for )?(?P<many>\d{1,3}|[a-z]+) (?P<unit>day|week)s?", said)
    if found is None:
        return None
    many = int(found["many"]) if found["many"].isdecimal() else _NUMBERS.get(found["many"], 0)
    return today + timedelta(days=many * _LENGTHS[found["unit"]] - 1) if many else None


def _iso(said: str, _: date) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", said)
    return _made(*map(int, found.groups())) if found else None


def _named(said: str, today: date) -> date | None:
    """“24 Nov”, “24th of November 2026”, “November 24, 2026”."""
    for form in (f"{_DAY}\\.?(?: of)? {_MONTH}{_YEAR}", f"{_MONTH} {_DAY}{_YEAR}"):
        found = re.fullmatch(form, said)
        month = found and _among(MONTHS, found["month"])
        if found and month is not None:
            return _next(int(found["day"]), month + 1, found["year"], today)
    return None


def _dotted(said: str, today: date) -> date | None:
    """“24.11.” and “24.11.2026”, as dots are used: the day first. Slashes go both ways."""
    found = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?", said)
    return _next(int(found[1]), int(found[2]), found[3], today) if found else None


def _among(names: tuple[str, ...], word: str) -> int | None:
    """The place of the name that the word is, or begins."""
    if len(word) < LEAST:
        return None
    return next((at for at, name in enumerate(names) if name.casefold().startswith(word)), None)


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _made(int(year), month, day)
    this = _made(today.year, month, day)
    if this and this >= today:
        return this
    return _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
