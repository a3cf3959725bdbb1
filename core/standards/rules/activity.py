"""A team in which nothing happens still has files, guests and a place in everybody's list."""

from core.days import day
from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count

REMEDY = Remedy("archive_team")


def check(team: Team, *, days: Count = 90) -> Verdict:
    """Whoever was never active counts from the day on which the team was made."""
    active_on = known(team.active_on)
    asked = f"the standard asks for somebody within {count(days, 'day')}"
    if active_on is None:
        since = f"nobody was ever active since the team was made {count(team.age, 'day')} ago"
        if team.age <= days:
            return passed(since, seen="never", wanted=days)
        return failed(f"{since}; {asked}", REMEDY, seen="never", wanted=days)

    last = f"last active on {day(active_on, team.today)}"
    quiet = (team.today - active_on).days
    if quiet <= days:
        return passed(last, seen=active_on.isoformat(), wanted=days)
    says = f"nobody was active for {count(quiet, 'day')}; {asked}"
    return failed(says, REMEDY, seen=active_on.isoformat(), wanted=days)


RULE = Rule(
    check, title="Somebody is active", remedy="archive_team", reads=(Read.GROUPS, Read.ACTIVITY)
)
