"""What Entra keeps of a group: its own settings, when it ends, and whether it is there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from simulator.clock import iso
from simulator.estate import Policy
from simulator.facts import Team, made_id
from simulator.graph.answers import Answer, Refusal, no_such_directory_object
from simulator.graph.governing import OF_ONE_GROUP, own_setting, policy_entity
from simulator.graph.groups import group
from simulator.graph.people import TYPE
from simulator.graph.query import Query, many, one, same
from simulator.graph.writing.bodies import DONE, given, text
from simulator.graph.writing.changes import begin, put, tell
from simulator.world import World

Ids = Mapping[str, str]
KEPT_FOR = timedelta(days=30)
GUESTS = "AllowToAddGuests"
SWITCH = {"true": True, "false": False}


def setting(world: World, query: Query, ids: Ids) -> Answer:
    team = _with_setting(world, ids)
    return one(query, own_setting(team), "settings/$entity")


def add_setting(world: World, query: Query, ids: Ids) -> Answer:
    """learn.microsoft.com/graph/api/group-post-settings: one of each template."""
    team = _team(world, ids["group"])
    values = given(query, ("templateId", "values", "displayName"))
    if values.get("templateId") != OF_ONE_GROUP:
        raise _bad("The template is not found, or is not for one group.")
    allowed = _allowed(values)
    if team.guests_allowed is not None:
        raise _bad("A conflicting object with one or more of the specified values is present.")
    changed = replace(team, guests_allowed=allowed)
    put(world, changed)
    return Answer(201, one(query, own_setting(changed), "settings/$entity").body)


def update_setting(world: World, query: Query, ids: Ids) -> Answer:
    team = _with_setting(world, ids)
    allowed = _allowed(given(query, ("templateId", "values", "displayName")))
    put(world, replace(team, guests_allowed=allowed))
    return DONE


def delete_setting(world: World, _: Query, ids: Ids) -> Answer:
    put(world, replace(_with_setting(world, ids), guests_allowed=None))
    return DONE


def delete(world: World, _: Query, ids: Ids) -> Answer:
    """With its team. It can be restored for 30 days."""
    team = _team(world, ids["group"])
    begin(world, team)
    tell(world, (team, team.channels[0]), "teamDeleted")
    world.directory.delete(team, iso(world.clock.now))
    return DONE


def deleted(world: World, query: Query, ids: Ids) -> Answer:
    team, at = _gone(world, ids["object"])
    entity = {TYPE: "#microsoft.graph.group"} | group(world, team) | {"deletedDateTime": at}
    return one(query, entity, "directoryObjects/$entity")


def restore(world: World, query: Query, ids: Ids) -> Answer:
    team, _ = _gone(world, ids["object"])
    begin(world, team)
    world.directory.restore(team.id)
    tell(world, (team, team.channels[0]), "teamRestored")
    entity = {TYPE: "#microsoft.graph.group"} | group(world, team)
    return one(query, entity, "directoryObjects/$entity")


def policies(world: World, query: Query, ids: Ids) -> Answer:
    """The one that covers it, if any."""
    team = _team(world, ids["group"])
    covers = team.expires_in is not None and world.facts.governance.policy is not None
    found = [policy_entity(world)] if covers else []
    return many(query, found, "groupLifecyclePolicies", made=same)


def add_to_policy(world: World, query: Query, ids: Ids) -> Answer:
    """learn.microsoft.com/graph/api/grouplifecyclepolicy-addgroup: `false` where it is covered."""
    policy, team = _covering(world, query, ids)
    if team.expires_in is not None:
        return _said(query, value=False)
    put(world, replace(team, expires_in=_end(world, policy)))
    return _said(query, value=True)


def remove_from_policy(world: World, query: Query, ids: Ids) -> Answer:
    _, team = _covering(world, query, ids)
    if team.expires_in is None:
        return _said(query, value=False)
    put(world, replace(team, expires_in=None))
    return _said(query, value=True)


def renew(world: World, _: Query, ids: Ids) -> Answer:
    """From now on for as long as the policy says: learn.microsoft.com/graph/api/group-renew."""
    team, policy = _team(world, ids["group"]), world.facts.governance.policy
    ends = team.expires_in if policy is None or team.expires_in is None else _end(world, policy)
    put(world, replace(team, renewed_at=iso(world.clock.now), expires_in=ends))
    return DONE


def _end(world: World, policy: Policy) -> int:
    """In days from the tenant's first start."""
    return (world.clock.now - world.graph.began).days + policy.days


def _covering(world: World, query: Query, ids: Ids) -> tuple[Policy, Team]:
    policy = world.facts.governance.policy
    if policy is None or ids["policy"] != made_id(world.facts.id, "policy"):
        raise no_such_directory_object(ids["policy"])
    team = _team(world, text(given(query, ("groupId",)), "groupId", 100).lower())
    if policy.covers != "Selected":
        raise _bad(f"The policy is for {policy.covers} groups: none can be added or removed.")
    return policy, team


def _said(query: Query, *, value: bool) -> Answer:
    root = query.address.partition("/v1.0")[0]
    return Answer(200, {"@odata.context": f"{root}/v1.0/$metadata#Edm.Boolean", "value": value})


def _allowed(values: Mapping[str, Any]) -> bool:
    given_ = values.get("values")
    entries = given_ if isinstance(given_, list) else []
    found = {str(each.get("name")): each.get("value") for each in entries if isinstance(each, dict)}
    allowed = SWITCH.get(str(found.get(GUESTS)).lower())
    if set(found) != {GUESTS} or allowed is None:
        raise _bad(f"'values' has to give {GUESTS}, true or false.")
    return allowed


def _with_setting(world: World, ids: Ids) -> Team:
    team = _team(world, ids["group"])
    if team.guests_allowed is None or own_setting(team)["id"] != ids["setting"]:
        raise no_such_directory_object(ids["setting"])
    return team


def _team(world: World, id_: str) -> Team:
    """Of groups without a team nothing can be written here."""
    team = world.directory.teams.get(id_)
    if team is not None:
        return team
    if any(each.id == id_ for each in world.facts.groups):
        raise Refusal(501, "notImplemented", "The simulated Graph writes groups of teams alone.")
    raise no_such_directory_object(id_)


def _gone(world: World, id_: str) -> tuple[Team, str]:
    found = world.directory.gone.get(id_)
    if found is None or world.clock.now - datetime.fromisoformat(found[1]) > KEPT_FOR:
        raise no_such_directory_object(id_)
    return found


def _bad(says: str) -> Refusal:
    """Entra's 400."""
    return Refusal(400, "Request_BadRequest", says)
