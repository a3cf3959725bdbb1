"""A new name of a channel, which somebody has to think of."""

from collections.abc import Iterator

from core.standards.changes.model import Picks, Thing
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, _: Facts) -> Iterator[Wish]:
    channel = finding.subject
    yield Wish(channel.id, channel.name, before=channel.name, after=None, picks=Picks.TEXT)


KIND = Kind(
    wishes,
    thing=Thing.CHANNEL_NAME,
    title="Give the channel {label} another name",
    done="The channel {label} has another name now",
    needs="ChannelSettings.ReadWrite.All",
    inverse="the channel gets its former name",
    order=30,
)
