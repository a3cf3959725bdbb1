"""Users, as Entra gives them."""

from collections.abc import Mapping

from simulator.facts import Person
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.query import Entity, Query, many, one
from simulator.world import World

UNASKED = (
    "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone",
    "officeLocation", "preferredLanguage", "surname", "userPrincipalName",
)  # fmt: skip


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    people = [user(person) for person in world.directory.people.values()]
    return many(query, people, "users", default=UNASKED)


def single(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """By object id or user principal name."""
    person = world.directory.person(ids["user"])
    if person is None or ids["user"].startswith("29:"):
        raise no_such_directory_object(ids["user"])
    return one(query, user(person), "users/$entity", UNASKED)


def joined_teams(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    person = world.directory.person(ids["user"])
    if person is None:
        raise no_such_directory_object(ids["user"])
    teams = [
        {"id": team.id, "displayName": team.name, "description": team.description}
        for team in world.directory.teams_of(person.id)
    ]
    return many(query, teams, "teams")


def user(person: Person) -> Entity:
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
    }
