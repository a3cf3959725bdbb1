"""Every fact that a read gives, to see what is left of it where it fails."""

from collections.abc import Iterator

from core.people.rosters import ChannelKind
from core.standards.facts import Tenant, known
from core.standards.reach import FACTS
from core.standards.reads import Read

STANDARD = ChannelKind.STANDARD
OF_ALL = {
    Read.GROUP_SETTINGS: "rules",
    Read.LIFECYCLE_POLICIES: "policy",
    Read.REPORT_SETTINGS: "names_hidden",
    Read.CATALOGUE: "versions",
}


def told(read_: Read, found: Tenant) -> Iterator[object]:
    """Every fact that the read gives."""
    if read_ in OF_ALL:
        yield getattr(found.organisation, OF_ALL[read_])
        return
    for team in found.teams:
        match read_:
            case Read.USERS:
                yield from (person.enabled for person in known(team.members))
            case Read.CHANNEL_EMAILS:
                yield from (channel.email for channel in known(team.channels))
            case Read.CHANNEL_MEMBERS:
                own = (each for each in known(team.channels) if each.kind is not STANDARD)
                yield from (channel.members for channel in own)
            case Read.TABS:
                yield from (channel.tabs for channel in known(team.channels))
            case _:
                yield from FACTS[read_](team)
