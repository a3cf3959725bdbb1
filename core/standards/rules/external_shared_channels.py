"""A shared channel may have people of another organisation, who see all that is in it."""

from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Team, known
from core.standards.params import TenantList
from core.standards.reads import Read
from core.standards.rules import BY_HAND, ChannelRule, Verdict, failed, not_applicable, passed
from core.words import count

NOT_SHARED = not_applicable("only shared channels can have people of another organisation")
ALLOWED = "people of organisations that are allowed, and of no other"


def check(channel: Channel, _: Team, *, allowed_tenants: TenantList = ()) -> Verdict:
    if known(channel.kind) is not ChannelKind.SHARED:
        return NOT_SHARED
    strangers = [each for each in known(channel.members) if each.tenant]
    others = [each for each in strangers if each.tenant.lower() not in allowed_tenants]
    if not others:
        says = ALLOWED if strangers else "nobody of another organisation"
        return passed(says, seen=(), wanted=allowed_tenants)

    tenants = tuple(sorted({each.tenant for each in others}))
    who = f"{count(others, 'person', 'people')} of {count(tenants, 'other organisation')}"
    asked = "only those that it names" if allowed_tenants else "none"
    return failed(
        f"{who} in the channel; the standard allows {asked}",
        BY_HAND,
        seen=tenants,
        wanted=allowed_tenants,
    )


RULE = ChannelRule(
    check,
    title="Shared only with whom it may be",
    reads=(Read.CHANNELS, Read.CHANNEL_MEMBERS),
)
