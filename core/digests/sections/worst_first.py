"""What is red, amber, green in name only, or silent: each once, with since when and why."""

from collections.abc import Sequence

from core.digests.model import Facts, Project
from core.digests.rows import rows, sign, worst_first
from core.digests.sections import Entry, Section, Sign
from core.digests.standing import is_silent

MOST = 3
BAD = (Sign.RED, Sign.AMBER, Sign.DOUBTED)


def bad(facts: Facts) -> list[Project]:
    """Those that a leader should look at, worst first."""
    return [
        each for each in worst_first(facts) if sign(each, facts.today) in BAD or is_silent(each)
    ]


def write(facts: Facts) -> Sequence[Entry]:
    """A colour that the project's own figures contradict says so."""
    return rows(bad(facts), facts)


SECTION = Section(write, title="Worst first", order=20, most=MOST)
