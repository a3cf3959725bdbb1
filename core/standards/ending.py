"""What a run ends of all that was not met before it: only what it looked at and could read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.standards.model import Audited, ClauseKey, Key, Outcome, SubjectType


@dataclass(frozen=True, slots=True)
class Open:
    """Something that was not met when it was last looked at; `team` as in a finding's subject."""

    key: Key
    type: SubjectType
    team: str | None

    @property
    def clause(self) -> ClauseKey:
        """The clause that is not met."""
        return self.key[:3]

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams without which it cannot be judged; none where it takes all of them."""
        if self.type is SubjectType.PAIR:
            return tuple(self.key[3].split("|"))
        return (self.team,) if self.team else ()


@dataclass(frozen=True, slots=True)
class End:
    """It is not there any more: `met`, or gone with its team or its clause."""

    key: Key
    met: bool


def ended(open_: Iterable[Open], audited: Audited, team_ids: Collection[str]) -> Iterator[End]:
    """Judge what was open before a run that covers these teams.

    What the run found again stays open, and so does what it could not read: where a clause is
    unknown for a team, nothing about that team and its channels was found met, where it is unknown
    for any team, nothing that is judged over all of them. `open_` has the run's standards only.
    """
    found = {finding.key for finding in audited.findings}
    unread = _unread(audited)
    covered = frozenset(team_ids)
    for each in open_:
        if each.key in found or _in_doubt(each, unread):
            continue
        judged = not audited.judged or each.clause in audited.judged
        there = all(team in covered for team in each.teams)
        looked = judged and there and bool(each.team)
        if audited.run.whole or looked:
            yield End(each.key, judged and there)


def _unread(audited: Audited) -> Mapping[ClauseKey, set[str | None]]:
    """The teams for which each clause is unknown; None where it is so for the whole tenant."""
    unread: defaultdict[ClauseKey, set[str | None]] = defaultdict(set)
    for finding in audited.findings:
        if finding.outcome is Outcome.UNKNOWN:
            unread[finding.key[:3]].add(finding.subject.team)
    return unread


def _in_doubt(each: Open, unread: Mapping[ClauseKey, set[str | None]]) -> bool:
    teams = unread.get(each.clause)
    if not teams:
        return False
    return not each.teams or None in teams or any(team in teams for team in each.teams)
