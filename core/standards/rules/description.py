"""A description tells who finds a team what it is for, so it has to say more than the name."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count, folded

REMEDY = Remedy("describe_team")
NONE = "there is no description"
REPEATS = "the description only repeats the name; the standard asks for more"


def check(team: Team, *, at_least: Count = 1) -> Verdict:
    text = " ".join(known(team.description).split())
    if text and folded(text) == folded(team.called):
        return failed(REPEATS, REMEDY, seen=text, wanted="more than the name")
    if len(text) >= max(at_least, 1):
        return passed(count(len(text), "character"), seen=len(text), wanted=at_least)

    says = f"the description has {count(len(text), 'character')}" if text else NONE
    asked = f"at least {count(at_least, 'character')}" if at_least > 1 else "one"
    return failed(f"{says}; the standard asks for {asked}", REMEDY, seen=len(text), wanted=at_least)


RULE = Rule(check, title="Has a description", remedy="describe_team", reads=(Read.GROUPS,))
