"""Who does not know how secret a team is treats it as they like, so each says it in one word."""

from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import WordList
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import folded, listed

NONE = "there is no classification"


def check(team: Team, *, allowed: WordList) -> Verdict:
    found = known(team.classification)
    if folded(found) in map(folded, allowed):
        return passed(f"classified as “{found}”", seen=found, wanted=allowed)

    says = f"the classification is “{found}”" if found else NONE
    asked = listed([f"“{each}”" for each in allowed], joined="or")
    mode = RemedyMode.AUTO if len(allowed) == 1 else RemedyMode.APPROVE
    return failed(
        f"{says}; the standard asks for {asked}",
        Remedy("classify_team", mode, choices=allowed, pick=1),
        seen=found or "none",
        wanted=allowed,
    )


RULE = Rule(check, title="Says how secret it is", remedy="classify_team", reads=(Read.GROUPS,))
