"""Whether what a person picked or wrote can be set, told at its field before it is stored."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from core.facts import Gap
from core.standards.changes.imagining import imagined
from core.standards.changes.judging import demands, not_met
from core.standards.changes.model import Change, Picks, Thing
from core.standards.facts import Team, Tenant
from core.standards.model import Standard
from core.standards.rules import AnyRule
from core.words import capital, folded

# https://learn.microsoft.com/graph/api/resources/group, /channel and /channel-patch, and
# https://learn.microsoft.com/microsoftteams/limits-specifications-teams
LONGEST = {Thing.NAME: 256, Thing.DESCRIPTION: 1024, Thing.CHANNEL_NAME: 50}
NOT_IN_CHANNELS = re.compile(r"[~#%&*{}+/\\:<>?|'\"]|\.\.|^_|^\.|\.$")
NO_CHOICE = "That is none of what can be chosen here. Choose again."
EMPTY = "Write something."
TOO_LONG = "Microsoft takes {most} characters at most; this has {length}. Shorten it."
FORBIDDEN = (
    "A channel’s name can have none of ~ # % & * { } + / \\ : < > ? | ' \" in it, no two dots "
    "together, and no dot or _ at its ends. Write it without."
)
TAKEN = "The team has a channel of this name already. Write another one."
THE_SAME = "That is what it is now. Write something else."
GONE = "The team is not there any more, or could not be read. Ask for a new plan."


def fits(change: Change, value: str, tenant: Tenant, standards: Sequence[Standard]) -> str:
    """Why it cannot be what a person chose or wrote, in a sentence for them; empty if it can.

    What is written is judged by all clauses that the same remedy would put right, of the standards
    that are for the team now: another name must not take it out of their reach. `tenant` is as
    it was read for the plan, or has this team alone.
    """
    if change.picks is not Picks.TEXT:
        return "" if value in {each.value for each in change.choices} else NO_CHOICE
    text = " ".join(value.split())
    if wrong := _by_microsoft(change, text):
        return wrong
    team = next((each for each in tenant.teams if each.id == change.team_id), None)
    after = imagined(team, change.picked(text)) if team else None
    if team is None or after is None:
        return GONE
    if change.thing is Thing.CHANNEL_NAME and _is_taken(team, change, text):
        return TAKEN
    return _by_standards(change, team, after, tenant, standards)


def _by_microsoft(change: Change, text: str) -> str:
    if not text:
        return EMPTY
    if text == change.before:
        return THE_SAME
    most = LONGEST[change.thing]
    if len(text) > most:
        return TOO_LONG.format(most=f"{most:,}", length=f"{len(text):,}")
    if change.thing is Thing.CHANNEL_NAME and NOT_IN_CHANNELS.search(text):
        return FORBIDDEN
    return ""


def _is_taken(team: Team, change: Change, name: str) -> bool:
    channels = () if isinstance(team.channels, Gap) else team.channels
    return any(folded(each.name) == folded(name) and each.id != change.target for each in channels)


def _by_standards(
    change: Change, now: Team, then: Team, tenant: Tenant, standards: Sequence[Standard]
) -> str:
    asked = demands(standards, replace(tenant, teams=(now,)))
    for finding, _ in not_met(now, then, asked, tenant, get_args(AnyRule)):
        same = finding.remedy is not None and finding.remedy.kind == change.kind
        if same and finding.subject.id == change.subject.id:
            return f"{capital(finding.says)}."
    return ""
