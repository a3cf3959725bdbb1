"""What an owner has to put right in all their teams, and what each thing takes."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.days import local_day
from core.standards.changes.offers import Offer, chooses_owner, may_approve
from core.standards.changes.ports import FixPorts
from core.standards.model import Finding, Outcome, Standard
from core.standards.ports import OwnedTeam, StandardsPorts
from core.standards.reports.causes import causes
from core.standards.waivers.exceptions import Request, rows, standing

MOST_TEAMS = 20  # that one card tells of; few people own more


class Step(StrEnum):
    """What an owner can do about a finding by a press."""

    FIX = "fix"  # approve what is offered
    CHOOSE = "choose"  # choose who becomes an owner, and approve that
    EXCEPT = "except"  # ask for an exception, or do it by hand
    WAIT = "wait"  # an exception was asked for


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that is not met: several channels of one rule are one.

    It is overdue since `overdue_at`; None while there is time, or where nobody can tell.
    """

    row: Sequence[Finding]
    step: Step
    overdue_at: datetime | None = None

    @property
    def first(self) -> Finding:
        """What speaks for it."""
        return self.row[0]


@dataclass(frozen=True, slots=True)
class OwnedFixes:
    """A team of an owner, with what is to be done there, worst first."""

    team: OwnedTeam
    run_id: str
    todo: Sequence[ToDo]


@dataclass(frozen=True, slots=True)
class Fixes:
    """All of somebody's teams in which something is not met, worst first.

    `read_at` is when the newest whole run read them, None before the first.
    """

    teams: Sequence[OwnedFixes]
    owned: int
    read_at: datetime | None
    time_zone: str
    now: datetime

    @property
    def todo(self) -> int:
        """How many things there are."""
        return sum(len(each.todo) for each in self.teams)


async def all_of(ports: StandardsPorts, fixes: FixPorts, person_id: str) -> Fixes:
    """As the newest audit of all teams found them; what was put right since is left out."""
    _, zone = await ports.runs.center()
    newest = await ports.runs.latest()
    owned = await ports.runs.owned(person_id)
    now = ports.clock.now()
    bad = [each for each in owned if each.failed_must or each.failed_should]
    bad.sort(key=lambda each: (-each.failed_must, -each.failed_should, each.name.casefold()))
    today = local_day(now, zone)
    found = [each async for each in _teams(ports, fixes, bad[:MOST_TEAMS], now, today)]
    read_at = newest.run.finished_at if newest else None
    return Fixes([each for each in found if each.todo], len(owned), read_at, zone, now)


async def _teams(
    ports: StandardsPorts, fixes: FixPorts, bad: Sequence[OwnedTeam], now: datetime, today: date
) -> AsyncIterator[OwnedFixes]:
    for team in bad:
        audited = await ports.runs.latest(team.id)
        if audited is None:
            continue
        offer = await fixes.offers.of_team(team.id)
        requests = await ports.waivers.of_team(team.id)
        failed = [
            each
            for each in causes(audited.findings)
            if each.outcome is Outcome.FAILED and each.subject.team == team.id
        ]
        todo = [
            ToDo(row, _step(row, offer, requests, today), _late(row, ports.standards, now))
            for row in rows(failed)
            if not (offer and offer.is_seen_to(row[0].rule, {each.subject.id for each in row}))
        ]
        yield OwnedFixes(team, audited.run.id, todo)


def _step(
    row: Sequence[Finding], offer: Offer | None, requests: Sequence[Request], today: date
) -> Step:
    if standing(requests, row, today):
        return Step.WAIT
    subjects = {each.subject.id for each in row}
    offered = offer.concerning(row[0].rule, subjects) if offer else []
    found = [each for each in offered if may_approve(each, staff=False)]
    if not found:
        return Step.EXCEPT
    return Step.CHOOSE if chooses_owner(found) else Step.FIX


def _late(
    row: Sequence[Finding], standards: Mapping[str, Standard], now: datetime
) -> datetime | None:
    """Since when the first of a row is overdue."""
    ended = [overdue_at(each, standards, now) for each in row]
    return min(filter(None, ended), default=None)


def overdue_at(
    finding: Finding, standards: Mapping[str, Standard], now: datetime
) -> datetime | None:
    """When the clause's grace ended, where it was not met for longer than that.

    None where the clause is not there any more.
    """
    standard = standards.get(finding.standard)
    since = finding.first_seen_at
    if finding.outcome is not Outcome.FAILED or standard is None or since is None:
        return None
    for clause in standard.clauses:
        if (clause.rule, clause.level) == (finding.rule, finding.level):
            ended = since + clause.grace.lasts
            return ended if ended < now else None
    return None
