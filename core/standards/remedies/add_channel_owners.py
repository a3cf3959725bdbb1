"""An owner more of a private or shared channel: somebody who is in it."""

from collections.abc import Iterable

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.kit import roles
from core.standards.model import Finding
from core.standards.remedies import ByHand, Facts, Kind, Wish

GONE = "the channel was not read"


def wishes(finding: Finding, facts: Facts) -> Iterable[Wish]:
    here = [each for each in known(facts.team.channels) if each.id == finding.subject.id]
    if finding.remedy is None or not here:
        raise ByHand(GONE)
    named = set(finding.remedy.choices)
    mates = [each.account for each in known(here[0].members) if each.account.id in named]
    likely = roles.likeliest(roles.could_own(mates), facts.team)
    choices = [roles.choice(each.id, roles.MEMBER, facts) for each in likely]
    pick = finding.remedy.pick or 1
    return roles.wishes(choices, pick, roles.OWNER, extra={"channel": finding.subject.id})


KIND = Kind(
    wishes,
    thing=Thing.CHANNEL_ROLE,
    title="Make {label} an owner of the channel",
    done="{label} is an owner of the channel now",
    needs="ChannelMember.ReadWrite.All",
    inverse="they are a member of the channel again",
    order=14,
)
