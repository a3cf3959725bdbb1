"""Apps of a team: installed, brought up to date, removed.

learn.microsoft.com/graph/api/team-post-installedapps, -delete-installedapps,
-teamsappinstallation-upgrade
"""

from collections.abc import Mapping
from dataclasses import replace

from simulator import activities, look_up
from simulator.estate import App
from simulator.facts import Team
from simulator.graph.answers import Answer, bad, conflict, not_found
from simulator.graph.apps import BIND, catalogue_id, installation_id
from simulator.graph.query import Query
from simulator.graph.teams import find_team
from simulator.graph.writing.bodies import DONE, OF_APP, bound, given
from simulator.graph.writing.changes import begin, put, writable
from simulator.world import World

Ids = Mapping[str, str]


def add(world: World, query: Query, ids: Ids) -> Answer:
    """The version that the catalogue has. Ours is told of it as of any other installation."""
    team = find_team(world, ids)
    writable(world, team)
    app = bound(given(query, ("consentedPermissionSet",)), BIND, OF_APP)
    if app == catalogue_id(world):
        begin(world, team)
        if not world.installs.add_team(team.id):
            raise conflict("The app is installed in the team already.")
        world.installs.unheard.put_nowait(team.id)
    else:
        found = _of_catalogue(world, app)
        if app in {each.id for each in team.apps}:
            raise conflict("The app is installed in the team already.")
        put(world, replace(team, apps=(*team.apps, replace(found, awaiting=""))))
    location = f"/teams/{team.id}/installedApps/{installation_id(team.id, app)}"
    return Answer(201, text="", headers={"Location": location})


def remove(world: World, _: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    writable(world, team)
    if ids["installation"] == installation_id(team.id, catalogue_id(world)):
        return _ours_removed(world, team)
    gone = _installed(team, ids)
    put(world, replace(team, apps=tuple(each for each in team.apps if each.id != gone.id)))
    return DONE


def upgrade(world: World, query: Query, ids: Ids) -> Answer:
    """To the version that the catalogue has; refused where that one is there."""
    team = find_team(world, ids)
    writable(world, team)
    if query.body is not None:
        given(query, ("consentedPermissionSet",))
    there = _installed(team, ids)
    newest = _of_catalogue(world, there.id)
    if newest.version == there.version:
        raise bad("The app is of the newest version already.")
    apps = (replace(newest, awaiting="") if each is there else each for each in team.apps)
    put(world, replace(team, apps=tuple(apps)))
    return DONE


def _installed(team: Team, ids: Ids) -> App:
    for each in team.apps:
        if installation_id(team.id, each.id) == ids["installation"]:
            return each
    raise not_found("The app is not installed in the team.")


def _of_catalogue(world: World, app: str) -> App:
    for each in world.facts.catalogue:
        if each.id == app:
            return each
    raise not_found("The app is not in the catalogue.")


def _ours_removed(world: World, team: Team) -> Answer:
    if team.id not in world.installs.teams:
        raise not_found("The app is not installed in the team.")
    begin(world, team)
    world.installs.remove_team(team)
    by, place = look_up.somebody(world, team), world.places.channel(team, team.channels[0])
    left = activities.members_changed(world, place, by, [], [world.bot_id])
    world.graph.news.put_nowait(left)
    world.graph.news.put_nowait(activities.installation(world, place, by, "remove"))
    return DONE
