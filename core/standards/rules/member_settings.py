"""What members may change in a team by themselves, switch by switch."""

from core.standards.facts import Team
from core.standards.kit.switches import Panel, let
from core.standards.params import MemberSetting, MemberSwitches
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict

PANEL = Panel(
    "memberSettings",
    "set_member_settings",
    let(
        "members",
        {
            MemberSetting.ADD_REMOVE_APPS: "add and remove apps",
            MemberSetting.CREATE_PRIVATE_CHANNELS: "create private channels",
            MemberSetting.CREATE_UPDATE_CHANNELS: "create and change channels",
            MemberSetting.CREATE_UPDATE_REMOVE_CONNECTORS: "create, change and remove connectors",
            MemberSetting.CREATE_UPDATE_REMOVE_TABS: "create, change and remove tabs",
            MemberSetting.DELETE_CHANNELS: "delete channels",
        },
    ),
)


def check(team: Team, *, expect: MemberSwitches) -> Verdict:
    return PANEL.check(team, expect)


RULE = Rule(
    check,
    title="Members may change what they should",
    remedy="set_member_settings",
    reads=(Read.TEAMS,),
    apart=True,
)
