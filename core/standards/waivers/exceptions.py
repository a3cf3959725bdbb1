"""Exceptions that are asked for from a card: for what, what was said, and what then holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from core.office.model import KeptWaiver
from core.standards.model import LISTED, Finding, Outcome, Seen, SubjectType
from core.standards.reports.causes import causes, same_cause
from core.standards.waivers.waiving import as_accepted
from core.words import many


class State(StrEnum):
    """Where a request stands; it is `replaced` where the same was asked for anew meanwhile."""

    ASKED = "asked"
    REPLACED = "replaced"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Exempted:
    """One clause at one subject that a request is for, with what was seen when it was made.

    `subject` is the id of a channel or a pair; None where it is the team itself.
    """

    standard: str
    rule: str
    subject: str | None
    accepted: Seen


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody made of a request: each is kept, and the last one counts."""

    state: State
    by: str
    name: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """An exception that somebody asked for, through the day `until`.

    `about` tells which findings of a team it is for (see about()); `title` and `says` are how they
    were told. `run_id` is the run whose card was pressed. `said` is what became of it, in order.
    `kept` is whether all that was approved still stands in the office. It is `open` until
    somebody answers, or the same is asked for anew because something else was seen, or it is over.
    """

    id: str
    team_id: str
    team: str
    about: str
    title: str
    says: str
    parts: tuple[Exempted, ...]
    reason: str
    until: date
    run_id: str
    asked_by: str
    asker: str
    asked_at: datetime
    said: tuple[Said, ...] = ()
    kept: bool = True
    open: bool = True

    @property
    def state(self) -> State:
        """What was said last."""
        if self.said:
            return self.said[-1].state
        return State.ASKED if self.open else State.REPLACED

    @property
    def waivers(self) -> Iterator[KeptWaiver]:
        """What counts once it is approved: one for each clause and subject."""
        for number, part in enumerate(self.parts, 1):
            yield KeptWaiver(
                id=f"{self.id}-{number}",
                standard=part.standard,
                rule=part.rule,
                team=self.team_id,
                subject=part.subject,
                accepted=part.accepted,
                reason=self.reason,
                asked_by=self.asked_by,
                approved_by=self.said[-1].by,
                until=self.until,
            )


def rows(findings: Sequence[Finding]) -> list[list[Finding]]:
    """What a team's card tells in one row each: by clause and outcome, one finding a cause.

    Two pairs of teams are two rows.
    """
    found: dict[object, list[Finding]] = {}
    for each in causes(findings):
        if each.outcome in LISTED:
            found.setdefault((each.key[:3], _pair(each), each.outcome), []).append(each)
    return list(found.values())


def about(row: Sequence[Finding]) -> str:
    """What tells a row of a team from its others, in every run: for buttons, which name nothing."""
    said = "\n".join((*row[0].key[:3], _pair(row[0])))
    return sha256(said.encode()).hexdigest()[:32]


def _pair(finding: Finding) -> str:
    return finding.subject.id if finding.subject.type is SubjectType.PAIR else ""


def told(row: Sequence[Finding]) -> str:
    """What was seen, and where that is not the team itself.

    Of several channels it begins with how many there are, as a card has no room for all.
    """
    if row[0].subject.type is SubjectType.TEAM:
        return row[0].says
    each_ = "; ".join(f"“{each.subject.name}”: {each.says}" for each in row)
    return f"{many(len(row), 'channel')}: {each_}" if len(row) > 1 else each_


def parts(row: Sequence[Finding], findings: Sequence[Finding]) -> tuple[Exempted, ...]:
    """Every clause that a row stands for, also those for which another one spoke."""
    found = {
        (each.standard, each.rule, each.subject.id, each.level): each
        for one in row
        for each in same_cause(one, findings)
    }
    return tuple(dict.fromkeys(_part(each) for each in found.values()))


def _part(finding: Finding) -> Exempted:
    alone = finding.subject.type is not SubjectType.TEAM
    subject = finding.subject.id if alone else None
    return Exempted(finding.standard, finding.rule, subject, as_accepted(finding.seen))


def standing(requests: Sequence[Request], row: Sequence[Finding], on: date) -> Request | None:
    """The newest request for what a row tells, where it is still of use; newest come first.

    It is not where it was for other values, is over, was taken back, or where what was approved
    was taken out of the office.
    """
    if row[0].outcome is not Outcome.FAILED:
        return None
    for each in requests:
        if each.about == about(row) and each.state not in (State.WITHDRAWN, State.REPLACED):
            return each if _stands(each, row, on) else None
    return None


def _stands(request: Request, row: Sequence[Finding], on: date) -> bool:
    taken_out = request.state is State.APPROVED and not request.kept
    same = {_part(each) for each in row} <= set(request.parts)
    return same and request.until >= on and not taken_out


def answered(request: Request, said: Said) -> Request:
    """The same with one more word on it."""
    return replace(request, said=(*request.said, said))
