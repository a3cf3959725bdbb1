"""From facts to what is told: every section that has something to say, in its order."""

import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from core import registry
from core.digests import sections as folder
from core.digests.model import Facts
from core.digests.rows import rows, worst_first
from core.digests.sections import Entry, Section

OUR_MISTAKE = "This could not be told because of a mistake of ours; the log of the server has it."

log = logging.getLogger(__name__)


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
        if (entries := _entries(name, section, facts))
    ]


def _entries(name: str, section: Section, facts: Facts) -> Sequence[Entry]:
    try:
        return section.write(facts)
    except Exception as error:  # noqa: BLE001 - one broken section must not cost the digest
        # Only the error's class and place: its words may hold what people wrote.
        at = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {at.name}, line {at.lineno}"
        log.error("section broke section=%s error=%s", name, what)
        return [Entry(says=OUR_MISTAKE)]


def everything(facts: Facts) -> list[Entry]:
    """Every project of the scope in a line, worst first."""
    return rows(worst_first(facts), facts)
