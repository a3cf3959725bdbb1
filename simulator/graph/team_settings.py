"""The settings objects of a team: Graph's names, and what a new team has.

Source: learn.microsoft.com/graph/api/resources/team and its settings resources.
"""

from collections.abc import Mapping
from typing import Any

from simulator.facts import Team

DEFAULTS: Mapping[str, Mapping[str, bool | str]] = {
    "memberSettings": {
        "allowCreateUpdateChannels": True,
        "allowCreatePrivateChannels": True,
        "allowDeleteChannels": True,
        "allowAddRemoveApps": True,
        "allowCreateUpdateRemoveTabs": True,
        "allowCreateUpdateRemoveConnectors": True,
    },
    "guestSettings": {"allowCreateUpdateChannels": False, "allowDeleteChannels": False},
    "messagingSettings": {
        "allowUserEditMessages": True,
        "allowUserDeleteMessages": True,
        "allowOwnerDeleteMessages": True,
        "allowTeamMentions": True,
        "allowChannelMentions": True,
    },
    "funSettings": {
        "allowGiphy": True,
        "giphyContentRating": "moderate",
        "allowStickersAndMemes": True,
        "allowCustomMemes": True,
    },
    "discoverySettings": {"showInTeamsSearchAndSuggestions": True},
}


def settings(team: Team) -> dict[str, Any]:
    """All five objects, with what is different in this team."""
    return {name: dict(usual) | team.settings.get(name, {}) for name, usual in DEFAULTS.items()}
