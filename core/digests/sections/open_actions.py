"""What teams promised themselves in retros and have not done, in numbers and ages."""

from collections.abc import Sequence

from core.digests.model import Facts
from core.digests.sections import Entry, Section
from core.digests.words import promised


def write(facts: Facts) -> Sequence[Entry]:
    """Numbers alone: the actions are their teams' own. Each project has its own numbers."""
    said = promised(facts.open_actions, facts.today)
    return [Entry(says=said)] if said else []


SECTION = Section(write, title="Open retro actions", order=60)
