"""Time zones that are the same all year, which people who name them may not mean."""

import re
from collections.abc import Iterator

from core.office.model import Office
from core.office.references import ITEMS, items, key

# Names by which the IANA database keeps a fixed distance from UTC. Who writes UTC means it, and
# where HST is used no clock changes.
_FIXED = re.compile(r"EST|MST|(Etc/)?(GMT|Greenwich)|(Etc/)?GMT[+-]?[0-9]+")


def fixed(office: Office) -> dict[str, list[str]]:
    """Where the office names zones that know no summer time: the places by the zone."""
    found: dict[str, list[str]] = {}
    for place, zone in _named(office):
        if _FIXED.fullmatch(zone):
            found.setdefault(zone, []).append(place)
    return found


def _named(office: Office) -> Iterator[tuple[str, str]]:
    if office.center:
        yield "center", office.center.time_zone
    for part in ITEMS:
        for item in items(office, part):
            schedule = getattr(item, "schedule", None)
            if zone := getattr(schedule or item, "time_zone", None):
                yield f"{part} {key(item)}", zone
