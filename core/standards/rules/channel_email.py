"""Whoever knows the e-mail address of a channel can write into it, also from outside."""

from core.standards.facts import Channel, Team, known
from core.standards.reads import Read
from core.standards.rules import BY_HAND, ChannelRule, Verdict, failed, passed

ON = "the channel has an e-mail address; the standard asks for none"


def check(channel: Channel, _: Team) -> Verdict:
    """The address itself stays out of what is found: it is all that one needs to write there."""
    if not known(channel.email):
        return passed("no e-mail address", seen=False, wanted=False)
    return failed(ON, BY_HAND, seen=True, wanted=False)


RULE = ChannelRule(
    check,
    title="Channel takes no e-mail",
    reads=(Read.CHANNELS, Read.CHANNEL_EMAILS),
)
