"""Each channel is one more place to look: with too many of them nobody knows where to write."""

from core.standards.facts import Team, known
from core.standards.kit.channel_counts import too_many
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import HIDDEN, Rule, Verdict, passed
from core.words import count as counted


def check(team: Team, *, count: Count = 20) -> Verdict:
    """General counts too. An archived team does not list its private ones, so that it is archived
    has to be known."""
    number = len(known(team.channels))
    if number > count:
        return too_many(number, "channel", count, more=team.hides_channels)
    if team.hides_channels:
        return HIDDEN

    return passed(counted(number, "channel"), seen=number, wanted=count)


RULE = Rule(check, title="Not too many channels", reads=(Read.CHANNELS, Read.TEAMS))
