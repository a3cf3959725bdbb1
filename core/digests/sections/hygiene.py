"""How tidy the teams of the scope are, what that was a week before, and where it is worst."""

from collections.abc import Sequence
from datetime import timedelta

from core.days import weekday
from core.digests.model import Facts, Hygiene
from core.digests.sections import Entry, Section
from core.words import count, percent

FRESH = timedelta(days=1)  # older than last night, an audit says of which day it is


def write(facts: Facts) -> Sequence[Entry]:
    """Teams that could not be read may be tidy too: then the share is the least it can be."""
    hygiene = facts.hygiene
    if hygiene is None or not hygiene.teams:
        return []
    worst = [Entry(team, seen) for team, seen in hygiene.worst]
    return [_share(hygiene, facts), *worst]


def _share(hygiene: Hygiene, facts: Facts) -> Entry:
    teams = count(hygiene.teams, "team")
    if hygiene.complete <= 0:
        on = weekday(hygiene.on, facts.today)
        return Entry(f"of {teams} tidy: nothing could be read on {on}", figure="–")
    least = "≥ " if hygiene.complete < 1 else ""
    share = percent(hygiene.tidy, hygiene.teams)
    old = f", read {weekday(hygiene.on, facts.today)}" if facts.today - hygiene.on > FRESH else ""
    means = f"of {teams} tidy{_change(hygiene, share, facts)}{old}"
    return Entry(means, figure=f"{least}{share}\u00a0%")


def _change(hygiene: Hygiene, share: int, facts: Facts) -> str:
    if hygiene.on_before is None or hygiene.tidy_before is None or not hygiene.teams_before:
        return ""
    moved = share - percent(hygiene.tidy_before, hygiene.teams_before)
    on = weekday(hygiene.on_before, facts.today)
    return f", {moved:+d} since {on}" if moved else f", unchanged since {on}"


SECTION = Section(write, title="Teams to tidy", order=70)
