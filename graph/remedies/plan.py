"""Whether the group behind a team has a Planner plan of a title."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from core.words import folded
from graph.estate.keeping import known, word
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import all_with_ids, id_of, text
from graph.wire.look_requests import tasks, whole_plans, written_at
from graph.wire.pages import entries

HAS_TASKS = "there are tasks in the plan"
ETAG = "@odata.etag"


async def look(client: GraphClient, change: Change) -> Look:
    """Kept are its id, and the mark of what it was when it was looked at."""
    found = await entries(client, whole_plans(client.sdk, change.team_id))
    for each in all_with_ids(found, "title"):
        if folded(text(each, "title")) == folded(change.target):
            return Look(value=True, kept={"id": id_of(each), "etag": text(each, ETAG)})
    return Look(value=False)


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """Planner deletes only what has not changed since it was looked at
    (learn.microsoft.com/graph/api/plannerplan-delete).
    """
    plans = client.sdk.planner.plans
    if value:
        group = written_at(client.sdk.groups.by_group_id(change.team_id))
        content = {"container": {"url": f"{client.url}{group}"}, "title": change.target}
        await client.write(Write("POST", Kind.ADD_PLAN, written_at(plans), content=content))
        return
    there = await known("etag", now, look, client, change)
    path = written_at(plans.by_planner_plan_id(word(there, "id")))
    mark = {"If-Match": word(there, "etag")}
    await client.write(Write("DELETE", Kind.REMOVE_PLAN, path, headers=mark))


async def holds_back(client: GraphClient, change: Change) -> str:
    """Done ones count too."""
    there = await look(client, change)
    if not there.value:
        return ""
    return HAS_TASKS if await entries(client, tasks(client.sdk, word(there, "id"))) else ""


WAY = Way(look, put, holds_back)
