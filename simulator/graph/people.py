"""Users, as Entra gives them."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from simulator.clock import iso
from simulator.facts import Person
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, one, same, shaped
from simulator.world import World

TYPE = "@odata.type"
USER = "#microsoft.graph.user"
BUSINESS = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"  # Microsoft 365 Business Premium
HERE_FOR = 300
UNASKED = (
    "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone",
    "officeLocation", "preferredLanguage", "surname", "userPrincipalName",
)  # fmt: skip


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    relation, of_manager = query.expand(("manager",))
    made = partial(_with_manager, world, of_manager) if relation else partial(user, world)
    people = [each for each in world.directory.people.values() if not each.home]
    return many(query, people, "users", made=made, default=UNASKED, expanded=relation)


def single(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """By object id or user principal name."""
    person = world.directory.person(ids["user"])
    if person is None or person.home or ids["user"].startswith("29:"):
        raise no_such_directory_object(ids["user"])
    relation, of_manager = query.expand(("manager",))
    entity = _with_manager(world, of_manager, person) if relation else user(world, person)
    return one(query, entity, "users/$entity", default=UNASKED, expanded=relation)


def joined_teams(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    person = world.directory.person(ids["user"])
    if person is None:
        raise no_such_directory_object(ids["user"])
    teams = [
        {"id": team.id, "displayName": team.name, "description": team.description}
        for team in world.directory.teams_of(person.id)
    ]
    return many(query, teams, "teams", made=same)


def user(world: World, person: Person) -> Entity:
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.id,
        "accountEnabled": person.enabled,
        "businessPhones": [],
        "department": person.department or None,
        "displayName": person.name,
        "givenName": given,
        "jobTitle": person.title or None,
        "mail": person.mail,
        "mobilePhone": None,
        "officeLocation": person.city or None,
        "preferredLanguage": None,
        "surname": surname or None,
        "userPrincipalName": person.upn,
        "userType": "Guest" if person.guest else "Member",
        "assignedLicenses": [{"disabledPlans": [], "skuId": BUSINESS}] if person.licensed else [],
    } | _invitation(world, person)


def _invitation(world: World, person: Person) -> dict[str, Any]:
    """Null for those who were never invited; a guest who is here is taken to have accepted."""
    if not person.guest:
        return {"externalUserState": None, "externalUserStateChangeDateTime": None}
    state = "Accepted" if person.invited_days is None else "PendingAcceptance"
    changed = world.graph.began - timedelta(days=person.invited_days or HERE_FOR)
    return {"externalUserState": state, "externalUserStateChangeDateTime": iso(changed)}


def _with_manager(world: World, wanted: list[str], person: Person) -> Entity:
    """Left out where there is none."""
    manager = world.directory.people.get(person.manager or "")
    if manager is None:
        return user(world, person)
    made = shaped({TYPE: USER} | user(world, manager), wanted or UNASKED)
    return user(world, person) | {"manager": made}
