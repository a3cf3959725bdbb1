"""What guests may change in a team that they are let into, switch by switch."""

from core.standards.facts import Team
from core.standards.kit.switches import Panel, let
from core.standards.params import GuestSetting, GuestSwitches
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict

PANEL = Panel(
    "guestSettings",
    "set_guest_settings",
    let(
        "guests",
        {
            GuestSetting.CREATE_UPDATE_CHANNELS: "create and change channels",
            GuestSetting.DELETE_CHANNELS: "delete channels",
        },
    ),
)


def check(team: Team, *, expect: GuestSwitches) -> Verdict:
    return PANEL.check(team, expect)


RULE = Rule(
    check,
    title="Guests may change what they should",
    remedy="set_guest_settings",
    reads=(Read.TEAMS,),
    apart=True,
)
