"""From facts to what is told: every section that has something to say, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from core import registry
from core.digests import sections as folder
from core.digests.model import Facts
from core.digests.rows import badness, rows
from core.digests.sections import Entry, Section


@dataclass(frozen=True, slots=True)
class Told:
    """A section with something to say; `figures` stand in the row at the end of the card."""

    name: str
    title: str
    most: int
    entries: Sequence[Entry]
    figures: Sequence[Entry]


@cache
def sections() -> dict[str, Section]:
    """Every section by its id, in its order. Raises SetupError for a file that has none."""
    found = registry.collect(folder, "SECTION", Section)
    return dict(sorted(found.items(), key=lambda each: each[1].order))


def tell(facts: Facts) -> list[Told]:
    """What there is to say."""
    return [
        Told(
            name,
            section.title,
            section.most,
            [each for each in entries if not each.figure],
            [each for each in entries if each.figure],
        )
        for name, section in sections().items()
        if (entries := section.write(facts))
    ]


def everything(facts: Facts) -> list[Entry]:
    """Every project of the scope in a line, worst first."""
    return rows(sorted(facts.projects, key=lambda each: badness(each, facts.today)), facts)
