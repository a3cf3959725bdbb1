"""Anybody of the organisation may join a public team and read along, without being let in."""

from core.standards.facts import Team, Visibility, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed

WORDS = {
    Visibility.PRIVATE: "private",
    Visibility.PUBLIC: "public",
    Visibility.HIDDEN: "private with hidden members",
}

ASKED = {
    Visibility.PRIVATE: "a private one",
    Visibility.PUBLIC: "a public one",
    Visibility.HIDDEN: "a private one with hidden members",
}


def check(team: Team, *, must_be: Visibility) -> Verdict:
    found = known(team.visibility)
    if found == must_be:
        return passed(WORDS[found], seen=found.value, wanted=must_be.value)

    return failed(
        f"the team is {WORDS[found]}; the standard asks for {ASKED[must_be]}",
        Remedy("set_visibility", choices=(must_be.value,), pick=1),
        seen=found.value,
        wanted=must_be.value,
    )


RULE = Rule(
    check, title="Visible to the right people", remedy="set_visibility", reads=(Read.GROUPS,)
)
