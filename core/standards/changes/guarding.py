"""A plan leaves no team without an owner who can sign in, whichever of its changes are approved.

Each clause by itself leaves one; two of them may each leave the one that the other takes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from core.facts import Gap
from core.standards.changes.model import Change, Thing
from core.standards.changes.proposing import guided
from core.standards.facts import Team
from core.standards.kit.roles import LAST, OWNER
from core.standards.model import RemedyMode

UNOWNED = "Microsoft archives no team that nobody owns; add an owner first"


def never_ownerless(changes: Sequence[Change], teams: Mapping[str, Team]) -> Iterator[Change]:
    """The same, with those guided that would leave a team so, and archives of teams that are so.

    Where an owner is added by the same plan, somebody who cannot sign in may go: adding comes
    first, and Microsoft lets no last owner go.
    """
    gaining = {each.team_id for each in changes if each.after == OWNER and _is_written(each)}
    losses: defaultdict[str, list[Change]] = defaultdict(list)
    for each in changes:
        team = teams.get(each.team_id)
        if team is None or not _is_written(each):
            yield each
        elif _takes_an_owner(each):
            lost = [*losses[team.id], each]
            if _leaves_one(team, lost, team.id in gaining):
                losses[team.id] = lost
                yield each
            else:
                yield guided(each, LAST)
        elif each.thing is Thing.ARCHIVED and not team.owners and team.id not in gaining:
            yield guided(each, UNOWNED)
        else:
            yield each


def _is_written(change: Change) -> bool:
    return change.mode is not RemedyMode.GUIDED


def _takes_an_owner(change: Change) -> bool:
    now = [change.before, *(each.before for each in change.choices)]
    return change.thing is Thing.ROLE and OWNER in now and change.after != OWNER


def _leaves_one(team: Team, lost: Sequence[Change], gaining: bool) -> bool:
    """Of those who are picked later it is not known who they are: each may be anybody."""
    owners = () if isinstance(team.owners, Gap) else team.owners
    going = {each.target for each in lost if not each.choices}
    picked = sum(bool(each.choices) for each in lost)
    sure = {each.id for each in owners if each.enabled is True and each.is_guest is False}
    if sure:
        return len(sure - going) > picked
    return gaining or len({each.id for each in owners} - going) > picked
