"""One team as it was at some moment, and the directory as if it were that moment still."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from simulator.channels import Roster
from simulator.directory import Directory
from simulator.facts import Kind, Team


@dataclass(frozen=True, slots=True)
class Earlier:
    """`team` is None where it was not there; `gone` where it was deleted, and when."""

    team: Team | None
    gone: tuple[Team, str] | None
    roster: Roster
    channels: Mapping[str, Roster]
    deleted: frozenset[str]
    archived: bool


def taken(directory: Directory, id_: str) -> Earlier:
    """Raises KeyError for a team that never was."""
    channels = directory.channels
    team, gone = directory.teams.get(id_), directory.gone.get(id_)
    known = team or directory.gone[id_][0]
    own = [each.id for each in known.channels if each.kind is not Kind.STANDARD]
    return Earlier(
        team=team,
        gone=gone,
        roster=_copied(directory.rosters[id_]),
        channels={each: _copied(channels.rosters[each]) for each in own},
        deleted=frozenset(each.id for each in known.channels if each.id in channels.deleted),
        archived=id_ in channels.archived,
    )


@contextmanager
def shown(directory: Directory, of: Mapping[str, Earlier]) -> Iterator[None]:
    """Nothing may be written meanwhile."""
    with ExitStack() as stack:
        for id_, earlier in of.items():
            stack.enter_context(_one(directory, id_, earlier))
        yield


@contextmanager
def _one(directory: Directory, id_: str, earlier: Earlier) -> Iterator[None]:
    now = taken(directory, id_)
    roster = directory.rosters[id_]
    own = {each: directory.channels.rosters[each] for each in now.channels}
    later = _channels(now) - _channels(earlier)
    _set(directory, id_, earlier, earlier.deleted | later)
    try:
        yield
    finally:
        _set(directory, id_, now, now.deleted)
        directory.rosters[id_] = roster
        directory.channels.rosters.update(own)


def _set(directory: Directory, id_: str, to: Earlier, deleted: frozenset[str]) -> None:
    directory.show(id_, to.team, to.gone)
    directory.rosters[id_] = to.roster
    channels = directory.channels
    channels.rosters.update(to.channels)
    channels.deleted -= _channels(to)
    channels.deleted |= deleted
    channels.archived = channels.archived - {id_} | ({id_} if to.archived else set())


def _channels(of: Earlier) -> set[str]:
    team = of.team or (of.gone[0] if of.gone else None)
    return {each.id for each in team.channels} if team else set()


def _copied(roster: Roster) -> Roster:
    return Roster(roster.owners, roster.members)
