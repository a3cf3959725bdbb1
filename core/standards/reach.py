"""How far a reading reached: which facts of a team are there, and its canonical order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from core.facts import Gap
from core.standards.facts import Account, App, Channel, Label, Tab, Team, Tenant
from core.standards.reads import NOT_ASKED, Read

T = TypeVar("T", Team, Account, Channel, App, Label, Tab)

by_id = attrgetter("id")
_enabled, _guest = attrgetter("enabled"), attrgetter("is_guest")  # of a million memberships


def missing(team: Team, reads: Iterable[Read], also: Iterable[Read] = ()) -> Gap | None:
    """The first gap among what these reads give. Those in `also` nobody need have asked for."""
    for read in reads:
        for gap in _gaps(team, read):
            return gap
    for read in also:
        for gap in _gaps(team, read):
            if gap != NOT_ASKED:
                return gap
    return None


def read_fully(team: Team) -> bool:
    """Whether every read that was asked for came back.

    What Graph itself leaves open, like a visibility of null, was read all the same.
    """
    return missing(team, (), also=Read) is None


def _gaps(team: Team, read: Read) -> Iterator[Gap]:
    facts = FACTS.get(read)
    return (fact for fact in (facts(team) if facts else ()) if isinstance(fact, Gap))


def _people(team: Team) -> Iterator[object]:
    for people in (team.owners, team.members):
        if not isinstance(people, Gap):
            yield from map(_enabled, people)
            yield from map(_guest, people)


def _of_channels(name: str) -> Callable[[Team], Iterable[object]]:
    def facts(team: Team) -> Iterator[object]:
        channels = () if isinstance(team.channels, Gap) else team.channels
        return (getattr(channel, name) for channel in channels)

    return facts


# What each read gives of a team; the others are about the organisation.
FACTS: Mapping[Read, Callable[[Team], Iterable[object]]] = {
    Read.GROUPS: lambda team: (team.owners,),
    Read.MEMBERS: lambda team: (team.members,),
    Read.USERS: _people,
    Read.TEAMS: lambda team: (team.archived, team.settings),
    Read.CHANNELS: lambda team: (team.channels,),
    Read.CHANNEL_EMAILS: _of_channels("email"),
    Read.CHANNEL_MEMBERS: _of_channels("members"),
    Read.APPS: lambda team: (team.apps,),
    Read.TABS: _of_channels("tabs"),
    Read.ACTIVITY: lambda team: (team.active_on,),
    Read.PLANS: lambda team: (team.plans,),
    Read.GUEST_SETTINGS: lambda team: (team.guests_allowed,),
}


def in_order(tenant: Tenant) -> Tenant:
    """The same tenant with everything in order of ids, however it was read."""
    return replace(tenant, teams=_sorted([_team_in_order(team) for team in tenant.teams]))


def _team_in_order(team: Team) -> Team:
    owners, members, channels = _part(team.owners), _part(team.members), _channels(team.channels)
    apps, labels = _part(team.apps), _part(team.labels)
    plans = team.plans if isinstance(team.plans, Gap) else tuple(sorted(team.plans))
    ordered = replace(
        team,
        owners=owners,
        members=members,
        channels=channels,
        apps=apps,
        labels=labels,
        plans=plans,
    )
    return team if ordered == team else ordered


def _channels(channels: tuple[Channel, ...] | Gap) -> tuple[Channel, ...] | Gap:
    if isinstance(channels, Gap):
        return channels
    return _sorted(tuple(map(_channel_in_order, channels)))


def _channel_in_order(channel: Channel) -> Channel:
    members, tabs = channel.members, _part(channel.tabs)
    if not isinstance(members, Gap) and len(members) > 1:
        members = tuple(sorted(members, key=lambda each: each.account.id))
    if members is channel.members and tabs is channel.tabs:
        return channel
    return replace(channel, members=members, tabs=tabs)


def _part(items: tuple[T, ...] | Gap) -> tuple[T, ...] | Gap:
    return items if isinstance(items, Gap) else _sorted(items)


def _sorted(items: Sequence[T]) -> tuple[T, ...]:
    ordered = tuple(sorted(items, key=by_id))
    return items if isinstance(items, tuple) and ordered == items else ordered
