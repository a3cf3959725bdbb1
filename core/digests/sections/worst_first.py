"""What is red, then amber, then green in name only; what has been so for longest comes first."""

from collections.abc import Sequence

from core.digests.model import Facts
from core.digests.rows import badness, rows, sign
from core.digests.sections import Entry, Section, Sign

BAD = (Sign.RED, Sign.AMBER, Sign.DOUBTED)


def write(facts: Facts) -> Sequence[Entry]:
    """A colour that the project's own figures contradict says so."""
    bad = [each for each in facts.projects if sign(each, facts.today) in BAD]
    return rows(sorted(bad, key=lambda each: badness(each, facts.today)), facts)


SECTION = Section(write, title="Worst first", order=20, most=5)
