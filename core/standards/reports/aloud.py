"""What is told where others read along than who answers for it: numbers, and nobody's name.

A team has guests, and who is in another team is none of their business.
"""

from dataclasses import replace

from core.standards.engine import rules
from core.standards.model import Finding, Outcome
from core.standards.reports.reports import TeamReport
from core.standards.rules import TenantRule
from core.standards.waivers.waiving import WAIVED


def finding(found: Finding) -> Finding:
    """A finding without people of other teams; why it was waived stays."""
    rule = rules().get(found.rule)
    if not isinstance(rule, TenantRule) or rule.aloud is None:
        return found
    says = rule.aloud(found.says, found.wanted)
    if found.outcome is Outcome.WAIVED:
        _, waived, why = found.says.rpartition(WAIVED)
        says = f"{says}{waived}{why}" if waived else says
    return replace(found, says=says)


def report(shown: TeamReport) -> TeamReport:
    """A team's audit as its channels see it."""
    return replace(shown, pairs=[finding(each) for each in shown.pairs])
