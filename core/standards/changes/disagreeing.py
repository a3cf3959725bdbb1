"""Standards that ask for opposite things of one team: each change would break what another asks.

Only one of the two fails now. Applied, the other would, and the next plan would put it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.standards.changes.imagining import imagined
from core.standards.changes.judging import Demand, demands, not_met
from core.standards.changes.merging import disagreeing
from core.standards.changes.model import Change, Picks
from core.standards.changes.proposing import Known, place, proposed
from core.standards.kit.switching import shared
from core.standards.model import RemedyMode, Standard
from core.standards.rules import ChannelRule, Rule


def without_disagreement(
    changes: Sequence[Change], standards: Sequence[Standard], known: Known
) -> list[Change]:
    """The same, but guided where another clause asks for the opposite.

    Where a person is picked or a name written, what it comes to is not known yet.
    """
    asked = demands(standards, known.tenant)
    return [_settled(each, asked, known) for each in changes]


def _settled(change: Change, asked: Sequence[Demand], known: Known) -> Change:
    team = known.teams.get(change.team_id)
    fixed = change.after is not None and change.picks is not Picks.TARGET
    if team is None or not fixed or change.mode is RemedyMode.GUIDED:
        return change
    after = imagined(team, change)
    if after is None:
        return change
    then = replace(known, teams={team.id: after})
    for finding, clause in not_met(team, after, asked, known.tenant, (Rule, ChannelRule)):
        for wish in proposed(finding, clause, then):
            if _opposes(wish, change):
                return disagreeing(change, wish)
    return change


def _opposes(wish: Change, change: Change) -> bool:
    if place(wish) != place(change) or wish.after is None or wish.after == change.after:
        return False
    return not isinstance(change.after, Mapping) or bool(shared(wish.after, change.after))
