"""People who have to follow every team of a kind, such as its controller, are members of it."""

from core.standards.facts import Team, known
from core.standards.kit.as_far import PERHAPS_OTHERS
from core.standards.kit.named import sought
from core.standards.model import Remedy
from core.standards.params import People
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import listed


def check(team: Team, *, people: People) -> Verdict:
    found = sought(people, known(team.members))
    missing = found.missing
    if not missing:
        return passed("all of them are members", seen=found.there, wanted=people)

    are = "is no member" if len(missing) == 1 else "are no members"
    return failed(
        f"{listed(list(missing))} {are}; the standard asks for them as members",
        Remedy("add_members", choices=missing, pick=len(missing)),
        seen=(*found.there, *([PERHAPS_OTHERS] if found.perhaps else [])),
        wanted=people,
    )


RULE = Rule(
    check, title="Has the members it needs", remedy="add_members", reads=(Read.MEMBERS,), apart=True
)
