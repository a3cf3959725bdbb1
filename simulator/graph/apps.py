"""The organisation's catalogue of apps, those that are installed, and adding ours for people."""

import base64
from collections.abc import Mapping
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from simulator.estate import App
from simulator.graph.answers import Answer, bad, conflict, no_such_directory_object, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, shaped
from simulator.graph.teams import find_team
from simulator.world import World

BIND = "teamsApp@odata.bind"
OURS = "1.0.0"
OF_ORGANISATION = "organization"


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """Ours by the id that the organisation gave it, not the one in its manifest; then others."""
    expanded = query.expands(("appDefinitions",))
    made = partial(_of_catalogue, world, expanded)
    apps = [_ours(world), *world.facts.catalogue]
    return many(query, apps, "appCatalogs/teamsApps", made=made, expanded=tuple(expanded))


def installed(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """What the owners of a team added, side-loaded ones too; ours where it was installed."""
    team = find_team(world, ids)
    expanded = query.expands(("teamsApp", "teamsAppDefinition"))
    apps = [*team.apps, *([_ours(world)] if team.id in world.installs.teams else [])]
    made = partial(_installation, world, expanded, team.id)
    return many(query, apps, "teamsAppInstallations", made=made, expanded=tuple(expanded))


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


def app(world: World, of: App) -> Entity:
    """A store's app has one id everywhere; others have one in the catalogue and one of their own.

    learn.microsoft.com/graph/api/resources/teamsapp
    """
    own = (
        world.settings.app_id if of.id == catalogue_id(world) else str(uuid5(NAMESPACE_URL, of.id))
    )
    return {
        "id": of.id,
        "externalId": of.id if of.method == "store" else own,
        "displayName": of.name,
        "distributionMethod": of.method,
    }


def _ours(world: World) -> App:
    return App(catalogue_id(world), world.settings.bot_name, OURS, OF_ORGANISATION)


def _of_catalogue(world: World, expanded: Mapping[str, list[str]], of: App) -> Entity:
    if not expanded:
        return app(world, of)
    found = [_definition(of, of.version, "published")]
    if of.awaiting:
        found.append(_definition(of, of.awaiting, "submitted"))
    wanted = expanded["appDefinitions"] or None
    return app(world, of) | {"appDefinitions": [shaped(each, wanted) for each in found]}


def _installation(world: World, expanded: Mapping[str, list[str]], team: str, of: App) -> Entity:
    made = {"teamsApp": app(world, of), "teamsAppDefinition": _definition(of, of.version)}
    parts = {name: shaped(made[name], wanted or None) for name, wanted in expanded.items()}
    return {"id": installation_id(team, of.id)} | parts


def installation_id(team: str, app_id: str) -> str:
    return base64.b64encode(f"{team}##{app_id}".encode()).decode()


def _definition(of: App, version: str, state: str = "published") -> Entity:
    return {
        "id": base64.b64encode(f"{of.id}##{version}##{state}".encode()).decode(),
        "teamsAppId": of.id,
        "displayName": of.name,
        "version": version,
        "publishingState": state,
        "shortDescription": None,
        "description": None,
        "lastModifiedDateTime": None,
        "createdBy": None,
        "authorization": None,
    }
