"""How many channels of a kind a team has, as far as an audit can see."""

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Team, known
from core.standards.rules import BY_HAND, HIDDEN, Verdict, failed, passed
from core.words import count


def at_most_of(team: Team, kind: ChannelKind, at_most: int) -> Verdict:
    """Whether a team has at most so many of this kind. Raises Unknown where one more may be."""
    channels = known(team.channels)
    number = sum(channel.kind is kind for channel in channels)
    hidden = kind is ChannelKind.PRIVATE and team.hides_channels
    unclear = any(isinstance(channel.kind, Gap) for channel in channels)
    if number > at_most:
        return too_many(number, f"{kind} channel", at_most, more=hidden or unclear)
    if hidden:
        return HIDDEN
    for channel in channels:
        known(channel.kind)

    return passed(count(number, f"{kind} channel"), seen=number, wanted=at_most)


def too_many(number: int, what: str, at_most: int, *, more: bool) -> Verdict:
    """The team has that many, or `more` that could not be seen."""
    least = "at least " if more else ""
    asked = f"at most {at_most}" if at_most else "none"
    return failed(
        f"{least}{count(number, what)}; the standard asks for {asked}",
        BY_HAND,
        # A waiver that accepted this very number must not hold when it may be more.
        seen=f"{least}{number}" if more else number,
        wanted=at_most,
    )
