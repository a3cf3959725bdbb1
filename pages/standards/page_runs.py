"""The parts of a page that tell of several runs: what is new, and what was put right when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from core.days import day
from core.standards.model import Audited, Finding, Outcome, SubjectType
from core.standards.reports.trends import PutRight
from pages.standards.formats import Context
from pages.standards.page_parts import WORD

FEW = 10  # of a list; the rest is counted


@dataclass(frozen=True, slots=True)
class NewRow:
    """Something that is not as good as it was; `worse` says how it was milder before."""

    kind: str
    word: str
    where: str
    says: str
    worse: str


@dataclass(frozen=True, slots=True)
class Newest:
    """The first of them, and how many more there are."""

    rows: Sequence[NewRow]
    left: int


@dataclass(frozen=True, slots=True)
class PutRightRow:
    """One thing that was put right: where, what, and from when to when it stood."""

    where: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class AllPutRight:
    """The newest of them, and how many more there are."""

    rows: Sequence[PutRightRow]
    left: int


def newest(audited: Audited) -> Newest:
    """What the run before did not have or had less bad, worst first; without what is accepted."""
    found = [
        each
        for each in audited.findings
        if each.outcome is not Outcome.WAIVED
        and (each.key in audited.new or each.key in audited.worse)
    ]
    return Newest([_new(each, audited) for each in found[:FEW]], max(len(found) - FEW, 0))


def _new(each: Finding, audited: Audited) -> NewRow:
    failed = each.outcome is Outcome.FAILED
    milder = audited.worse.get(each.key)
    return NewRow(
        each.level.value if failed else each.outcome.value,
        each.level.value.capitalize() if failed else WORD[each.outcome],
        _where(each),
        each.says if failed else f"{each.title}: {each.says}",
        milder.value if milder else "",
    )


def put_right(context: Context) -> AllPutRight:
    """What the latest runs found met, the newest first."""
    fixed = context.trends.fixed if context.trends else ()
    rows = [_put_right(each, context.zone) for each in fixed[:FEW]]
    return AllPutRight(rows, max(len(fixed) - FEW, 0))


def _put_right(each: PutRight, zone: tzinfo) -> PutRightRow:
    met = _day(each.fixed_at, zone)
    seen_at = each.finding.first_seen_at
    when = f"seen from {_day(seen_at, zone)}, met on {met}" if seen_at else f"met on {met}"
    if each.by:
        when = f"{when}, fixed by {each.by}"
    return PutRightRow(_where(each.finding), each.finding.title, when)


def _day(at: datetime, zone: tzinfo) -> str:
    return day(at.astimezone(zone))


def _where(each: Finding) -> str:
    if each.subject.type is SubjectType.CHANNEL:
        return f"{each.team_name} › {each.subject.name}"
    return each.team_name or each.subject.name
