"""A team that ends unless somebody renews it: the expiration policy is made to cover it."""

from collections.abc import Iterator

from core.facts import Gap
from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.organisation import Covers, LifecyclePolicy
from core.standards.reads import Read
from core.standards.remedies import ByHand, Facts, Kind, Wish

NONE = "the organisation has no expiration policy"
NOT_SELECTED = "the expiration policy is not one for selected groups, so none can be added to it"


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    """Whether a policy takes groups is asked where it was read; else when it is written."""
    policy = facts.organisation.policy
    if policy is None:
        raise ByHand(NONE)
    if isinstance(policy, LifecyclePolicy) and policy.covers is not Covers.SELECTED:
        raise ByHand(NOT_SELECTED)
    extra = {} if isinstance(policy, Gap) else {"policy": policy.id}
    label = facts.team.name or facts.team.id
    yield Wish("", label, before=False, after=True, extra=extra)


KIND = Kind(
    wishes,
    thing=Thing.EXPIRATION,
    title="Let {label} expire unless it is renewed",
    done="{label} expires now unless it is renewed",
    needs="Directory.ReadWrite.All",
    reads=(Read.LIFECYCLE_POLICIES,),
    inverse="the policy covers it no longer",
    order=40,
)
