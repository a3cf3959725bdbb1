"""The organisation's apps, and adding ours for people."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from simulator.graph.answers import Answer, bad, conflict, no_such_directory_object, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, same
from simulator.world import World

BIND = "teamsApp@odata.bind"


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """Ours alone, by the id that the organisation gave it: not the one in its manifest."""
    app: Entity = {
        "id": catalogue_id(world),
        "externalId": world.settings.app_id,
        "displayName": world.settings.bot_name,
        "distributionMethod": "organization",
    }
    return many(query, [app], "appCatalogs/teamsApps", made=same)


def install(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """The bot hears of it as of any other installation."""
    person = world.directory.person(ids["user"])
    if person is None or ids["user"].startswith("29:"):
        raise no_such_directory_object(ids["user"])
    bound = query.body.get(BIND) if isinstance(query.body, dict) else None
    root, _, app = str(bound).rpartition("/appCatalogs/teamsApps/")
    if not root.endswith("/v1.0"):
        raise bad(f"Give {BIND}.")
    if app != catalogue_id(world):
        raise not_found("No such app.")
    if not world.installs.add_person(person.id):
        raise conflict("The app is installed for this person already.")
    world.installs.unheard.put_nowait(person.id)
    return Answer(201, text="")


def catalogue_id(world: World) -> str:
    """Under which the organisation has the app."""
    return str(uuid5(NAMESPACE_URL, f"{world.facts.id}/{world.settings.app_id}"))
