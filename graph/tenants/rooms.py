"""What was found inside channels: who is in them, and what stands over them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Channel, ChannelMember, Tab
from core.standards.reads import NOT_ASKED
from core.words import folded
from graph.tenants.accounts import Accounts
from graph.tenants.things import Mate

Place = tuple[str, str]  # a team's id and a channel's


class Rooms:
    """Facts by channel. `asked` is whether people are read of those that have their own."""

    def __init__(self, accounts: Accounts, *, asked: bool) -> None:
        self.mates: dict[Place, tuple[Mate, ...] | Gap] = {}
        self.tabs: dict[Place, tuple[Tab, ...] | Gap] = {}
        self._accounts = accounts
        self._asked = asked
        self._members: dict[Mate, ChannelMember] = {}

    def furnished(self, team: str, channel: Channel) -> Channel:
        """A channel with all that was found in it. Only after everything was heard."""
        tabs = self.tabs.get((team, channel.id), NOT_ASKED)
        if not self._asked and tabs is NOT_ASKED:
            return channel
        return replace(channel, members=self._members_of(team, channel), tabs=_by_id(tabs))

    def _members_of(self, team: str, channel: Channel) -> tuple[ChannelMember, ...] | Gap:
        if not self._asked:
            return NOT_ASKED
        if isinstance(channel.kind, Gap):
            return channel.kind
        if channel.kind is ChannelKind.STANDARD:
            return ()
        found = self.mates.get((team, channel.id), NOT_ASKED)
        if isinstance(found, Gap):
            return found
        # Whoever is there themselves and by a team too is listed twice.
        once: dict[str, Mate] = {}
        for mate in sorted(found, key=lambda each: (each.id, _surely(each.owner))):
            once[mate.id] = mate
        return tuple(map(self._member, once.values()))

    def _member(self, mate: Mate) -> ChannelMember:
        """The same object each time."""
        made = self._members.get(mate)
        if made is None:
            account = self._accounts.person(mate.id)
            made = self._members[mate] = ChannelMember(account, mate.owner, mate.tenant)
        return made


def _surely(owner: bool | Gap) -> int:
    """What is not known lies between."""
    return 1 if isinstance(owner, Gap) else 2 * owner


def of_kind(team: str, channels: Sequence[Channel], kind: ChannelKind) -> list[Place]:
    """Which of a team's channels are of that kind."""
    return [(team, each.id) for each in channels if each.kind is kind]


def called(team: str, channels: Sequence[Channel], names: Collection[str] | None) -> list[Place]:
    """Which of them have one of these names, as they are folded; None: all."""
    return [(team, each.id) for each in channels if names is None or folded(each.name) in names]


def _by_id(tabs: tuple[Tab, ...] | Gap) -> tuple[Tab, ...] | Gap:
    if isinstance(tabs, Gap):
        return tabs
    return tuple(sorted({tab.id: tab for tab in tabs}.values(), key=lambda tab: tab.id))
