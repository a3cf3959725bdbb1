"""A long name is cut where people see it, so that teams look alike in the list beside the chat."""

from core.standards.facts import Team
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, at_most: Count) -> Verdict:
    length = len(team.called)
    if length <= at_most:
        return passed(count(length, "character"), seen=length, wanted=at_most)

    return failed(
        f"the name has {count(length, 'character')}; the standard asks for at most {at_most}",
        Remedy("rename_team"),
        seen=length,
        wanted=at_most,
    )


RULE = Rule(check, title="Name is not too long", remedy="rename_team", reads=(Read.GROUPS,))
