"""What members may change in a team by themselves, switch by switch."""

from core.standards.facts import Read, Team, Unknown, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import MemberSetting, MemberSwitches
from core.standards.rules import Rule, Verdict, failed, passed

MAY = {
    MemberSetting.ADD_REMOVE_APPS: "add and remove apps",
    MemberSetting.CREATE_PRIVATE_CHANNELS: "create private channels",
    MemberSetting.CREATE_UPDATE_CHANNELS: "create and change channels",
    MemberSetting.CREATE_UPDATE_REMOVE_CONNECTORS: "create, change and remove connectors",
    MemberSetting.CREATE_UPDATE_REMOVE_TABS: "create, change and remove tabs",
    MemberSetting.DELETE_CHANNELS: "delete channels",
}


def check(team: Team, *, expect: MemberSwitches) -> Verdict:
    settings = known(team.settings).get("memberSettings", {})
    for name in sorted(expect):
        if not isinstance(settings.get(name), bool):
            raise Unknown(f"Microsoft Graph did not say what {name} is")

    wrong = [name for name in sorted(expect) if settings[name] != expect[name]]
    if not wrong:
        return passed("as the standard asks")

    says = [f"members may{'' if settings[name] else ' not'} {MAY[name]}" for name in wrong]
    return failed(
        "; ".join([*says, "the standard asks otherwise"]),
        Remedy("set_member_settings", RemedyMode.AUTO, choices=tuple(wrong), pick=len(wrong)),
        seen=tuple(f"{name}: {_word(settings[name])}" for name in wrong),
        wanted=tuple(f"{name}: {_word(expect[name])}" for name in wrong),
    )


def _word(value: object) -> str:
    return "true" if value else "false"


RULE = Rule(check, title="Members may change what they should", reads=(Read.TEAMS,))
