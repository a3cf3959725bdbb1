"""What members may change in a team by themselves, switch by switch."""

from collections.abc import Iterator, Mapping

from core.standards.facts import Team, Unknown, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import MemberSetting, MemberSwitches
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import listed

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
            raise Unknown(f"Microsoft Graph did not say whether members may {MAY[name]}")

    wrong = [name for name in sorted(expect) if settings[name] != expect[name]]
    if not wrong:
        return passed("as the standard asks")

    return failed(
        "; ".join(_says({name: settings[name] is True for name in wrong})),
        Remedy("set_member_settings", RemedyMode.AUTO, choices=tuple(wrong), pick=len(wrong)),
        seen=tuple(f"{name}: {_word(settings[name])}" for name in wrong),
        wanted=tuple(f"{name}: {_word(expect[name])}" for name in wrong),
    )


def _says(wrong: Mapping[MemberSetting, bool]) -> Iterator[str]:
    """What members may and should not, then what they may not and should."""
    for allowed, may, asked in ((True, "may", "may not"), (False, "may not", "may")):
        named = [f"{may} {MAY[name]}" for name, value in wrong.items() if value is allowed]
        if named:
            yield f"members {listed(named)}, and the standard asks that they {asked}"


def _word(value: object) -> str:
    return "true" if value else "false"


RULE = Rule(check, title="Members may change what they should", reads=(Read.TEAMS,), apart=True)
