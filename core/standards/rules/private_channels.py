"""What is said in a private channel is hidden from the team, and its files are a site apart."""

from core.people.rosters import ChannelKind
from core.standards.facts import Team
from core.standards.kit.channel_counts import at_most_of
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict


def check(team: Team, *, at_most: Count = 0) -> Verdict:
    """An archived team does not list them, so that it is archived has to be known."""
    return at_most_of(team, ChannelKind.PRIVATE, at_most)


RULE = Rule(check, title="Not too many private channels", reads=(Read.CHANNELS, Read.TEAMS))
