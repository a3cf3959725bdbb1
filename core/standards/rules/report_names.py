"""Usage reports that conceal names cannot tell which team is quiet, so nobody looks after it."""

from core.standards.facts import known
from core.standards.organisation import Organisation
from core.standards.reads import Read
from core.standards.rules import BY_HAND, OrganisationRule, Verdict, failed, passed


def check(organisation: Organisation) -> Verdict:
    if not known(organisation.names_hidden):
        return passed("usage reports show names", seen="shown", wanted="shown")

    says = "usage reports conceal names; the standard asks that they show them"
    return failed(says, BY_HAND, seen="concealed", wanted="shown")


RULE = OrganisationRule(check, title="Usage reports show names", reads=(Read.REPORT_SETTINGS,))
