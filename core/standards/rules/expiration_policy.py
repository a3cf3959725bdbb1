"""With an expiration policy a team that nobody renews goes by itself, so that none is forgotten."""

from core.standards.facts import known
from core.standards.organisation import Covers, LifecyclePolicy, Organisation
from core.standards.params import Count, Groups
from core.standards.reads import Read
from core.standards.rules import BY_HAND, OrganisationRule, Verdict, failed, passed
from core.words import count

WORDS = {Covers.ALL: "all groups", Covers.SELECTED: "some groups", Covers.NONE: "no group"}
WIDER = (Covers.NONE, Covers.SELECTED, Covers.ALL)


def check(
    organisation: Organisation, *, days_at_most: Count = 365, groups: Groups = Groups.ALL
) -> Verdict:
    least = Covers(groups.value)
    policy = known(organisation.policy)
    wanted = _shown(days_at_most, least)
    if policy is None:
        says = f"there is no expiration policy; the standard asks for {_asked(days_at_most, least)}"
        return failed(says, BY_HAND, seen="none", wanted=wanted)

    seen = _shown(policy.days, policy.covers)
    if policy.days <= days_at_most and WIDER.index(policy.covers) >= WIDER.index(least):
        return passed(_found(policy), seen=seen, wanted=wanted)
    says = f"{_found(policy)}; the standard asks for {_asked(days_at_most, least)}"
    return failed(says, BY_HAND, seen=seen, wanted=wanted)


def _found(policy: LifecyclePolicy) -> str:
    return f"groups end after {count(policy.days, 'day')}, {WORDS[policy.covers]} covered"


def _asked(days: int, covers: Covers) -> str:
    at_least = "" if covers is Covers.ALL else "at least "
    return f"at most {count(days, 'day')}, {at_least}{WORDS[covers]} covered"


def _shown(days: int, covers: Covers) -> str:
    return f"{count(days, 'day')}, {covers.value}"


RULE = OrganisationRule(check, title="When teams expire", reads=(Read.LIFECYCLE_POLICIES,))
