"""Small values of the office file that are more than a word: a length of time, all-or-some."""

import re
from dataclasses import dataclass
from datetime import timedelta

UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
LENGTH = re.compile(r"([1-9][0-9]{0,5})([mhdw])")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as it was written: `30m`, `24h`, `2d`, `1w`; kept so for the export."""

    written: str

    @property
    def lasts(self) -> timedelta:
        """How long that is. A day is 24 hours, also when clocks change."""
        return int(self.written[:-1]) * UNITS[self.written[-1]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Either one word that means a whole group (`all`, `staff`), or the items by name."""

    word: str | None = None
    items: tuple[str, ...] = ()
