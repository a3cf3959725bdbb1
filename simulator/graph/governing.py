"""What the organisation has set for all groups and for usage reports, and a group for itself."""

from collections.abc import Mapping

from simulator.facts import made_id
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
    values = {"AllowToAddGuests": str(team.guests_allowed)}
    made = _setting("Group.Unified.Guest", OF_ONE_GROUP, team.id, values)
    return many(query, [made], "settings", made=same)


def policies(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """One at most."""
    policy = world.facts.governance.policy
    made: list[Entity] = []
    if policy is not None:
        made.append(
            {
                "id": made_id(world.facts.id, "policy"),
                "groupLifetimeInDays": policy.days,
                "managedGroupTypes": policy.covers,
                "alternateNotificationEmails": f"office@{world.facts.domain}",
            }
        )
    return many(query, made, "groupLifecyclePolicies", made=same)


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
