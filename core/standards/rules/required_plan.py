"""Where the tasks of a team stand in one plan, nobody has to ask who does what."""

from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import Word
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed, unknown
from core.words import folded

NAMELESS = unknown("Microsoft Graph does not say what one of the plans is called")


def check(team: Team, *, title: Word) -> Verdict:
    plans = known(team.plans)
    there = {folded(each) for each in plans}
    if folded(title) in there:
        return passed("it is there", seen=plans, wanted=title)
    if "" in there:
        return NAMELESS

    return failed(
        f"the plan “{title}” is missing; the standard asks for it",
        Remedy("add_plan", RemedyMode.AUTO, choices=(title,), pick=1),
        seen=plans,
        wanted=title,
    )


RULE = Rule(
    check, title="Has the plan it needs", remedy="add_plan", reads=(Read.PLANS,), apart=True
)
