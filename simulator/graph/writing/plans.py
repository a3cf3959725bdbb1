"""Plans of a group in Planner, and tasks in them.

learn.microsoft.com/graph/api/planner-post-plans, plannerplan-delete, planner-post-tasks: what is
deleted has to be named by its etag.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from simulator.clock import iso
from simulator.estate import MadePlan, Task
from simulator.facts import Team
from simulator.graph.answers import Answer, Refusal, bad, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, one, same
from simulator.graph.tabs import plans_of
from simulator.graph.writing.bodies import DONE, OF_GROUP, given, text
from simulator.graph.writing.changes import put
from simulator.world import World

Ids = Mapping[str, str]
TITLE = 255


def add(world: World, query: Query, _: Ids) -> Answer:
    """There may be two of one title."""
    values = given(query, ("container", "title", "owner"))
    container = values.get("container")
    named = OF_GROUP.search(str(container.get("url", ""))) if isinstance(container, dict) else None
    if named is None:
        raise bad("'container' has to give the url of a group.")
    team = world.directory.teams.get(str(named[1] or named[2]).lower())
    if team is None:
        raise not_found("The group of the plan is not found.")
    made = MadePlan(_short_id(), text(values, "title", TITLE), iso(world.clock.now))
    changed = replace(team, made=(*team.made, made))
    put(world, changed)
    return Answer(201, _single(query, _plan(world, changed, made.id)).body)


def single(world: World, query: Query, ids: Ids) -> Answer:
    team = _team_with(world, ids["plan"])
    return _single(query, _plan(world, team, ids["plan"]))


def tasks(world: World, query: Query, ids: Ids) -> Answer:
    team = _team_with(world, ids["plan"])
    found = [_task(each) for each in team.tasks if each.plan == ids["plan"]]
    return many(query, found, "Collection(microsoft.graph.plannerTask)", made=same)


def add_task(world: World, query: Query, _: Ids) -> Answer:
    values = given(query, ("planId", "title", "bucketId"))
    team = _team_with(world, text(values, "planId", TITLE))
    made = Task(_short_id(), values["planId"], text(values, "title", TITLE), iso(world.clock.now))
    put(world, replace(team, tasks=(*team.tasks, made)))
    return Answer(201, one(query, _task(made), "planner/tasks/$entity").body)


def delete(world: World, query: Query, ids: Ids) -> Answer:
    """With the tasks in it."""
    team = _team_with(world, ids["plan"])
    plan, wanted = _plan(world, team, ids["plan"]), query.headers.get("if-match")
    if wanted is None:
        says = "The If-Match header must be specified for this type of request."
        raise Refusal(428, "PreconditionRequired", says)
    if wanted not in ("*", plan["@odata.etag"]):
        says = "The ETag value in the If-Match header does not match the item's."
        raise Refusal(412, "PreconditionFailed", says)
    put(
        world,
        replace(
            team,
            plans=tuple(each for each in team.plans if _id_of(world, team, each) != plan["id"]),
            made=tuple(each for each in team.made if each.id != plan["id"]),
            tasks=tuple(each for each in team.tasks if each.plan != plan["id"]),
        ),
    )
    return DONE


def _single(query: Query, plan: Entity) -> Answer:
    return one(query, plan, "planner/plans/$entity")


def _id_of(world: World, team: Team, title: str) -> str:
    """Of one that was there from the beginning."""
    return str(plans_of(world, replace(team, plans=(title,), made=()))[0]["id"])


def _team_with(world: World, plan: str) -> Team:
    for team in world.directory.teams.values():
        if any(each["id"] == plan for each in plans_of(world, team)):
            return team
    raise not_found("The requested item is not found.")


def _plan(world: World, team: Team, id_: str) -> Entity:
    return next(each for each in plans_of(world, team) if each["id"] == id_)


def _task(of: Task) -> Entity:
    return {
        "@odata.etag": f'W/"{of.id}"',
        "id": of.id,
        "planId": of.plan,
        "title": of.title,
        "createdDateTime": of.made_at,
        "percentComplete": 0,
    }


def _short_id() -> str:
    return uuid4().hex[:28]
