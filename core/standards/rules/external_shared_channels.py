"""A shared channel may have people of another organisation, who see all that is in it."""

from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Team, known
from core.standards.kit.as_far import PERHAPS_OTHERS, holding
from core.standards.params import TenantList
from core.standards.reads import Read
from core.standards.rules import BY_HAND, ChannelRule, Verdict, failed, not_applicable, passed
from core.words import count

NOT_SHARED = not_applicable("only shared channels can have people of another organisation")
NOBODY = "nobody of another organisation"
ALLOWED = "people of organisations that are allowed, and of no other"


def check(channel: Channel, _: Team, *, allowed_tenants: TenantList = ()) -> Verdict:
    if known(channel.kind) is not ChannelKind.SHARED:
        return NOT_SHARED
    members = known(channel.members)
    others = holding(members, lambda each: known(each.tenant).lower() not in {"", *allowed_tenants})
    if not others.more_than(0):
        says = ALLOWED if any(each.tenant for each in members) else NOBODY
        return passed(says, seen=(), wanted=allowed_tenants)

    tenants = sorted({known(each.tenant) for each in others.sure})
    who = f"{count(others.sure, 'person', 'people')} of {count(tenants, 'other organisation')}"
    asked = "only those that it names" if allowed_tenants else "none"
    return failed(
        f"{others.least.sign}{who} in the channel; the standard allows {asked}",
        BY_HAND,
        seen=(*tenants, *([PERHAPS_OTHERS] if others.gaps else [])),
        wanted=allowed_tenants,
    )


RULE = ChannelRule(
    check,
    title="Shared only with whom it may be",
    reads=(Read.CHANNELS, Read.CHANNEL_MEMBERS),
)
