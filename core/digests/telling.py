"""From facts to what is told: every section that has something to say, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from core import registry
from core.digests import sections as folder
from core.digests.model import Facts
from core.digests.rows import rows, worst_first
from core.digests.sections import Entry, Section


@dataclass(frozen=True, slots=True)
class Told:
    """A section with something to say; the first `most` of its entries stand on the first page."""

    name: str
    title: str
    most: int
    entries: Sequence[Entry]


@cache
def sections() -> dict[str, Section]:
    """Every section by its id, in its order. Raises SetupError for a file that has none."""
    found = registry.collect(folder, "SECTION", Section)
    return dict(sorted(found.items(), key=lambda each: each[1].order))


def tell(facts: Facts) -> list[Told]:
    """What there is to say."""
    return [
        Told(name, section.title, section.most, entries)
        for name, section in sections().items()
        if (entries := section.write(facts))
    ]


def everything(facts: Facts) -> list[Entry]:
    """Every project of the scope in a line, worst first."""
    return rows(worst_first(facts), facts)
