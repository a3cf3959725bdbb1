"""A team that Microsoft's services could not set up lacks a mailbox, files or more, unseen."""

from core.standards.facts import Team, known
from core.standards.reads import Read
from core.standards.rules import BY_HAND, Rule, Verdict, failed, passed
from core.words import count, listed

MOST = 3  # that are written out


def check(team: Team) -> Verdict:
    errors = tuple(sorted(known(team.errors)))
    if not errors:
        return passed("no errors when it was set up", seen=0, wanted=0)

    told = f"{count(errors, 'error')} when Microsoft’s services set the team up"
    says = f"{told} ({listed(list(errors), MOST)}); the standard asks for none"
    return failed(says, BY_HAND, seen=errors, wanted=0)


RULE = Rule(check, title="Was set up without errors", reads=(Read.GROUPS,))
