"""An invitation that nobody accepted is an open door for whoever reads that mailbox one day."""

from core.standards.facts import Account, Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, days: Count = 30) -> Verdict:
    late = holding(known(team.members), lambda member: _waits(member, team) > days)
    if not late.more_than(0):
        return passed("no invitation is open for longer", seen=0, wanted=0)

    choices = tuple(member.id for member in late.sure)
    has = "has" if len(choices) == 1 else "have"
    return failed(
        f"{late.least.sign}{count(choices, 'guest')} {has} not accepted "
        f"for more than {count(days, 'day')}; "
        "the standard asks for guests who did",
        Remedy("remove_members", choices=choices, pick=len(choices)),
        seen=late.least.seen,
        wanted=0,
    )


def _waits(member: Account, team: Team) -> int:
    """Days since an invitation that is open still; 0 for everybody else."""
    invited_at = known(member.invited_at)
    return (team.today - invited_at.date()).days if invited_at else 0


RULE = Rule(
    check,
    title="Guests accepted their invitation",
    remedy="remove_members",
    reads=(Read.MEMBERS, Read.USERS),
)
