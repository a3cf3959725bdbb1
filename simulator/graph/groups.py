"""Groups, those that carry teams and others, with their members and owners."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import chain

from simulator.clock import iso
from simulator.facts import Group, GroupKind, Person, Team, Thing, ThingKind
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.filters import Entity
from simulator.graph.people import TYPE, USER, user
from simulator.graph.people import UNASKED as USER_UNASKED
from simulator.graph.query import Query, many, one, shaped
from simulator.graph.reads import PEOPLE
from simulator.world import World

Ids = Mapping[str, str]
UNASKED_OF_ANY = (
    *USER_UNASKED, "accountEnabled", "userType", "department", "assignedLicenses",
    "externalUserState", "externalUserStateChangeDateTime",
)  # fmt: skip
EXPANDED_AT_MOST = 20  # and no link to the rest of them
RELATIONS = ("owners", "members")
UNASKED = (
    "id", "deletedDateTime", "classification", "createdDateTime", "description", "displayName",
    "expirationDateTime", "groupTypes", "isAssignableToRole", "mail", "mailEnabled", "mailNickname",
    "membershipRule", "membershipRuleProcessingState", "onPremisesLastSyncDateTime",
    "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "preferredDataLocation",
    "preferredLanguage", "proxyAddresses", "renewedDateTime", "resourceBehaviorOptions",
    "resourceProvisioningOptions", "securityEnabled", "securityIdentifier",
    "serviceProvisioningErrors", "theme", "visibility",
)  # fmt: skip


def listed(world: World, query: Query, _: Ids) -> Answer:
    relation, wanted = query.expand(RELATIONS)
    plain = partial(group, world)
    made = partial(_expanded, world, relation, wanted) if relation else plain
    found = list(chain(world.directory.teams.values(), world.facts.groups))
    return many(query, found, "groups", made=made, judged=plain, default=UNASKED, expanded=relation)


def single(world: World, query: Query, ids: Ids) -> Answer:
    found = _found(world, ids)
    relation, wanted = query.expand(RELATIONS)
    entity = _expanded(world, relation, wanted, found) if relation else group(world, found)
    return one(query, entity, "groups/$entity", default=UNASKED, expanded=relation)


def members(world: World, query: Query, ids: Ids) -> Answer:
    """Owners who are members too, as Teams makes them, and what is no person behind them."""
    return _related(world, query, _members(world, _found(world, ids)))


def owners(world: World, query: Query, ids: Ids) -> Answer:
    return _related(world, query, _owners(world, _found(world, ids)))


def group(world: World, of: Team | Group) -> Entity:
    """Made once, until the team is another. Whether it is archived only the team itself tells."""
    made_of, entity = world.graph.groups.get(of.id, (None, {}))
    if made_of is not of:
        entity = _team_group(world, of) if isinstance(of, Team) else _other_group(world, of)
        world.graph.groups[of.id] = (of, entity)
    return entity


def _related(world: World, query: Query, found: Sequence[Person | Thing]) -> Answer:
    made = partial(_member, world)
    return many(query, found, "directoryObjects", made=made, default=USER_UNASKED)


def _expanded(world: World, relation: str, wanted: list[str], of: Team | Group) -> Entity:
    found = (_owners if relation == "owners" else _members)(world, of)[:EXPANDED_AT_MOST]
    related = [shaped(_member(world, each), wanted or USER_UNASKED) for each in found]
    return group(world, of) | {relation: related}


def _member(world: World, of: Person | Thing) -> Entity:
    """Of what the app may not read, Graph tells the type and the id, and the rest is null.

    learn.microsoft.com/graph/permissions-overview, "Limited information returned for inaccessible
    member objects". Devices and service principals need permissions that the app never holds.
    """
    if isinstance(of, Person):
        entity, hidden = {TYPE: USER} | user(world, of), PEOPLE in world.graph.denied
    else:
        entity = {TYPE: f"#microsoft.graph.{of.kind}", "id": of.id, "displayName": of.name}
        hidden = of.kind is not ThingKind.GROUP
    if hidden:
        return dict.fromkeys((*UNASKED_OF_ANY, *entity)) | {"id": of.id, TYPE: entity[TYPE]}
    return entity


def _members(world: World, of: Team | Group) -> list[Person | Thing]:
    if isinstance(of, Group):
        return _people(world, of.members)
    return [*_people(world, world.directory.rosters[of.id].members), *of.things]


def _owners(world: World, of: Team | Group) -> list[Person | Thing]:
    if isinstance(of, Group):
        return _people(world, of.owners)
    return _people(world, world.directory.rosters[of.id].owners)


def _people(world: World, ids: Sequence[str]) -> list[Person | Thing]:
    people = world.directory.people
    return [people[id_] for id_ in ids if id_ in people]


def _found(world: World, ids: Ids) -> Team | Group:
    team = world.directory.teams.get(ids["group"])
    if team is not None:
        return team
    for other in world.facts.groups:
        if other.id == ids["group"]:
            return other
    raise no_such_directory_object(ids["group"])


def _team_group(world: World, team: Team) -> Entity:
    born = iso(world.graph.began - timedelta(days=team.age_days))
    ends = None if team.expires_in is None else timedelta(days=team.expires_in)
    return _any_group(world, team.id, team.name) | {
        "createdDateTime": born,
        "renewedDateTime": team.renewed_at or born,
        "description": team.description or None,
        "classification": team.classification or None,
        "assignedLabels": [{"labelId": each.id, "displayName": each.name} for each in team.labels],
        "expirationDateTime": ends and iso(world.graph.began + ends),
        "serviceProvisioningErrors": [_error(born, each) for each in team.errors],
        "groupTypes": ["Unified"],
        "resourceBehaviorOptions": ["HideGroupInOutlook", "WelcomeEmailDisabled"],
        "resourceProvisioningOptions": ["Team"],
        "visibility": team.visibility and _upper(team.visibility),
    }


def _error(at: str, service: str) -> Entity:
    """As learn.microsoft.com/graph/api/resources/serviceprovisioningxmlerror has it."""
    words = "<ServiceErrors><Error>The mailbox could not be set up.</Error></ServiceErrors>"
    return {
        TYPE: "#microsoft.graph.serviceProvisioningXmlError",
        "createdDateTime": at,
        "isResolved": False,
        "serviceInstance": service,
        "errorDetail": words,
    }


def _other_group(world: World, of: Group) -> Entity:
    born = iso(world.graph.began - timedelta(days=1000))
    unified = of.kind is GroupKind.MICROSOFT_365
    return _any_group(world, of.id, of.name) | {
        "createdDateTime": born,
        "renewedDateTime": born,
        "groupTypes": ["Unified"] if unified else [],
        "mailEnabled": of.kind is not GroupKind.SECURITY,
        "securityEnabled": of.kind is GroupKind.SECURITY,
        "visibility": "Private" if unified else None,
    }


def _any_group(world: World, id_: str, name: str) -> Entity:
    nickname = "".join(letter for letter in name if letter.isascii() and letter.isalnum())
    mail = f"{nickname}@{world.facts.domain}"
    empty = dict.fromkeys(UNASKED)
    return empty | {
        "id": id_,
        "displayName": name,
        "assignedLabels": [],
        "mail": mail,
        "mailEnabled": True,
        "mailNickname": nickname,
        "proxyAddresses": [f"SMTP:{mail}"],
        "resourceBehaviorOptions": [],
        "resourceProvisioningOptions": [],
        "securityEnabled": False,
        "serviceProvisioningErrors": [],
    }


def _upper(visibility: str) -> str:
    """`Private`, `Public`, `Hiddenmembership` as Entra spells it: HiddenMembership."""
    return {"hiddenMembership": "HiddenMembership"}.get(visibility, visibility.capitalize())
