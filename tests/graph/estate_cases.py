"""Changes of the sample company, one of each sort that is written; what they are about, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.standards.changes.model import Change, Thing, Value
from core.standards.model import RemedyMode, Subject, SubjectType
from simulator.facts import Channel, Team
from simulator.tenant import Tenant
from simulator.world import World

WEB = "com.microsoft.teamspace.tab.web"
STORE = "https://store.contoso.example/app"
FORMS = "9b94058b-240d-54ac-81a8-a15717adc071"
VANS = "3bcd1e1d-9c3f-5627-afdb-0584cba1ad94"
POLLS = "de7883e8-4629-5daf-a170-da748a8d2ee5"
DELETING = "allowDeleteChannels"


@dataclass(frozen=True)
class Case:
    """One change; `target` and `more` are found in the company. `undone`: by what it was."""

    thing: Thing
    team: str
    before: Value
    after: Value
    target: Callable[[World, Team], str] = lambda _world, _team: ""
    more: Callable[[World, Team], Mapping[str, Value]] = lambda _world, _team: {}
    undone: bool = True

    def change(self, world: World) -> Change:
        """As it would be planned."""
        team = called(world, self.team)
        return Change(
            id="1",
            kind="kind",
            thing=self.thing,
            mode=RemedyMode.APPROVE,
            standard="standard",
            rule="rule",
            team_id=team.id,
            team_name=team.name,
            subject=Subject(SubjectType.TEAM, team.id, team.name, team.id),
            says="says",
            target=self.target(world, team),
            label="label",
            before=self.before,
            after=self.after,
            extra=self.more(world, team),
        )


def called(world: World, name: str) -> Team:
    """A team."""
    return next(each for each in world.directory.teams.values() if each.name == name)


def let_read(tenant: Tenant, name: str) -> None:
    """The app is in the team, and may read what is written there."""
    tenant.world.switches.reads_channel_messages = True
    tenant.world.installs.add_team(called(tenant.world, name).id)


def channel(team: Team, name: str) -> Channel:
    """A channel of it."""
    return next(each for each in team.channels if each.name == name)


def channel_id(name: str) -> Callable[[World, Team], str]:
    """Finds a channel's id."""
    return lambda _, team: channel(team, name).id


def word(text: str) -> Callable[[World, Team], str]:
    """It is what it is."""
    return lambda _world, _team: text


def expiry(world: World, team: Team) -> str:
    """When it expires, as Graph says."""
    from simulator.graph.groups import group

    return str(group(world, team)["expirationDateTime"])


def somebody(role: str, *, guest: bool = False) -> Callable[[World, Team], str]:
    """A person who is that in the team."""

    def found(world: World, team: Team) -> str:
        roster = world.directory.rosters[team.id]
        people = {
            "owner": sorted(roster.owners),
            "member": sorted(set(roster.members) - set(roster.owners)),
            "": sorted({each.id for each in world.facts.people} - set(roster.members)),
        }[role]
        known = {each.id: each for each in world.facts.people}
        return next(id_ for id_ in people if known[id_].guest is guest and not known[id_].home)

    return found


def mate(role: str, name: str) -> Callable[[World, Team], str]:
    """A person who is that in a private channel of the team."""

    def found(world: World, team: Team) -> str:
        roster = world.directory.channels.rosters[channel(team, name).id]
        staff = {each.id for each in world.facts.people if not each.guest}
        members = world.directory.rosters[team.id].members
        people = {
            "owner": roster.owners,
            "member": set(roster.members) - set(roster.owners),
            "": set(members) - set(roster.members),
        }[role]
        return min(set(people) & staff & set(members))

    return found


def inside(name: str, /, **more: str) -> Callable[[World, Team], Mapping[str, Value]]:
    """The id of a channel, beside more."""
    return lambda _, team: {"channel": channel(team, name).id, **more}


def store_page(world: World, team: Team) -> str:
    """The id of the tab that there is."""
    from simulator.graph.tabs import tab_id

    del world
    there = channel(team, "General")
    return next(tab_id(there, each) for each in there.tabs if each.name == "Store page")


APOLLO, CEDAR, DOVETAIL = "PRJ-Apollo", "PRJ-Cedar", "PRJ-Dovetail"
CASES: dict[str, Case] = {
    "a name": Case(Thing.NAME, DOVETAIL, DOVETAIL, "PRJ-Dove"),
    "a description": Case(Thing.DESCRIPTION, "PRJ Apollo", "", "What it is for"),
    "a class": Case(Thing.CLASSIFICATION, APOLLO, "Confidential", "Internal"),
    "the first class": Case(Thing.CLASSIFICATION, "PRJ Apollo", "", "Internal"),
    "visibility": Case(Thing.VISIBILITY, "PRJ-Fjord", "public", "private"),
    "one switch": Case(
        Thing.SETTINGS, APOLLO, {DELETING: False}, {DELETING: True}, word("memberSettings")
    ),
    "guests kept out of one team": Case(Thing.GUEST_ACCESS, APOLLO, None, after=False),
    "guests kept out where they were let in": Case(
        Thing.GUEST_ACCESS, "PRJ-Granite", before=True, after=False
    ),
    "the switch for guests taken away": Case(
        Thing.GUEST_ACCESS, "Finance", before=False, after=None
    ),
    "archived": Case(Thing.ARCHIVED, DOVETAIL, before=False, after=True),
    "deleted": Case(Thing.DELETED, "PRJ Apollo", before=False, after=True),
    "expiring": Case(Thing.EXPIRATION, "Marketing", before=False, after=True),
    "not expiring": Case(Thing.EXPIRATION, APOLLO, before=True, after=False),
    "renewed": Case(
        Thing.RENEWED, "PRJ-Ember", before=False, after=True, target=expiry, undone=False
    ),
    "a member who becomes an owner": Case(
        Thing.ROLE, APOLLO, "member", "owner", somebody("member")
    ),
    "an owner who becomes a member": Case(Thing.ROLE, APOLLO, "owner", "member", somebody("owner")),
    "a new member": Case(Thing.ROLE, APOLLO, "", "member", somebody("")),
    "a new owner": Case(Thing.ROLE, APOLLO, "", "owner", somebody("")),
    "a member who goes": Case(Thing.ROLE, APOLLO, "member", "", somebody("member")),
    "an owner who goes": Case(Thing.ROLE, APOLLO, "owner", "", somebody("owner")),
    "a guest who goes": Case(Thing.ROLE, CEDAR, "member", "", somebody("member", guest=True)),
    "a channel's name": Case(Thing.CHANNEL_NAME, APOLLO, "Build", "Builds", channel_id("Build")),
    "a new channel": Case(
        Thing.CHANNEL,
        APOLLO,
        before=False,
        after=True,
        target=word("Announcements"),
        more=lambda _world, _team: {"description": "News", "layout": "chat"},
    ),
    "a plain new channel": Case(
        Thing.CHANNEL, APOLLO, before=False, after=True, target=word("Announcements")
    ),
    "a channel's owner": Case(
        Thing.CHANNEL_ROLE,
        APOLLO,
        "member",
        "owner",
        mate("member", "Steering"),
        inside("Steering"),
    ),
    "a channel's new member": Case(
        Thing.CHANNEL_ROLE, APOLLO, "", "member", mate("", "Steering"), inside("Steering")
    ),
    "a channel's member who goes": Case(
        Thing.CHANNEL_ROLE, APOLLO, "member", "", mate("member", "Steering"), inside("Steering")
    ),
    "a new tab": Case(
        Thing.TAB,
        APOLLO,
        before=False,
        after=True,
        target=word("Runbook"),
        more=inside("Build", app=WEB, url="https://runbook.contoso.example/"),
    ),
    "a tab that goes": Case(
        Thing.TAB,
        APOLLO,
        before=True,
        after=False,
        target=store_page,
        more=inside("General", app=WEB, url=STORE, name="Store page"),
    ),
    "a new app": Case(Thing.APP, APOLLO, before=False, after=True, target=word(FORMS)),
    "an app that goes": Case(Thing.APP, "PRJ-Harbor", before=True, after=False, target=word(POLLS)),
    "a newer app": Case(Thing.APP_VERSION, DOVETAIL, "1.1.0", "1.2.0", word(VANS), undone=False),
    "a new plan": Case(Thing.PLAN, "PRJ Apollo", before=False, after=True, target=word("Work")),
}
ONE_EACH: dict[str, Case] = {each.thing: each for each in reversed(CASES.values())}
