"""What was read one day and is judged on another: nothing is read, so nothing can be added."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from core.facts import Gap
from core.standards.facts import Account, Channel, Reading, Team, Tenant
from core.standards.model import Waiver
from core.standards.organisation import Organisation
from core.standards.reads import NOT_ASKED, Read
from core.standards.snapshots.hidden import Hidden

LACKING = Gap("the snapshot has not got it: it was made for clauses that do not need it")
T = TypeVar("T", Team, Account, Channel, Organisation)

OF_TEAM: Mapping[Read, Sequence[str]] = {
    Read.MEMBERS: ("members",),
    Read.TEAMS: ("archived", "settings", "archived_since"),
    Read.CHANNELS: ("channels",),
    Read.APPS: ("apps",),
    Read.ACTIVITY: ("active_on",),
    Read.PLANS: ("plans",),
    Read.GUEST_SETTINGS: ("guests_allowed",),
}
OF_CHANNEL: Mapping[Read, Sequence[str]] = {
    Read.CHANNEL_EMAILS: ("email",),
    Read.CHANNEL_MEMBERS: ("members",),
    Read.TABS: ("tabs",),
}
OF_PERSON: Mapping[Read, Sequence[str]] = {
    Read.USERS: ("enabled", "is_guest", "licensed", "domain", "invited_at", "department"),
}
OF_ALL: Mapping[Read, Sequence[str]] = {
    Read.USERS: ("people", "names"),
    Read.GROUP_SETTINGS: ("rules",),
    Read.LIFECYCLE_POLICIES: ("policy",),
    Read.REPORT_SETTINGS: ("names_hidden",),
    Read.CATALOGUE: ("versions",),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A reading with the reads that were asked for, when it began, and whose it is.

    `hidden` is there where names and ids were replaced. `waivers` are those that were approved from
    cards and held that day, each with the name of its standard; a file without names has none.
    """

    reading: Reading
    reads: frozenset[Read]
    read_at: datetime
    organisation: str
    time_zone: str
    hidden: Hidden | None = None
    waivers: tuple[tuple[str, Waiver], ...] = ()


def lacking(snapshot: Snapshot, needed: Collection[Read]) -> Reading:
    """Its reading, in which what is needed and was not read has that reason."""
    missing = frozenset(needed) - snapshot.reads
    reading = snapshot.reading
    if not missing:
        return reading
    tenant = reading.tenant
    people: dict[Account, Account] = {}

    def person(account: Account) -> Account:
        if account not in people:
            people[account] = _marked(account, OF_PERSON, missing)
        return people[account]

    teams = [_team(team, missing, person) for team in tenant.teams]
    organisation = _marked(tenant.organisation, OF_ALL, missing)
    return replace(reading, tenant=replace(tenant, teams=teams, organisation=organisation))


def only(reading: Reading, team_ids: Collection[str]) -> Reading:
    """Of a reading just these teams, as if no others had been asked for."""
    tenant: Tenant = reading.tenant
    teams = [team for team in tenant.teams if team.id in team_ids]
    return replace(reading, tenant=replace(tenant, teams=teams, rest=None), whole=False)


def _team(team: Team, missing: Collection[Read], person: Callable[[Account], Account]) -> Team:
    marked = _marked(team, OF_TEAM, missing)
    changed: dict[str, Any] = {}
    for part in ("owners", "members"):
        people = getattr(marked, part)
        if Read.USERS in missing and not isinstance(people, Gap):
            changed[part] = tuple(map(person, people))
    if not isinstance(marked.channels, Gap):
        changed["channels"] = tuple(_marked(each, OF_CHANNEL, missing) for each in marked.channels)
    return replace(marked, **changed)


def _marked(record: T, given: Mapping[Read, Sequence[str]], missing: Collection[Read]) -> T:
    names = [name for read in missing for name in given.get(read, ())]
    gaps: dict[str, Any] = {name: LACKING for name in names if getattr(record, name) == NOT_ASKED}
    return replace(record, **gaps) if gaps else record
