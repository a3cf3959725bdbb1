"""One story of each kind of remedy: what is wrong with a team, by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.estate import App, Tab
from simulator.facts import Team
from tests.remedies.company import (
    ADA,
    ALAN,
    APOLLO,
    DELIVERY,
    GENERAL,
    INTRANET,
    KIM,
    LEFT,
    MONEY,
    TIMER,
    TOOL_MANIFEST,
    WEB,
)

FUN = "https://fun.example/"


@dataclass(frozen=True)
class Story:
    """`team` fails one clause of this rule; `text` is what somebody writes where that is asked.

    `applies_to` is for which teams the clause is; `kind` where the story is one more of a kind.
    """

    rule: str
    params: Mapping[str, Any] = field(default_factory=dict)
    team: Team = APOLLO
    text: str = ""
    applies_to: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""


def apollo(**facts: Any) -> Team:
    """The team with something else about it."""
    return replace(APOLLO, **facts)


def switch(rule: str, **expect: bool) -> Story:
    """Switches of which none is as the clause expects it."""
    return Story(rule, {"expect": expect})


STORIES: Mapping[str, Story] = {
    "add_channel_owners": Story("private_channel_owners", {"at_least": 2}),
    "add_channels": Story(
        "required_channels", {"names": [{"name": "Status", "description": "How it goes"}]}
    ),
    "add_members": Story("required_members", {"people": [ADA.upn, KIM.upn]}),
    "add_owners": Story("enough_owners", {"at_least": 2}, apollo(owners=(ADA.id,))),
    "add_plan": Story("required_plan", {"title": "Work"}, apollo(plans=())),
    "add_tabs": Story(
        "required_tabs",
        {"tabs": [{"channel": "Delivery", "app": WEB, "name": "Runbook", "url": INTRANET}]},
    ),
    "add_to_policy": Story("expiration", team=apollo(expires_in=None)),
    "archive_team": Story(
        "activity", {"days": 90}, apollo(quiet_days=200), applies_to={"archived": False}
    ),
    "by_hand": Story("members_at_most", {"count": 2}),
    "classify_team": Story(
        "classification", {"allowed": ["Internal", "Confidential"]}, apollo(classification="")
    ),
    "delete_team": Story("archived_age", {"days": 30}, apollo(archived=True)),
    "demote_owners": Story("few_owners", {"at_most": 1}),
    "describe_team": Story(
        "description", {"at_least": 15}, apollo(description=""), "Builds the bridge over the river"
    ),
    "install_apps": Story("required_apps", {"apps": [{"id": TIMER.id, "name": "Timer"}]}),
    "label_team": Story("sensitivity_label", {"allowed": ["Internal"]}),
    "remove_apps": Story("banned_apps", {"apps": [{"id": "board"}]}),
    "remove_members": Story("members_active", team=apollo(members=(*APOLLO.members, LEFT.id))),
    "remove_tabs": Story(
        "website_tabs",
        {"allowed_hosts": ["*.contoso.example"]},
        apollo(
            channels=(replace(GENERAL, tabs=(*GENERAL.tabs, Tab("Fun", WEB, FUN))), DELIVERY, MONEY)
        ),
    ),
    "rename_channel": Story(
        "channel_names",
        {"pattern": "^Delivery$", "except": ["Money"]},
        apollo(channels=(GENERAL, replace(DELIVERY, name="delivries"), MONEY)),
        "Delivery",
    ),
    "rename_team": Story("name_pattern", {"pattern": "^(PRJ-|Gemini)"}, text="PRJ-Apollo"),
    "renew": Story(
        "expires_soon",
        {"days": 30},
        apollo(owners=(LEFT.id,), members=(*APOLLO.members, LEFT.id), expires_in=20),
    ),
    "set_fun_settings": switch("fun_settings", allowGiphy=False, allowCustomMemes=False),
    "set_guest_access": Story("guest_access", {"allowed": False}),
    "set_guest_settings": switch(
        "guest_settings", allowCreateUpdateChannels=True, allowDeleteChannels=True
    ),
    "set_member_settings": switch(
        "member_settings", allowDeleteChannels=False, allowAddRemoveApps=False
    ),
    "set_messaging_settings": switch(
        "messaging_settings", allowUserDeleteMessages=False, allowTeamMentions=False
    ),
    "set_visibility": Story("visibility", {"must_be": "private"}, apollo(visibility="public")),
    "upgrade_apps": Story("apps_current", team=apollo(apps=(App("board", "Board", "1.4.0"),))),
}
MORE: Mapping[str, Story] = {
    "the only owner of a team": Story(
        "enough_owners", {"at_least": 1}, apollo(owners=()), kind="add_owners"
    ),
    "the only owner of a channel": Story(
        "private_channel_owners",
        team=apollo(channels=(GENERAL, DELIVERY, replace(MONEY, owners=()))),
        kind="add_channel_owners",
    ),
    "an owner of the group who was no member": Story(
        "owners_are_members",
        team=apollo(members=(ADA.id, ALAN.id)),
        kind="add_members",
    ),
    "an app by its manifest, which no team has": Story(
        "required_apps", {"apps": [{"id": TOOL_MANIFEST}]}, kind="install_apps"
    ),
}
BY_HAND = ("by_hand", "label_team")
