"""An invitation that nobody accepted is an open door for whoever reads that mailbox one day."""

from core.standards.facts import Account, Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, days: Count = 30) -> Verdict:
    members = known(team.members)
    late = tuple(member.id for member in members if _waits(member, team) > days)
    if not late:
        return passed("no invitation is open for longer", seen=0, wanted=0)

    has = "has" if len(late) == 1 else "have"
    return failed(
        f"{count(late, 'guest')} {has} not accepted for more than {count(days, 'day')}; "
        "the standard asks for guests who did",
        Remedy("remove_members", choices=late, pick=len(late)),
        seen=len(late),
        wanted=0,
    )


def _waits(member: Account, team: Team) -> int:
    """Days since an invitation that is open still; 0 for everybody else."""
    invited_at = known(member.invited_at)
    return (team.today - invited_at.date()).days if invited_at else 0


RULE = Rule(check, title="Guests accepted their invitation", reads=(Read.MEMBERS, Read.USERS))
