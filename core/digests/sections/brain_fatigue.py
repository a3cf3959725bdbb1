"""How much the people of the company have to follow, and what that was a week before."""

from collections.abc import Sequence

from core.days import weekday
from core.digests.model import Facts, Hygiene
from core.digests.sections import Entry, Section
from core.standards.model import Overload
from core.standards.overload import over, told
from core.words import many


def write(facts: Facts) -> Sequence[Entry]:
    """One line, for who sees the whole company."""
    hygiene = facts.hygiene
    if hygiene is None or hygiene.overload is None or not hygiene.overload.people:
        return []
    now = hygiene.overload
    limit = many(now.limit, "team")
    share = (
        f"{over(now)} of {now.people:,} people in more than {limit}{_before(hygiene, now, facts)}"
    )
    return [Entry(says=f"{share[:1].upper()}{share[1:]}; {told(now)}")]


def _before(hygiene: Hygiene, now: Overload, facts: Facts) -> str:
    """What it was, where that meant the same."""
    before = hygiene.overload_before
    if hygiene.on_before is None or before is None or before.limit != now.limit:
        return ""
    return f" ({over(before)} on {weekday(hygiene.on_before, facts.today)})"


SECTION = Section(write, title="Brain fatigue", order=55)
