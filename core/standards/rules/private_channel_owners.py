"""A private or shared channel has owners of its own, and without them nobody can manage it."""

from core.people.rosters import ChannelKind
from core.standards.facts import Channel, ChannelMember, Team, known
from core.standards.kit.as_far import holding
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
    active = holding(members, _active_owner)
    if active.more_than(at_least - 1):
        least = active.least
        told = f"{least.sign}{count(least.number, 'active owner')}"
        return passed(told, seen=least.seen, wanted=at_least)

    most = active.most
    candidates = tuple(each.account.id for each in holding(members, _could_own).sure)
    return failed(
        f"{most.sign}{count(most.number, 'active owner')}; the standard asks for {at_least}",
        Remedy("add_channel_owners", choices=candidates, pick=at_least - most.number),
        seen=most.seen,
        wanted=at_least,
    )


def _active_owner(member: ChannelMember) -> bool:
    """Raises Unknown, but not of who cannot be one by what is known."""
    if member.owner is False or member.account.enabled is False:
        return False
    return known(member.owner) and member.account.can_sign_in


def _could_own(member: ChannelMember) -> bool:
    """Nobody from outside can own a channel. Raises Unknown."""
    if known(member.owner) or known(member.tenant):
        return False
    return member.account.can_sign_in and not member.account.guest


RULE = ChannelRule(
    check,
    title="Channel has enough active owners",
    remedy="add_channel_owners",
    reads=(Read.CHANNELS, Read.CHANNEL_MEMBERS, Read.USERS),
)
