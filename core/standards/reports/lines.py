"""The list of a run as people are told it: worst first, one line a cause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.standards.model import LISTED, Audited, Finding, Milder
from core.standards.reports.causes import by_cause

NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One of them: the place of its finding among those that are listed, since when it stands.

    `news` is NEW, how it was milder in the run before, or empty.
    """

    place: int
    first_seen_at: datetime | None
    news: str


def lines(audited: Audited) -> list[Line]:
    """The whole list of a run that is kept, as it compares."""
    told = by_cause(audited)
    listed = (each for each in audited.findings if each.outcome in LISTED)
    places = {each.key: place for place, each in enumerate(listed)}
    return [
        Line(places[each.key], each.first_seen_at, _news(each, told))
        for each in told.findings
        if each.outcome in LISTED
    ]


def _news(finding: Finding, told: Audited) -> str:
    if finding.key in told.new:
        return NEW
    return str(told.worse.get(finding.key, ""))


def some(audited: Audited, shown: Sequence[tuple[Finding, str]]) -> Audited:
    """A run as people are told of it, with a few of its findings and their news."""
    worse = {each.key: Milder(news) for each, news in shown if news not in ("", NEW)}
    new = frozenset(each.key for each, news in shown if news == NEW)
    return replace(audited, findings=[each for each, _ in shown], new=new, worse=worse)
