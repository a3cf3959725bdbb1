"""Which time zone of the IANA database somebody means by what is none of its names."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from tzlocal.windows_tz import tz_win, win_tz

from core.errors import InputError, NoZone
from core.office import zones as fixed_zones
from core.office.forms import zones
from core.office.model import Office
from core.suggest import SURELY, alike, nearest, quoted
from core.words import listed

FEW = 3  # zones that are offered for what stands for many
WINDOWS = {name.casefold(): name for name in win_tz}
OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)?\s*([+-])([0-9]{1,2})(?::?([0-5][0-9]))?\b(.*)", re.I)
MONTHS = (1, 7)  # one in winter and one in summer, on either side of the equator


def explaining(country: str) -> Callable[[InputError], str]:
    """What to say of a value that is none: of a time zone the one that is meant, which the country
    (ISO 3166, may be empty) may choose; of all others what the error says."""

    def says(error: InputError) -> str:
        return _instead(error.text.strip(), country) if isinstance(error, NoZone) else error.says

    return says


def notes(office: Office) -> list[str]:
    """A sentence for each zone of the office that knows no summer time, with the one to write."""
    country = office.center.holidays.country if office.center and office.center.holidays else ""
    return [
        f"{quoted(zone)} knows no summer time ({listed(places, FEW)}). Where clocks change, "
        f"write {_one_of(_fixed(zone, country))}."
        for zone, places in fixed_zones.fixed(office).items()
    ]


def _instead(text: str, country: str) -> str:
    if found := _place(text):
        return f"{quoted(text)} is no time zone. Did you mean {quoted(found)}?"
    if offset := OFFSET.fullmatch(text):
        meant = _one_of(_at(_length(offset), country))
        none = "is no time zone" if offset[4].strip(") ") else "knows no summer time"
        return f"{quoted(text)} {none}. Write the zone of a place, like {meant}."
    if found := _of_windows(text, country):
        return f"{quoted(text)} is what Windows calls a time zone. Write {quoted(found)}."
    if those := _shortened(text, country):
        return f"{quoted(text)} does not say where. Write {_one_of(those)}."
    return f"{quoted(text)} is no time zone.{_near(text) or ' Write one like “Europe/Berlin”.'}"


def _of_windows(text: str, country: str) -> str:
    standard = re.sub(r"\b(daylight|summer) time", "standard time", text.casefold())
    name = WINDOWS.get(standard)
    if not name:
        return ""
    own = [zone for zone in _in(country) if tz_win.get(zone) == name]
    return own[0] if own else _today(win_tz[name])


def _place(text: str) -> str:
    """A zone by its name in other letters, or by a city's name that is the text or stands in it."""
    written = re.sub(r"\s+", "_", text).casefold()
    by_name = {zone.casefold(): zone for zone in zones() - {"GMT"}}
    if written in by_name:
        return by_name[written]
    cities = {_city(zone): zone for zone in reversed([*_main(), *_listed()])}
    words = [word.strip() for word in re.split("[,;()]", text.casefold())]
    return next((cities[word] for word in words if word in cities), "")


def _near(text: str) -> str:
    """A sentence with the zone whose name or city looks most like it; empty where none does."""
    if "/" in text:
        return nearest(text, zones())
    found = [zone for city in alike(text, map(_city, _main()), SURELY) if (zone := _place(city))]
    return f" Did you mean {quoted(found[0])}?" if found else ""


def _shortened(text: str, country: str) -> list[str]:
    """Those whose clocks show these letters in winter or in summer: CST, CEST."""
    letters = text.upper()
    return _offered(lambda zone: letters in {_moment(zone, month)[1] for month in MONTHS}, country)


def _at(offset: timedelta, country: str) -> list[str]:
    return _offered(lambda zone: _standard(zone) == offset, country)


def _fixed(zone: str, country: str) -> list[str]:
    return _at(_standard(zone), country)


def _offered(fits: Callable[[str], bool], country: str) -> list[str]:
    """The country's zone that fits, else a few of all; those with summer time first."""
    own = [zone for zone in _in(country) if fits(zone)][:1]
    found = own or [zone for zone in _main() if fits(zone)]
    return sorted(found, key=lambda zone: not _changes(zone))[:FEW]


def _one_of(found: Iterable[str]) -> str:
    return listed([quoted(zone) for zone in found], joined="or") or "“Europe/Berlin”"


def _length(found: re.Match[str]) -> timedelta:
    length = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -length if found[1] == "-" else length


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ").casefold()


@cache
def _moment(zone: str, month: int) -> tuple[timedelta, str]:
    """How far a zone is from UTC in the middle of a month, and what its clocks call that."""
    when = datetime(2026, month, 15, tzinfo=ZoneInfo(zone))
    return when.utcoffset() or timedelta(), when.tzname() or ""


def _standard(zone: str) -> timedelta:
    return min(_moment(zone, month)[0] for month in MONTHS)


def _changes(zone: str) -> bool:
    return len({_moment(zone, month)[0] for month in MONTHS}) > 1


@cache
def _by_country() -> dict[str, list[str]]:
    """The zones of each country, as the IANA database lists them."""
    found: dict[str, list[str]] = {}
    text = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found.setdefault(country, []).append(zone)
    return found


def _in(country: str) -> list[str]:
    """A country's zones, those first that stand for one of Windows."""
    return sorted(_by_country().get(country, []), key=lambda zone: zone not in _main())


@cache
def _main() -> list[str]:
    """One for each name of Windows, that first which stands for most zones and no single one."""
    many = Counter(tz_win.values())
    ordered = sorted(win_tz, key=lambda name: ("(" in name, -many[name]))
    return [_today(win_tz[name]) for name in ordered]


@cache
def _listed() -> list[str]:
    return [zone for own in _by_country().values() for zone in own]


def _today(zone: str) -> str:
    """Its name of today: Asia/Kolkata for Asia/Calcutta."""
    same = [each for each in _listed() if tz_win.get(each) == tz_win.get(zone, "")]
    return zone if zone in _listed() or not same else same[0]
