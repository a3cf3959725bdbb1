"""Where in Teams people find what they have to put right by hand."""

from urllib.parse import quote

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Team
from core.words import folded

TEAMS = "https://teams.microsoft.com/l"
GENERAL = "general"


def link(team: Team | None, tenant_id: str, channel_id: str = "") -> str:
    """To the channel, or to the team; empty where its channels were not read.

    A link to a team names its first channel. See
    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams.
    """
    if team is None or isinstance(team.channels, Gap):
        return ""
    where = f"?groupId={quote(team.id, safe='')}&tenantId={quote(tenant_id, safe='')}"
    for channel in team.channels:
        if channel.id == channel_id:
            name = quote(channel.name or "channel", safe="")
            return f"{TEAMS}/channel/{quote(channel.id, safe='')}/{name}{where}"
    first = _first(team.channels)
    return f"{TEAMS}/team/{quote(first.id, safe='')}/conversations{where}" if first else ""


def _first(channels: tuple[Channel, ...]) -> Channel | None:
    """General, whose name an older team has in another language: then any that all can open."""
    standard = [each for each in channels if each.kind is ChannelKind.STANDARD]
    general = [each for each in standard if folded(each.name) == GENERAL]
    return next(iter([*general, *standard]), None)
