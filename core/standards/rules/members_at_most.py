"""In a crowd nobody feels asked, and everybody is told what concerns a few."""

from core.standards.facts import Team, known
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import BY_HAND, Rule, Verdict, failed, passed
from core.words import count as counted


def check(team: Team, *, count: Count) -> Verdict:
    members = known(team.members)
    if len(members) <= count:
        return passed(counted(members, "member"), seen=len(members), wanted=count)

    says = f"{counted(members, 'member')}; the standard asks for at most {count}"
    return failed(says, BY_HAND, seen=len(members), wanted=count)


RULE = Rule(check, title="Not too many members", reads=(Read.MEMBERS,))
