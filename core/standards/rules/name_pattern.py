"""A name that follows the pattern tells what a team is for, before anybody opens it."""

import re

from core.standards.facts import Team
from core.standards.model import Remedy
from core.standards.params import Pattern, Word
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed


def check(team: Team, *, pattern: Pattern, example: Word = "") -> Verdict:
    if re.search(pattern, team.called):
        return passed("the name follows the pattern", seen=team.name, wanted=example or pattern)

    asked = f"; one like “{example}” does" if example else f", {pattern}"
    return failed(
        f"the name does not follow the pattern of the standard{asked}",
        Remedy("rename_team"),
        seen=team.name,
        wanted=example or pattern,
    )


RULE = Rule(check, title="Name follows the pattern", remedy="rename_team", reads=(Read.GROUPS,))
