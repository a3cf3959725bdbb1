"""What could be put right in a team, as it was last read: what its owners and staff are offered."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from core.standards.changes.model import Change, Picks, Thing
from core.standards.model import RemedyMode


@dataclass(frozen=True, slots=True)
class Offer:
    """The changes that are proposed for one team, in the order in which they are applied.

    `read_at` is when it was read, `run_id` the newest run that they come of. What was approved, or
    was done since, is `under_way`.
    """

    team_id: str
    team_name: str
    run_id: str
    read_at: datetime
    changes: tuple[Change, ...]
    under_way: tuple[Change, ...] = ()

    def concerning(self, rule: str, subjects: Collection[str]) -> list[Change]:
        """What is offered for a finding of a rule at these subjects."""
        return [each for each in self.changes if each.rule == rule and each.subject.id in subjects]

    def is_seen_to(self, rule: str, subjects: Collection[str]) -> bool:
        """Whether all that was offered for it is under way."""
        begun = {each.subject.id for each in self.under_way if each.rule == rule}
        return begun >= {*subjects} and not self.concerning(rule, subjects)

    @property
    def digest(self) -> str:
        """Stands for all that is offered: whoever approves says what they saw."""
        told = "".join(f"{each.id} {each.digest} {each.mode}\n" for each in self.changes)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class OfferedTeam:
    """A team with how many changes are offered that may be written."""

    id: str
    name: str
    changes: int


def may_approve(change: Change, *, staff: bool) -> bool:
    """Whether it can be written, and this person is one who may have it written."""
    return change.mode is not RemedyMode.GUIDED and (staff or change.owners_may)


def chooses_owner(changes: Iterable[Change]) -> bool:
    """Whether all that is to be said is who becomes an owner."""
    found = [*changes]
    return bool(found) and all(
        each.thing is Thing.ROLE and each.after == "owner" and each.picks is Picks.TARGET
        for each in found
    )
