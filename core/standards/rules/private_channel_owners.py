"""A private or shared channel has owners of its own, and without them nobody can manage it."""

from core.people.rosters import ChannelKind
from core.standards.facts import Channel, ChannelMember, Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import ChannelRule, Verdict, failed, not_applicable, passed
from core.words import count

STANDARD = not_applicable("the owners of a standard channel are those of the team")


def check(channel: Channel, _: Team, *, at_least: Count = 1) -> Verdict:
    if known(channel.kind) is ChannelKind.STANDARD:
        return STANDARD
    members = known(channel.members)
    owners = [each for each in members if each.owner]
    active = [owner for owner in owners if owner.account.can_sign_in]
    if len(active) >= at_least:
        return passed(count(active, "active owner"), seen=len(active), wanted=at_least)

    candidates = tuple(each.account.id for each in members if _could_own(each))
    return failed(
        f"{count(active, 'active owner')}; the standard asks for {at_least}",
        Remedy("add_channel_owners", choices=candidates, pick=at_least - len(active)),
        seen=len(active),
        wanted=at_least,
    )


def _could_own(member: ChannelMember) -> bool:
    """Nobody from outside can own a channel."""
    if member.owner or member.tenant:
        return False
    return member.account.can_sign_in and not member.account.guest


RULE = ChannelRule(
    check,
    title="Channel has enough active owners",
    reads=(Read.CHANNELS, Read.CHANNEL_MEMBERS, Read.USERS),
)
