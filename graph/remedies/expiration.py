"""Whether the organisation's expiration policy covers a team."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, NotWritten
from graph.estate.keeping import word
from graph.remedies import Way
from graph.wire.asks import Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import id_of, text
from graph.wire.look_requests import policies_of_group, written_at
from graph.wire.pages import entries
from graph.wire.requests import lifecycle_policies

CHOSEN = "Selected"
NONE = "the organisation has no expiration policy; make one in the Microsoft Entra admin center"
NOT_CHOSEN = (
    "the expiration policy is not for chosen groups, so none can be added or left out; change that "
    "in the Microsoft Entra admin center"
)
NOT_DONE = "Microsoft Graph did not change whether the policy covers it"


async def look(client: GraphClient, change: Change) -> Look:
    """Kept is the policy that covers it, where one does, and for which groups it is."""
    found = await entries(client, policies_of_group(client.sdk, change.team_id))
    return Look(bool(found), _about(found[0]) if found else None)


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """Adds it, or leaves it out; Graph answers by a switch whether it did."""
    about = now if word(now, "policy") else await _policy(client)
    if word(about, "covers") != CHOSEN:
        raise NotWritten(NOT_CHOSEN)
    policies = client.sdk.group_lifecycle_policies
    policy = policies.by_group_lifecycle_policy_id(word(about, "policy"))
    path = written_at(policy.add_group if value else policy.remove_group)
    content: Json = {"groupId": change.team_id}
    done = await client.write(Write("POST", Kind.COVER_GROUP, path, change.team_id, content))
    if done.get("value") is False:
        raise NotWritten(NOT_DONE)


async def _policy(client: GraphClient) -> Look:
    """The only one that there can be. Raises NotWritten without."""
    found = await entries(client, lifecycle_policies(client.sdk))
    if not found:
        raise NotWritten(NONE)
    return Look(None, _about(found[0]))


def _about(policy: Json) -> dict[str, str]:
    return {"policy": id_of(policy), "covers": text(policy, "managedGroupTypes")}


WAY = Way(look, put)
