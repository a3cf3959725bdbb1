"""How many are worse or better than the leader's last digest said; each says so in its own line."""

from collections import Counter
from collections.abc import Sequence

from core.days import weekday
from core.digests import changes
from core.digests.changes import Move
from core.digests.model import Facts
from core.digests.sections import Entry, Section

FIRST = "A digest of a later day says what changed."


def write(facts: Facts) -> Sequence[Entry]:
    """That nothing changed is told, too. The day is that of the last digest.

    There is none to compare with on the first day, however many digests they get on it.
    """
    if not facts.projects:
        return []
    if facts.since is None:
        return [Entry(says=FIRST)]
    on = weekday(facts.since, facts.today)
    number = Counter(changes.moved(each, facts) for each in facts.projects)
    moves = ", ".join(f"{number[each]:,} {each}" for each in Move if number[each])
    if not moves:
        return [Entry(says=f"No colour changed since {on}.")]
    return [Entry(says=f"Since {on}: {moves}")]


SECTION = Section(write, title="Changed", order=40)
