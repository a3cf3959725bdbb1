"""Where a channel is, of which a change tells the id."""

from typing import TYPE_CHECKING

from core.standards.changes.model import Change
from graph.estate.keeping import extra

if TYPE_CHECKING:
    from msgraph.generated.teams.item.channels.item.channel_item_request_builder import (
        ChannelItemRequestBuilder,
    )
    from msgraph.graph_service_client import GraphServiceClient as Sdk

CHANNEL = "channel"


def channel_of(sdk: "Sdk", change: Change) -> "ChannelItemRequestBuilder":
    """The channel that the change brings with it."""
    return at(sdk, change, extra(change, CHANNEL))


def at(sdk: "Sdk", change: Change, channel_id: str) -> "ChannelItemRequestBuilder":
    """A channel of the change's team."""
    return sdk.teams.by_team_id(change.team_id).channels.by_channel_id(channel_id)
