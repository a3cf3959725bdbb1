"""How much the people of the company have to follow, and what that was a week before."""

from core.days import weekday
from core.digests.model import Facts, Hygiene
from core.digests.sections import Entry
from core.standards.model import Overload
from core.standards.overload import over
from core.words import many


def too_many(hygiene: Hygiene) -> str:
    """What goes on the line of the teams: the share of people who are in more than the limit."""
    now = hygiene.overload
    if now is None or not now.people:
        return ""
    return f" · {over(now)} of people in more than {many(now.limit, 'team')}"


def fatigue(hygiene: Hygiene, facts: Facts) -> list[Entry]:
    """The figures with how it was, in the list; the report of the audit has channels, too."""
    now = hygiene.overload
    if now is None or not now.people:
        return []
    share = f"{over(now)} in more than {many(now.limit, 'team')}{_before(hygiene, now, facts)}"
    median, worst = f"median {now.teams:,}", f"worst tenth {now.teams_worst:,} or more"
    return [Entry(says=f"Brain fatigue: {share}; {median}, {worst}")]


def _before(hygiene: Hygiene, now: Overload, facts: Facts) -> str:
    """What it was, where that meant the same."""
    before = hygiene.overload_before
    if hygiene.on_before is None or before is None or before.limit != now.limit:
        return ""
    return f" ({over(before)} on {weekday(hygiene.on_before, facts.today)})"
