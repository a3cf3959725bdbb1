"""An archive that nobody has missed for long is kept for nobody, and has to be let go one day."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, days: Count = 365) -> Verdict:
    """Microsoft Graph does not say when a team was archived, so its age counts from the day on
    which an audit first saw it so: it is at least that old."""
    if not known(team.archived):
        return passed("the team is not archived", wanted=days)
    since = known(team.archived_since)
    if since is None:
        return passed("archived, as an audit sees now for the first time", wanted=days)

    archived = (team.today - since).days
    says = f"archived for at least {count(archived, 'day')}"
    if archived <= days:
        return passed(says, seen=since.isoformat(), wanted=days)
    return failed(
        f"{says}; the standard asks for at most {days}",
        Remedy("delete_team"),
        seen=since.isoformat(),
        wanted=days,
    )


RULE = Rule(check, title="Not archived for too long", remedy="delete_team", reads=(Read.TEAMS,))
