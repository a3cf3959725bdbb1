"""Where everyone can make a team, there are soon more than anybody can look after."""

from core.standards.facts import known
from core.standards.organisation import Organisation
from core.standards.params import GroupId
from core.standards.reads import Read
from core.standards.rules import BY_HAND, OrganisationRule, Verdict, failed, passed

ASKED = "the standard asks for only some"


def check(organisation: Organisation, *, restricted_to: GroupId | None = None) -> Verdict:
    """`restricted_to` is the group whose members may; without it any group, or nobody, will do."""
    rules = known(organisation.rules)
    wanted = restricted_to or "not everyone"
    if rules.everyone_creates:
        asked = f"the standard asks for the group {restricted_to} alone" if restricted_to else ASKED
        return failed(f"everyone may make teams; {asked}", BY_HAND, seen="everyone", wanted=wanted)

    seen = rules.created_by or "nobody"
    if restricted_to is None or seen.casefold() == restricted_to.casefold():
        return passed("not everyone may make teams", seen=seen, wanted=wanted)

    may = f"the group {seen} may make teams" if rules.created_by else "nobody may make teams"
    asked = f"the standard asks for the group {restricted_to}"
    return failed(f"{may}; {asked}", BY_HAND, seen=seen, wanted=wanted)


RULE = OrganisationRule(check, title="Who may make teams", reads=(Read.GROUP_SETTINGS,))
