"""Cron lines as cron itself means them, translated for a scheduler that counts days from Monday."""

import calendar
import re
from dataclasses import dataclass

from core import days
from core.days import short
from core.errors import InputError
from core.suggest import did_you_mean, quoted

DAYS = tuple(short(name).casefold() for name in (days.DAYS[-1], *days.DAYS[:-1]))  # from Sunday on
MONTHS = tuple(short(name).casefold() for name in days.MONTHS)
PIECE = re.compile(r"(\*|\w+(?:-\w+)?)(?:/([0-9]{1,4}))?")
EXAMPLE = "Write it like “0 9 * * MON” (minute, hour, day of the month, month, day of the week)."


@dataclass(frozen=True, slots=True)
class CronField:
    """One of the five places of a cron line, and what may stand in it."""

    title: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    first: int = 0  # the number of the first name

    def number(self, word: str) -> int:
        """The number of a name or of digits. Raises InputError for anything else."""
        if word.casefold() in self.names:
            return self.names.index(word.casefold()) + self.first
        if word.isascii() and word.isdigit() and self.low <= int(word) <= self.high:
            return int(word)
        hint = did_you_mean(word, self.names) if word.isalpha() and self.names else ""
        raise InputError(
            f"{quoted(word)} is no {self.title}: from {self.low} to {self.high}.{hint} {EXAMPLE}"
        )


MINUTE = CronField("minute", 0, 59)
HOUR = CronField("hour", 0, 23)
DAY = CronField("day of the month", 1, 31)
MONTH = CronField("month", 1, 12, MONTHS, 1)
WEEKDAY = CronField("day of the week", 0, 7, DAYS)
FIELDS = (MINUTE, HOUR, DAY, MONTH, WEEKDAY)


def parse(cron: str) -> str:
    """The same line with single spaces. Raises InputError for what cron would refuse, and for a
    date that never comes (30 February)."""
    words = cron.split()
    if len(words) != len(FIELDS):
        raise InputError(f"{quoted(cron)} has {len(words)} fields; cron has five. {EXAMPLE}")
    for field, word in zip(FIELDS, words, strict=True):
        numbers(field, word)
    if words[4].startswith("*") and not _ever(words[2], words[3]):
        raise InputError(f"{quoted(cron)} names a day that never comes. {EXAMPLE}")
    return " ".join(words)


def named_days(cron: str) -> str:
    """The line with names for its days of the week, each by itself, from Monday on: cron counts
    Sunday as 0 and 7, APScheduler counts Monday as 0, names mean the same to both."""
    *others, last = parse(cron).split()
    if last != "*":
        chosen = {number % 7 for number in numbers(WEEKDAY, last)}
        last = ",".join(DAYS[day] for day in (1, 2, 3, 4, 5, 6, 0) if day in chosen)
    return " ".join([*others, last])


def alternatives(cron: str) -> tuple[str, ...]:
    """The line, or the two lines that stand for it: cron comes on the day of the month *or* on the
    day of the week when both are given (crontab(5)), where APScheduler wants both."""
    minute, hour, day, month, weekday = named_days(cron).split()
    if cron.split()[2].startswith("*") or cron.split()[4].startswith("*"):
        return (f"{minute} {hour} {day} {month} {weekday}",)
    by_day = f"{minute} {hour} {day} {month} *"
    by_weekday = f"{minute} {hour} * {month} {weekday}"
    # The scheduler would look for 30 February up to the year 9999, each time it is asked.
    return (by_day, by_weekday) if _ever(day, month) else (by_weekday,)


def numbers(field: CronField, text: str) -> list[int]:
    """The numbers that one field of a line stands for. Raises InputError."""
    return [number for piece in text.split(",") for number in _piece(field, piece)]


def _piece(field: CronField, text: str) -> list[int]:
    found = PIECE.fullmatch(text)
    if not found:
        raise InputError(f"{quoted(text)} cannot stand for a {field.title}. {EXAMPLE}")
    chosen = _range(field, found[1])
    if found[2] is None:
        return chosen
    step = int(found[2])
    if found[1] != "*" and "-" not in found[1]:
        raise InputError(f"{quoted(text)} steps from one value; a step needs * or a range.")
    if not 1 <= step < len(chosen):
        raise InputError(f"{quoted(text)} steps further than there is to go. {EXAMPLE}")
    return chosen[::step]


def _range(field: CronField, text: str) -> list[int]:
    if text == "*":
        return list(range(field.low, field.high + (field is not WEEKDAY)))
    first, dash, last = text.partition("-")
    start = field.number(first)
    end = field.number(last) if dash else start
    if start > end and field is WEEKDAY and text.replace("-", "").isalpha():
        end += 7  # “fri-mon” goes over the weekend.
    if start > end:
        raise InputError(f"{quoted(text)} runs backwards. Write the smaller {field.title} first.")
    return list(range(start, end + 1))


def _ever(dates: str, months: str) -> bool:
    """Whether one of the days is in one of the months; 2024 has a 29 February."""
    last = max(calendar.monthrange(2024, month)[1] for month in numbers(MONTH, months))
    return min(numbers(DAY, dates)) <= last
