"""What dateparser knows, asked so that it guesses little: dates in English and a reader's language.

It is asked one kind of question at a time, always from a day that we name, and told in which order
the reader writes day and month. `said_days.py` bounds what it is asked and what it may answer.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dateparser.date import DateDataParser
from dateparser.languages.loader import default_loader

DAY_FIRST, MONTH_FIRST = "DMY", "MDY"
BOTH = (DAY_FIRST, MONTH_FIRST)
_LOCALES = 500  # that are remembered; clients name them


@dataclass(frozen=True, slots=True)
class Read:
    """A day, and how exactly the words said it: `day`, `week`, `month` or `year`."""

    on: date
    period: str


def relative(words: str, today: date, locale: str) -> Read | None:
    """“tomorrow”, “in 2 weeks”, “dans 3 jours”: counted from today; None where hours are named."""
    return _read(words, today, _languages(locale), PARSERS=["relative-time"])


def weekday(words: str, today: date, locale: str) -> date | None:
    """The next day of that name, today too.

    dateparser leaves the day itself out, so it is asked from the day before; and asked again from a
    week before, since only a weekday moves with it.
    """
    now, before = (
        _read(words, today - timedelta(days=1 + ago), _languages(locale), **_WRITTEN)
        for ago in (0, 7)
    )
    if now is None or before is None or now.period != "day":
        return None
    moves = now.on - before.on == timedelta(days=7)
    return now.on if moves and 0 <= (now.on - today).days < 7 else None


def written(words: str, today: date, locale: str, order: str) -> date | None:
    """A date with at least its day and month; without its year the next one, today too."""
    exact: dict[str, Any] = {**_WRITTEN, "REQUIRE_PARTS": ["day", "month"], "DATE_ORDER": order}
    found = _read(words, today - timedelta(days=1), _languages(locale), **exact)
    return found.on if found else None


@lru_cache(maxsize=_LOCALES)
def orders(locale: str) -> tuple[str, ...]:
    """The order in which a reader writes day and month: `DMY` or `MDY`, both where nobody knows."""
    for name in _names(locale):
        try:
            told = default_loader.get_locale(name).info["date_order"]
        except (ValueError, KeyError):
            continue
        return (DAY_FIRST,) if told == DAY_FIRST else (MONTH_FIRST,)  # a year first, then months
    return BOTH


_WRITTEN: dict[str, Any] = {"PARSERS": ["absolute-time"]}
_ALWAYS: dict[str, Any] = {
    "PREFER_DATES_FROM": "future",
    "PREFER_LOCALE_DATE_ORDER": False,
    "TIMEZONE": "UTC",  # else it asks the machine for its own
}


def _read(words: str, since: date, languages: tuple[str, ...], **asked: Any) -> Read | None:
    base = datetime.combine(since, time.min)
    parser = DateDataParser(
        languages=list(languages), settings={**_ALWAYS, **asked, "RELATIVE_BASE": base}
    )
    found = parser.get_date_data(words)
    at = found.date_obj
    if at is None or at.time() != time.min:
        return None
    return Read(at.date(), found.period)


@lru_cache(maxsize=_LOCALES)
def _languages(locale: str) -> tuple[str, ...]:
    for name in reversed(_names(locale)):
        if name != "en" and "-" not in name and _known(name):
            return ("en", name)
    return ("en",)


def _known(name: str) -> bool:
    try:
        default_loader.get_locale(name)
    except ValueError:
        return False
    return True


def _names(locale: str) -> list[str]:
    """How dateparser may call a locale of Teams, the nearest first: `en-GB`, `en`."""
    language, *rest = locale.replace("_", "-").split("-")
    if not language.isalpha():
        return []
    plain = language.lower()
    regions = [f"{plain}-{rest[-1].upper()}"] if rest else []
    return [*regions, plain]
