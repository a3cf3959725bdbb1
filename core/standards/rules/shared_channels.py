"""A shared channel has people who are not in the team, whom its owners may never see."""

from core.people.rosters import ChannelKind
from core.standards.facts import Team
from core.standards.kit.channel_counts import at_most_of
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict


def check(team: Team, *, at_most: Count = 0) -> Verdict:
    return at_most_of(team, ChannelKind.SHARED, at_most)


RULE = Rule(check, title="Not too many shared channels", reads=(Read.CHANNELS,))
