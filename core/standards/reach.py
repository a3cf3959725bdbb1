"""How far a reading reached: which facts of a team are there, and its canonical order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from core.facts import Gap
from core.standards.facts import NOT_ASKED, Account, Channel, Read, Team, Tenant

T = TypeVar("T", Team, Account, Channel)

by_id = attrgetter("id")


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
    return (fact for fact in _facts(team, read) if isinstance(fact, Gap))


def _facts(team: Team, read: Read) -> Iterator[object]:
    match read:
        case Read.GROUPS:
            yield team.owners
        case Read.MEMBERS:
            yield team.members
        case Read.USERS:
            for people in (team.owners, team.members):
                for person in () if isinstance(people, Gap) else people:
                    yield person.enabled
                    yield person.is_guest
        case Read.TEAMS:
            yield team.archived
            yield team.settings
        case Read.CHANNELS:
            yield team.channels


def in_order(tenant: Tenant) -> Tenant:
    """The same tenant with everything in order of ids, however it was read."""
    return replace(tenant, teams=_sorted([_team_in_order(team) for team in tenant.teams]))


def _team_in_order(team: Team) -> Team:
    owners, members, channels = _part(team.owners), _part(team.members), _part(team.channels)
    if owners is team.owners and members is team.members and channels is team.channels:
        return team
    return replace(team, owners=owners, members=members, channels=channels)


def _part(items: tuple[T, ...] | Gap) -> tuple[T, ...] | Gap:
    return items if isinstance(items, Gap) else _sorted(items)


def _sorted(items: Sequence[T]) -> tuple[T, ...]:
    ordered = tuple(sorted(items, key=by_id))
    return items if isinstance(items, tuple) and ordered == items else ordered
