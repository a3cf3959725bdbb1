"""Which path and method writes what, and what is read only where something is written."""

from collections.abc import Callable, Mapping

from simulator.graph import governing
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.graph.reads import Read
from simulator.graph.writes import Write
from simulator.graph.writing import apps, channels, groups, members, plans, tabs, teams
from simulator.world import World

Act = Callable[[World, Query, Mapping[str, str]], Answer]

TEAM, GROUP = "/teams/{team}", "/groups/{group}"
MEMBER = f"{TEAM}/members/{{member}}"
CHANNEL = f"{TEAM}/channels/{{channel}}"
CHANNEL_MEMBER = f"{CHANNEL}/members/{{member}}"
TAB = f"{CHANNEL}/tabs/{{tab}}"
APP = f"{TEAM}/installedApps/{{installation}}"
SETTING = f"{GROUP}/settings/{{setting}}"
POLICY = "/groupLifecyclePolicies/{policy}"
DELETED = "/directory/deletedItems/{object}"
PLAN = "/planner/plans/{plan}"

LOOKS: dict[str, tuple[Read, Act]] = {
    MEMBER: (Read.TEAM_MEMBERS, members.single),
    CHANNEL_MEMBER: (Read.CHANNEL_MEMBERS, members.single_of_channel),
    TAB: (Read.TABS, tabs.single),
    f"{TEAM}/operations/{{operation}}": (Read.TEAM, teams.operation),
    r"/teams\('{team}'\)/operations\('{operation}'\)": (Read.TEAM, teams.operation),
    SETTING: (Read.GROUP_SETTINGS, groups.setting),
    "/groupSettingTemplates": (Read.ORGANISATION_SETTINGS, governing.templates),
    f"{GROUP}/groupLifecyclePolicies": (Read.LIFECYCLE_POLICIES, groups.policies),
    DELETED: (Read.GROUP, groups.deleted),
    PLAN: (Read.PLANS, plans.single),
    f"{PLAN}/tasks": (Read.PLANS, plans.tasks),
}
POSTS: dict[str, tuple[Write, Act]] = {
    f"{TEAM}/archive": (Write.ARCHIVE_TEAM, teams.archive),
    f"{TEAM}/unarchive": (Write.UNARCHIVE_TEAM, teams.unarchive),
    f"{TEAM}/members": (Write.ADD_MEMBER, members.add),
    f"{TEAM}/channels": (Write.ADD_CHANNEL, channels.add),
    f"{CHANNEL}/members": (Write.ADD_CHANNEL_MEMBER, members.add_to_channel),
    f"{CHANNEL}/tabs": (Write.ADD_TAB, tabs.add),
    f"{TEAM}/installedApps": (Write.ADD_APP, apps.add),
    f"{APP}/upgrade": (Write.UPGRADE_APP, apps.upgrade),
    f"{GROUP}/settings": (Write.ADD_GROUP_SETTING, groups.add_setting),
    f"{GROUP}/renew": (Write.RENEW_GROUP, groups.renew),
    f"{DELETED}/restore": (Write.RESTORE_GROUP, groups.restore),
    f"{POLICY}/addGroup": (Write.ADD_TO_POLICY, groups.add_to_policy),
    f"{POLICY}/removeGroup": (Write.REMOVE_FROM_POLICY, groups.remove_from_policy),
    "/planner/plans": (Write.ADD_PLAN, plans.add),
    "/planner/tasks": (Write.ADD_TASK, plans.add_task),
}
PATCHES: dict[str, tuple[Write, Act]] = {
    TEAM: (Write.UPDATE_TEAM, teams.update),
    MEMBER: (Write.UPDATE_MEMBER, members.update),
    CHANNEL: (Write.UPDATE_CHANNEL, channels.update),
    CHANNEL_MEMBER: (Write.UPDATE_CHANNEL_MEMBER, members.update_in_channel),
    SETTING: (Write.UPDATE_GROUP_SETTING, groups.update_setting),
}
DELETES: dict[str, tuple[Write, Act]] = {
    GROUP: (Write.DELETE_GROUP, groups.delete),
    MEMBER: (Write.REMOVE_MEMBER, members.remove),
    CHANNEL: (Write.DELETE_CHANNEL, channels.delete),
    CHANNEL_MEMBER: (Write.REMOVE_CHANNEL_MEMBER, members.remove_from_channel),
    TAB: (Write.DELETE_TAB, tabs.delete),
    APP: (Write.REMOVE_APP, apps.remove),
    SETTING: (Write.DELETE_GROUP_SETTING, groups.delete_setting),
    PLAN: (Write.DELETE_PLAN, plans.delete),
}
