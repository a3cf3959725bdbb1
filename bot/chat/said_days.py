"""A day as people say it to us: read by dateparser within bounds, and not guessed beyond them."""

import re
import unicodedata
from datetime import date, timedelta

from bot.chat import date_library as library
from core.days import DAYS
from core.unseen import without_unseen

LONGEST = 60  # characters in which somebody says a day
LEAST = 3  # letters that name a weekday: “tue”, “tues”, “thurs”

_QUOTES = " \"'“”„‘’‚«»`*_"  # as clients put them around words

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {"a": 1, **{word: number for number, word in enumerate(_COUNTED, 1)}}
_LENGTHS = {"day": 1, "week": 7}
_LENGTH = re.compile(r"(?:for )?(?P<many>\d{1,3}|[a-z]+) (?P<unit>day|week)s?")
_WHICH = re.compile(r"(?P<which>on|this|next) (?P<day>[^\W\d_]+)")
_IN = re.compile(r"[^\W\d_]+ \d{1,3} [^\W\d_]+")  # “in 2 weeks”, in any language
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,4}")
_ISO = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")
_NTH = re.compile(r"(?:on )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)")
_SLASHES = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4}|/\d\d)?|\d{1,2}-\d{1,2}-\d{4}")
_DOTS = re.compile(r"\d{1,2}\. ?\d{1,2}(?:\.|\. ?\d{4}|\. ?\d\d)?")
_NAMED = re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?!.*\d[-./]\d)[\w .,/'’-]+")
_SHORT_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.)?[ -][^\W\d_]+\.?[ -]\d\d")
_HEADED = re.compile(r"(?P<head>[^\W\d_]+)\.?,? (?P<date>.*\d.*)")


def said_day(words: str, today: date, locale: str = "") -> date | None:
    """The day that is meant; None for words that do not say one, or may say two.

    A weekday is the next of that name, today too; “next friday” is that of the week after this one.
    Without a year it is the next day of that name, today too. “3 days” begin with today, “in 3
    days” is three days on. `locale` tells the reader's order of day and month, and their language;
    where it is empty, `01/12` says nothing and `24/12` does. A day that is past is given as that.
    """
    seen = unicodedata.normalize("NFKC", without_unseen(words))
    said = " ".join(seen.casefold().strip(_QUOTES).split())
    if not said or len(said) > LONGEST:
        return None
    if length := _LENGTH.fullmatch(said):
        return _length(length, today)
    if nth := _NTH.fullmatch(said):
        return _nth(int(nth["day"]), today)
    for read in (_weekday, _relative, _date):
        if found := read(said, today, locale):
            return found
    return None


def _length(found: re.Match[str], today: date) -> date | None:
    many = int(found["many"]) if found["many"].isdecimal() else _NUMBERS.get(found["many"], 0)
    return today + timedelta(days=many * _LENGTHS[found["unit"]] - 1) if many else None


def _nth(number: int, today: date) -> date | None:
    """The next day of that number; any is within two months, since no two are short in a row."""
    ahead = (today + timedelta(days=days) for days in range(62))
    return next((on for on in ahead if on.day == number), None)


def _weekday(said: str, today: date, locale: str) -> date | None:
    which = _WHICH.fullmatch(said)
    found = _named(which["day"] if which else said, today, locale)
    if found and which and which["which"] == "next":
        return today + timedelta(days=7 - today.weekday() + found.weekday())
    return found


def _named(word: str, today: date, locale: str) -> date | None:
    """The next day that is called so: in English by its first letters, which dateparser lacks."""
    if not word.isalpha() or len(word) < 2:
        return None
    places = [at for at, name in enumerate(DAYS) if name.casefold().startswith(word)]
    if len(word) >= LEAST and places:
        return today + timedelta(days=(places[0] - today.weekday()) % 7)
    return library.weekday(word, today, locale)


def _relative(said: str, today: date, locale: str) -> date | None:
    """Not “next week”, which has seven days: a week or a month is exact where it is counted."""
    if said == "tonight":
        return today
    counted = _IN.fullmatch(said) or said.count(" ") == 2
    if not counted and not _WORDS.fullmatch(said):
        return None
    found = library.relative(said, today, locale)
    exact = ("day", "week", "month") if counted else ("day",)
    return found.on if found and found.period in exact else None


def _date(said: str, today: date, locale: str) -> date | None:
    """A date in figures or with its month's name; a weekday before it has to be that day's."""
    if iso := _ISO.fullmatch(said):
        return _made(*(int(part) for part in said.split(iso[1])))
    head = _HEADED.fullmatch(said)
    named = _named(head["head"], today, locale) if head else None
    if head and named:
        nth = _NTH.fullmatch(head["date"])
        found = _nth(int(nth["day"]), today) if nth else _date(head["date"], today, locale)
        return found if found and found.weekday() == named.weekday() else None
    found = _read(said, today, locale)
    return found if found and _agrees(found, said) else None


def _read(said: str, today: date, locale: str) -> date | None:
    """Dots stand for day first; slashes go both ways, unless one of them makes no day."""
    if _SLASHES.fullmatch(said):
        own, both = library.orders(locale), library.BOTH
        return _sure(said, today, locale, own) or _sure(said, today, locale, both)
    if _DOTS.fullmatch(said):  # of which dateparser takes some for a time
        said = re.sub(r"\. ?", "/", said).rstrip("/")
    elif not _NAMED.fullmatch(said):
        return None
    return library.written(said, today, locale, library.DAY_FIRST)


def _sure(said: str, today: date, locale: str, orders: tuple[str, ...]) -> date | None:
    found = {library.written(said, today, locale, order) for order in orders} - {None}
    return found.pop() if len(found) == 1 else None


def _agrees(found: date, said: str) -> bool:
    """Whether it has every number that was said and no other: dateparser passes over some."""
    numbers = sorted(int(each) for each in re.findall(r"\d+", said))
    years = [[], [found.year]]
    if _SHORT_YEAR.fullmatch(said) or not any(each.isalpha() for each in said):
        years.append([found.year % 100])
    days = ([found.day], [found.day, found.month])
    return any(numbers == sorted(day + year) for day in days for year in years)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
