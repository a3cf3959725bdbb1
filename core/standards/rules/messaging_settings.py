"""Who may take back what was written in a team, and who may call everybody at once."""

from core.standards.facts import Team
from core.standards.kit.switches import Panel, let
from core.standards.params import MessagingSetting, MessagingSwitches
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict

PANEL = Panel(
    "messagingSettings",
    "set_messaging_settings",
    let("owners", {MessagingSetting.OWNER_DELETE_MESSAGES: "delete everybody’s messages"})
    | let(
        "members",
        {
            MessagingSetting.CHANNEL_MENTIONS: "mention a whole channel",
            MessagingSetting.TEAM_MENTIONS: "mention the whole team",
            MessagingSetting.USER_DELETE_MESSAGES: "delete their own messages",
            MessagingSetting.USER_EDIT_MESSAGES: "edit their own messages",
        },
    ),
)


def check(team: Team, *, expect: MessagingSwitches) -> Verdict:
    return PANEL.check(team, expect)


RULE = Rule(
    check,
    title="Messages and mentions as they should be",
    remedy="set_messaging_settings",
    reads=(Read.TEAMS,),
    apart=True,
)
