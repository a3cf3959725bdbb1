"""A channel's description tells who is new what belongs into it and what does not."""

from core.standards.facts import Channel, Team, known
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import BY_HAND, ChannelRule, Verdict, failed, passed
from core.words import count


def check(channel: Channel, _: Team, *, at_least: Count = 1) -> Verdict:
    length = len(" ".join(known(channel.description).split()))
    if length >= max(at_least, 1):
        return passed(count(length, "character"), seen=length, wanted=at_least)

    says = (
        f"the description has {count(length, 'character')}" if length else "it has no description"
    )
    asked = f"at least {count(at_least, 'character')}" if at_least > 1 else "one"
    return failed(f"{says}; the standard asks for {asked}", BY_HAND, seen=length, wanted=at_least)


RULE = ChannelRule(check, title="Channel has a description", reads=(Read.CHANNELS,))
