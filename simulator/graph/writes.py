"""What can be written here, and which permission each write needs: faults and limits go by it."""

from collections.abc import Mapping
from enum import StrEnum


class Write(StrEnum):
    """One kind of write, named as orders and counts name it."""

    UPDATE_TEAM = "update_team"
    ARCHIVE_TEAM = "archive_team"
    UNARCHIVE_TEAM = "unarchive_team"
    ADD_GROUP_SETTING = "add_group_setting"
    UPDATE_GROUP_SETTING = "update_group_setting"
    DELETE_GROUP_SETTING = "delete_group_setting"
    DELETE_GROUP = "delete_group"
    RESTORE_GROUP = "restore_group"
    ADD_TO_POLICY = "add_to_policy"
    REMOVE_FROM_POLICY = "remove_from_policy"
    RENEW_GROUP = "renew_group"
    ADD_MEMBER = "add_member"
    UPDATE_MEMBER = "update_member"
    REMOVE_MEMBER = "remove_member"
    ADD_CHANNEL = "add_channel"
    UPDATE_CHANNEL = "update_channel"
    DELETE_CHANNEL = "delete_channel"
    ADD_CHANNEL_MEMBER = "add_channel_member"
    UPDATE_CHANNEL_MEMBER = "update_channel_member"
    REMOVE_CHANNEL_MEMBER = "remove_channel_member"
    ADD_TAB = "add_tab"
    DELETE_TAB = "delete_tab"
    ADD_APP = "add_app"
    REMOVE_APP = "remove_app"
    UPGRADE_APP = "upgrade_app"
    ADD_PLAN = "add_plan"
    DELETE_PLAN = "delete_plan"
    ADD_TASK = "add_task"

    @property
    def of_identity(self) -> bool:
        """Whether Entra takes it; the Teams service and Planner take the others."""
        return self in IDENTITY


IDENTITY = frozenset(
    {
        Write.ADD_GROUP_SETTING,
        Write.UPDATE_GROUP_SETTING,
        Write.DELETE_GROUP_SETTING,
        Write.DELETE_GROUP,
        Write.RESTORE_GROUP,
        Write.ADD_TO_POLICY,
        Write.REMOVE_FROM_POLICY,
        Write.RENEW_GROUP,
    }
)
PLANNER = frozenset({Write.ADD_PLAN, Write.DELETE_PLAN, Write.ADD_TASK})
DELETES = frozenset({Write.DELETE_CHANNEL, Write.DELETE_TAB, Write.REMOVE_APP})

TEAM_SETTINGS = "TeamSettings.ReadWrite.All"
GROUP_SETTINGS = "GroupSettings.ReadWrite.All"
GROUP = "Group.ReadWrite.All"
DIRECTORY = "Directory.ReadWrite.All"
OWNERS = "TeamMember.ReadWrite.All"
NON_OWNERS = "TeamMember.ReadWriteNonOwnerRole.All"
CHANNEL_MEMBERS = "ChannelMember.ReadWrite.All"
TABS = "TeamsTab.ReadWrite.All"
APPS = "TeamsAppInstallation.ReadWriteForTeam.All"
TASKS = "Tasks.ReadWrite.All"

# Any one of them does, from Graph's reference (consent of one team left out). The app holds all of
# these. Who may not touch owners is told so by the write itself. What Graph's metadata has for
# restoring is of users and agents; groups need what deletes them:
# learn.microsoft.com/graph/api/directory-deleteditems-restore
PERMISSIONS: Mapping[Write, tuple[str, ...]] = {
    Write.UPDATE_TEAM: (TEAM_SETTINGS,),
    Write.ARCHIVE_TEAM: (TEAM_SETTINGS,),
    Write.UNARCHIVE_TEAM: (TEAM_SETTINGS,),
    Write.ADD_GROUP_SETTING: (GROUP_SETTINGS,),
    Write.UPDATE_GROUP_SETTING: (GROUP_SETTINGS,),
    Write.DELETE_GROUP_SETTING: (GROUP_SETTINGS,),
    Write.DELETE_GROUP: (GROUP,),
    Write.RESTORE_GROUP: (GROUP,),
    Write.ADD_TO_POLICY: (DIRECTORY,),
    Write.REMOVE_FROM_POLICY: (DIRECTORY,),
    Write.RENEW_GROUP: (GROUP,),
    Write.ADD_MEMBER: (NON_OWNERS, OWNERS),
    Write.UPDATE_MEMBER: (NON_OWNERS, OWNERS),
    Write.REMOVE_MEMBER: (NON_OWNERS, OWNERS),
    Write.ADD_CHANNEL: ("Channel.Create",),
    Write.UPDATE_CHANNEL: ("ChannelSettings.ReadWrite.All",),
    Write.DELETE_CHANNEL: ("Channel.Delete.All",),
    Write.ADD_CHANNEL_MEMBER: (CHANNEL_MEMBERS,),
    Write.UPDATE_CHANNEL_MEMBER: (CHANNEL_MEMBERS,),
    Write.REMOVE_CHANNEL_MEMBER: (CHANNEL_MEMBERS,),
    Write.ADD_TAB: ("TeamsTab.Create", TABS),
    Write.DELETE_TAB: (TABS,),
    Write.ADD_APP: (APPS,),
    Write.REMOVE_APP: (APPS,),
    Write.UPGRADE_APP: (APPS,),
    Write.ADD_PLAN: (TASKS,),
    Write.DELETE_PLAN: (TASKS,),
    Write.ADD_TASK: (TASKS,),
}
OF_WRITES = frozenset(name for names in PERMISSIONS.values() for name in names)
