"""A team that was made and never used was a wish: it keeps its name from one that is needed."""

from core.days import day
from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, days: Count = 30) -> Verdict:
    active_on = known(team.active_on)
    if active_on is not None:
        seen = active_on.isoformat()
        return passed(f"last active on {day(active_on, team.read_on)}", seen=seen, wanted=days)
    made = f"made {count(team.age, 'day')} ago and never used"
    if team.age <= days:
        return passed(made, seen="never", wanted=days)

    return failed(
        f"{made}; the standard asks for use within {count(days, 'day')}",
        Remedy("archive_team"),
        seen="never",
        wanted=days,
    )


RULE = Rule(
    check,
    title="Was used since it was made",
    remedy="archive_team",
    reads=(Read.GROUPS, Read.ACTIVITY),
)
