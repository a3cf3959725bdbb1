"""A team that expires is asked for again from time to time, so that no dead one stays for ever."""

from core.days import day
from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed

NEVER = "the team never expires; the standard asks that an expiration policy covers it"


def check(team: Team) -> Verdict:
    """The group says it: expirationDateTime is when it is set to expire as the policy has it
    (https://learn.microsoft.com/graph/api/resources/grouplifecyclepolicy), null without one."""
    expires_at = known(team.expires_at)
    if expires_at is not None:
        on = expires_at.date()
        return passed(f"expires on {day(on, team.read_on)}", seen=on.isoformat())

    remedy = Remedy("add_to_policy", RemedyMode.AUTO)
    return failed(NEVER, remedy, seen="never", wanted="a day")


RULE = Rule(
    check, title="Expires unless it is renewed", remedy="add_to_policy", reads=(Read.GROUPS,)
)
