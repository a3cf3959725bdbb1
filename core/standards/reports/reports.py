"""What people are shown of an audit: staff of all teams, owners of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.standards.model import Audited, Finding, Key, Run
from core.standards.waivers.exceptions import Request


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What staff see after a run: what is new first, worst first; the last runs as a strip.

    `fixes` are the changes that are offered to put it right. What is `overdue` was not met for
    longer than its clause gives people time.

    `since` is the id of the run that it is held against, where that is not the one before. `quiet`
    runs came in between, of which the reader was told nothing, as nothing was new.
    """

    organisation: str
    time_zone: str
    standards: Mapping[str, str]  # titles by name
    audited: Audited
    history: Sequence[Run]
    since: str = ""
    quiet: int = 0
    fixes: int = 0
    overdue: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list in a report: its run has the findings of that page alone, of how many."""

    report: AuditReport
    page: int
    of: int


@dataclass(frozen=True, slots=True)
class TeamReport:
    """What a team's owners see: its findings, of how many `rules` that were judged, and when.

    `fixes` are the changes that are offered to put it right.

    `requests` are the exceptions that were asked for it, the newest first.

    `pairs` are what the newest whole run, of `pairs_at`, found between this team and others.
    """

    run_id: str
    team_id: str
    team_name: str
    standards: Sequence[str]  # titles
    rules: int
    findings: Sequence[Finding]
    read_at: datetime
    time_zone: str
    pairs: Sequence[Finding] = ()
    requests: Sequence[Request] = ()
    pairs_at: datetime | None = None
    fixes: int = 0
