"""What a reading has found so far, team by team, and the teams that it makes in the end."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from core.errors import NotRead
from core.facts import Gap
from core.standards.facts import Account, App, Channel, Team
from core.standards.organisation import Organisation
from core.standards.reads import NOT_ASKED, Read
from graph.tenants.accounts import Accounts
from graph.tenants.activity import ActivityReport
from graph.tenants.rooms import Rooms
from graph.tenants.team_facts import Group, TeamSettings, archived, group, settings
from graph.wire.asks import Json, Kind
from graph.wire.decode import GROUP, objects, of_type, with_ids
from graph.wire.reasons import NOT_THERE, TOO_YOUNG, reason

T = TypeVar("T")

# $expand gives no more, and no link to the rest (learn.microsoft.com/graph/query-parameters).
MOST_EXPANDED = 20

# So long a group may answer 404 as a team (learn.microsoft.com/graph/api/team-post).
YOUNG = timedelta(minutes=15)

ROSTER_REFUSED = Gap(reason(Kind.GROUP_MEMBERS, 403))


class Notes:
    """Facts by team id, in whichever order they come. `now` is real time."""

    def __init__(self, reads: Collection[Read], now: datetime) -> None:
        self.accounts = Accounts(asked=Read.USERS in reads)
        self.owners: dict[str, tuple[str, ...] | Gap] = {}
        self.members: dict[str, tuple[str, ...] | Gap] = {}
        self.channels: dict[str, tuple[Channel, ...] | Gap] = {}
        self.apps: dict[str, tuple[App, ...] | Gap] = {}
        self.plans: dict[str, tuple[str, ...] | Gap] = {}
        self.guests_allowed: dict[str, bool | Gap | None] = {}
        self.rooms = Rooms(self.accounts, asked=Read.CHANNEL_MEMBERS in reads)
        self.activity: ActivityReport | Gap = NOT_ASKED
        self.organisation = Organisation(read_on=_day(now))
        self.nameless = 0
        self._archived: dict[str, bool | Gap] = {}
        self._settings: dict[str, TeamSettings | Gap] = {}
        self._groups: dict[str, Group] = {}
        self._same: dict[str, Mapping[str, object]] = {}
        self._same_apps: dict[tuple[App, ...], tuple[App, ...]] = {}
        self._now = now

    def groups(self, items: Iterable[Json]) -> list[str]:
        """Ids of the teams that are new; pages that overlap name one twice.

        Entries without an id are counted in `nameless`. Raises NotRead for a page of only those.
        """
        given = of_type(GROUP, items)
        known = with_ids(given)
        self.nameless += len(given) - len(known)
        new = {}
        for about, item in [(group(item), item) for item in known]:
            if about.id not in self._groups:
                self._groups[about.id] = new[about.id] = about
                self._note_owners(about.id, item)
        return list(new)

    def without_owners(self, team_ids: Iterable[str]) -> list[str]:
        """Those whose owners were not given whole."""
        return [id_ for id_ in team_ids if id_ not in self.owners]

    def note_team(self, id_: str, answer: Json | Gap) -> object:
        """The answer about the team itself; gives the gap that is left of it, or anything else."""
        if isinstance(answer, Gap):
            self._archived[id_] = self._settings[id_] = answer
            return answer
        known = self._archived[id_] = archived(answer)
        # Most teams have the same settings, so they are kept once.
        found = settings(answer).items()
        self._settings[id_] = {
            name: self._same.setdefault(f"{name} {sorted(values.items())}", values)
            for name, values in found
        }
        return known

    def note_organisation(self, **found: object) -> None:
        """More of what is known of the organisation, by the names of its facts."""
        self.organisation = replace(self.organisation, **found)  # type: ignore[arg-type]  # by name

    def teams(self) -> tuple[Team, ...]:
        """All of them, by id."""
        return tuple(self._team(self._groups[id_]) for id_ in sorted(self._groups))

    def _note_owners(self, id_: str, item: Json) -> None:
        owners = item.get("owners")
        if not isinstance(owners, list) or len(owners) >= MOST_EXPANDED:
            return
        try:
            self.owners[id_] = tuple(self.accounts.met(objects(item, "owners")))
        except NotRead as error:
            self.owners[id_] = Gap(error.says)

    def _team(self, about: Group) -> Team:
        members = self.members.get(about.id, NOT_ASKED)
        # Who may not see a roster may be shown a part of it elsewhere.
        owners = ROSTER_REFUSED if members == ROSTER_REFUSED else self.owners[about.id]
        return Team(
            about.id,
            about.name,
            about.description,
            about.classification,
            about.created_at,
            about.visibility,
            self._people(owners),
            self._people(members),
            self._aged(about, self._archived.get(about.id, NOT_ASKED)),
            self._aged(about, self._settings.get(about.id, NOT_ASKED)),
            self._aged(about, self._channels(about.id)),
            about.labels,
            about.expires_at,
            about.errors,
            self.guests_allowed.get(about.id, NOT_ASKED),
            self._aged(about, self._apps(about.id)),
            self.plans.get(about.id, NOT_ASKED),
            self._active_on(about),
            read_on=self.organisation.read_on,
        )

    def _people(self, ids: tuple[str, ...] | Gap) -> tuple[Account, ...] | Gap:
        if isinstance(ids, Gap):
            return ids
        return tuple(self.accounts.person(id_) for id_ in sorted(set(ids)))

    def _channels(self, team: str) -> tuple[Channel, ...] | Gap:
        """By id, each once: pages that overlap name one twice."""
        given = self.channels.get(team, NOT_ASKED)
        if isinstance(given, Gap):
            return given
        found = {channel.id: channel for channel in given}
        return tuple(self.rooms.furnished(team, found[id_]) for id_ in sorted(found))

    def _apps(self, team: str) -> tuple[App, ...] | Gap:
        """Most teams have the same, so these are kept once."""
        given = self.apps.get(team, NOT_ASKED)
        if isinstance(given, Gap):
            return given
        found = {app.id: app for app in given}
        return self._same_apps.setdefault(each := tuple(found[id_] for id_ in sorted(found)), each)

    def _active_on(self, about: Group) -> date | Gap | None:
        if isinstance(self.activity, Gap):
            return self.activity
        hidden = self.organisation.names_hidden is True
        return self.activity.active_on(about.id, about.created_at, names_hidden=hidden)

    def _aged(self, about: Group, fact: T | Gap) -> T | Gap:
        """A team that is not there is perhaps not there yet."""
        young = about.created_at is not None and self._now - about.created_at < YOUNG
        return Gap(TOO_YOUNG) if young and fact == Gap(NOT_THERE) else fact


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()
