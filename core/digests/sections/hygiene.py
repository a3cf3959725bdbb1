"""How tidy the teams of the scope are, and what people have to follow; what that was before."""

from collections.abc import Sequence
from datetime import timedelta

from core.days import weekday
from core.digests.fatigue import fatigue, too_many
from core.digests.model import Facts, Hygiene
from core.digests.sections import Entry, Section
from core.words import many

FRESH = timedelta(days=1)  # older than last night, an audit says of which day it is


def write(facts: Facts) -> Sequence[Entry]:
    """Teams that could not be read may be tidy too: then the number is the least it can be."""
    hygiene = facts.hygiene
    if hygiene is None or not hygiene.teams:
        return []
    worst = [Entry(team, seen) for team, seen in hygiene.worst]
    more = [Entry(says=f"and {many(hygiene.more, 'more team')}")] if hygiene.more else []
    says = _sum(hygiene, facts) + too_many(hygiene)
    return [Entry(says=says), *worst, *more, *fatigue(hygiene, facts)]


def _sum(hygiene: Hygiene, facts: Facts) -> str:
    teams = many(hygiene.teams, "team")
    on = weekday(hygiene.on, facts.today)
    if hygiene.complete <= 0:
        return f"{teams}: nothing could be read on {on}"
    least = "At least " if hygiene.complete < 1 else ""
    old = f", read {on}" if facts.today - hygiene.on > FRESH else ""
    return f"{least}{hygiene.tidy:,} of {teams} tidy{_before(hygiene, facts)}{old}"


def _before(hygiene: Hygiene, facts: Facts) -> str:
    """What it was; with the number of teams where that was another one."""
    if hygiene.on_before is None or hygiene.tidy_before is None or not hygiene.teams_before:
        return ""
    on = weekday(hygiene.on_before, facts.today)
    if hygiene.teams_before != hygiene.teams:
        return f", {hygiene.tidy_before:,} of {hygiene.teams_before:,} on {on}"
    moved = hygiene.tidy - hygiene.tidy_before
    if not moved:
        return f", as on {on}"
    return f", {abs(moved):,} {'more' if moved > 0 else 'fewer'} than on {on}"


SECTION = Section(write, title="Teams to tidy", order=50)
