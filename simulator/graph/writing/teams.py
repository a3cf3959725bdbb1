"""What a team is called and lets people do, and whether it is archived."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from simulator.clock import iso
from simulator.facts import Team
from simulator.graph.answers import Answer, bad, not_found
from simulator.graph.query import Query, one
from simulator.graph.state import Operation
from simulator.graph.team_settings import DEFAULTS
from simulator.graph.teams import find_team
from simulator.graph.writing.bodies import DONE, given, text
from simulator.graph.writing.changes import begin, put, tell, writable
from simulator.world import World

Ids = Mapping[str, str]
TEXTS = {"displayName": 256, "description": 1024, "classification": 256}
VISIBILITIES = ("private", "public")
RATINGS = ("strict", "moderate")
LATER = 1  # so many reads still show an archived team as it was: it is done a moment later


def update(world: World, query: Query, ids: Ids) -> Answer:
    """Only what is given changes; of a settings object only its switches that are given."""
    team = find_team(world, ids)
    writable(world, team)
    values = given(query, (*TEXTS, "visibility", *DEFAULTS))
    visibility = values.get("visibility", team.visibility)
    if visibility not in VISIBILITIES and "visibility" in values:
        raise bad("Invalid value for 'visibility'.")
    changed = replace(
        team,
        name=_text(values, "displayName", team.name),
        description=_text(values, "description", team.description),
        classification=_text(values, "classification", team.classification),
        visibility=visibility,
        settings=_settings(team, values),
    )
    put(world, changed)
    if changed.name != team.name:
        tell(world, (changed, changed.channels[0]), "teamRenamed")
    return DONE


def archive(world: World, query: Query, ids: Ids) -> Answer:
    """A team without an owner is refused: learn.microsoft.com/graph/api/team-archive."""
    team = find_team(world, ids)
    if query.body is not None:
        given(query, ("shouldSetSpoSiteReadOnlyForMembers",))
    if not world.directory.rosters[team.id].owners:
        raise bad("The team has no owner, so it cannot be archived.")
    return _shut(world, team, archived=True)


def unarchive(world: World, _: Query, ids: Ids) -> Answer:
    return _shut(world, find_team(world, ids), archived=False)


def operation(world: World, query: Query, ids: Ids) -> Answer:
    """Whether it has come to its end yet."""
    team = find_team(world, ids)
    found = world.graph.operations.get(ids["operation"])
    if found is None or found.team != team.id:
        raise not_found("Operation not found.")
    over = (team.id in world.directory.channels.archived) is found.archives
    entity = {
        "id": ids["operation"],
        "operationType": "archiveTeam" if found.archives else "unarchiveTeam",
        "createdDateTime": found.at,
        "status": "succeeded" if over else "inProgress",
        "lastActionDateTime": found.at,
        "attemptsCount": 1,
        "targetResourceId": team.id,
        "targetResourceLocation": f"/teams('{team.id}')",
        "error": None,
    }
    return one(query, entity, f"teams('{team.id}')/operations/$entity")


def _shut(world: World, team: Team, *, archived: bool) -> Answer:
    was = team.id in world.directory.channels.archived
    begin(world, team, least=0 if was is archived else LATER)
    world.directory.channels.archive(team.id, archived=archived)
    if was is not archived:
        tell(world, (team, team.channels[0]), "teamArchived" if archived else "teamUnarchived")
    id_ = str(uuid4())
    world.graph.operations[id_] = Operation(team.id, archived, iso(world.clock.now))
    location = f"/teams('{team.id}')/operations('{id_}')"
    return Answer(
        202, text="", headers={"Location": location, "Content-Location": f"/teams('{team.id}')"}
    )


def _text(values: Mapping[str, Any], name: str, now: str) -> str:
    """A team may have no description and no class, but it has a name."""
    if name not in values:
        return now
    return text(values, name, TEXTS[name], empty=name != "displayName")


def _settings(team: Team, values: Mapping[str, Any]) -> dict[str, dict[str, bool | str]]:
    found = dict(team.settings)
    for name, usual in DEFAULTS.items():
        if values.get(name) is None:
            continue
        if not isinstance(values[name], dict):
            raise bad(f"'{name}' is no object.")
        switches = {key: each for key, each in values[name].items() if "@" not in key}
        for key, each in switches.items():
            _check(usual, key, each)
        found[name] = {**found.get(name, {}), **switches}
    return found


def _check(usual: Mapping[str, bool | str], key: str, value: Any) -> None:
    if key not in usual:
        raise bad(f"Invalid property '{key}'.")
    fits = value in RATINGS if isinstance(usual[key], str) else isinstance(value, bool)
    if not fits:
        raise bad(f"Invalid value for '{key}'.")
