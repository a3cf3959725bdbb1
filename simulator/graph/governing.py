"""What the organisation has set for all groups and for usage reports, and a group for itself."""

from collections.abc import Mapping

from simulator.estate import Policy
from simulator.facts import Team, made_id
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, one, same
from simulator.world import World

# The two templates that settings of groups are made from, and the values of the first as Microsoft
# has them: learn.microsoft.com/entra/identity/users/groups-settings-cmdlets.
UNIFIED = "62375ab9-6b52-47ed-826b-58e47e0e304b"
OF_ONE_GROUP = "08d542b9-071f-4e16-94b0-74abb372e3d9"
UNTOUCHED: Mapping[str, str] = {
    "NewUnifiedGroupWritebackDefault": "true",
    "EnableMIPLabels": "false",
    "CustomBlockedWordsList": "",
    "EnableMSStandardBlockedWords": "false",
    "ClassificationDescriptions": "",
    "DefaultClassification": "",
    "PrefixSuffixNamingRequirement": "",
    "AllowGuestsToBeGroupOwner": "false",
    "AllowGuestsToAccessGroups": "true",
    "GuestUsageGuidelinesUrl": "",
    "GroupCreationAllowedGroupId": "",
    "AllowToAddGuests": "true",
    "UsageGuidelinesUrl": "",
    "ClassificationList": "",
    "EnableGroupCreation": "true",
}


def settings(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """None where nobody has ever changed any: then those of the template hold."""
    rules = world.facts.governance.rules
    values = None if rules is None else {**UNTOUCHED, **rules}
    found = [] if values is None else [_setting("Group.Unified", UNIFIED, "all", values)]
    return many(query, found, "groupSettings", made=same)


def settings_of_group(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """None where the organisation's hold for it."""
    team = world.directory.teams.get(ids["group"])
    if team is None and ids["group"] not in {each.id for each in world.facts.groups}:
        raise no_such_directory_object(ids["group"])
    if team is None or team.guests_allowed is None:
        return many(query, [], "settings", made=same)
    return many(query, [own_setting(team)], "settings", made=same)


def own_setting(team: Team) -> Entity:
    values = {"AllowToAddGuests": str(team.guests_allowed)}
    return _setting("Group.Unified.Guest", OF_ONE_GROUP, team.id, values)


def templates(_: World, query: Query, __: Mapping[str, str]) -> Answer:
    """The two that settings of groups are made from."""
    defaults = {"AllowToAddGuests": "true"}
    found = [
        _template("Group.Unified", UNIFIED, UNTOUCHED),
        _template("Group.Unified.Guest", OF_ONE_GROUP, defaults),
    ]
    return many(query, found, "groupSettingTemplates", made=same)


def policies(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """One at most."""
    made = [] if world.facts.governance.policy is None else [policy_entity(world)]
    return many(query, made, "groupLifecyclePolicies", made=same)


def policy_entity(world: World) -> Entity:
    policy = world.facts.governance.policy or Policy(0, "None")
    return {
        "id": made_id(world.facts.id, "policy"),
        "groupLifetimeInDays": policy.days,
        "managedGroupTypes": policy.covers,
        "alternateNotificationEmails": f"office@{world.facts.domain}",
    }


def report_settings(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    entity = {"id": "", "displayConcealedNames": world.facts.governance.conceals}
    return one(query, entity, "admin/reportSettings/$entity")


def _setting(name: str, template: str, of: str, values: Mapping[str, str]) -> Entity:
    return {
        "id": made_id("setting", template, of),
        "displayName": name,
        "templateId": template,
        "values": [{"name": key, "value": value} for key, value in values.items()],
    }


def _template(name: str, id_: str, defaults: Mapping[str, str]) -> Entity:
    values = [
        {
            "name": key,
            "type": "System.Boolean" if value in ("true", "false") else "System.String",
            "defaultValue": value,
            "description": "",
        }
        for key, value in defaults.items()
    ]
    return {"id": id_, "displayName": name, "description": "", "values": values}
