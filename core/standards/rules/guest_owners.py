"""A guest who owns a team lets in whom they like, though they are not of the organisation."""

from core.office.written import Switch
from core.standards.facts import known
from core.standards.organisation import Organisation
from core.standards.reads import Read
from core.standards.rules import BY_HAND, OrganisationRule, Verdict, failed, passed


def check(organisation: Organisation, *, allowed: Switch = False) -> Verdict:
    may = known(organisation.rules).guests_may_own
    if allowed or not may:
        says = f"guests may {'' if may else 'not '}own teams"
        return passed(says, seen=may, wanted=allowed)

    says = "guests may own teams; the standard asks that they may not"
    return failed(says, BY_HAND, seen=may, wanted=allowed)


RULE = OrganisationRule(check, title="Whether guests may own teams", reads=(Read.GROUP_SETTINGS,))
