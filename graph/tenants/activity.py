"""Reads the usage report of teams line by line: on which day anybody was last active in each."""

import csv
import re
from datetime import date, datetime

from core.errors import NotRead
from core.facts import Gap

TEAM, LAST, REFRESHED = "Team Id", "Last Activity Date", "Report Refresh Date"
LONGEST_ROW = 64 * 1024

# Concealed ids come as zeros, or as a hash without dashes
# (learn.microsoft.com/microsoft-365/admin/activity-reports, "Show user details in the reports").
OPEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOBODY = "00000000-0000-0000-0000-000000000000"

CONCEALED = Gap(
    "usage reports conceal names, so nobody can tell which team was active; switch off “Display "
    "concealed user, group, and site names in all reports” in the Microsoft 365 admin center, "
    "under Settings, Org settings, Reports"
)
STRANGE = "the usage report has other columns than Microsoft’s"
DAY_UNSAID = Gap("the usage report gives a day of last activity that is none")
NOT_IN_IT = "the usage report{of} does not name this team"


class ActivityReport:
    """Hears the lines of one report."""

    def __init__(self) -> None:
        self._columns: list[str] = []
        self._active: dict[str, date | Gap | None] = {}
        self._refreshed: date | None = None
        self._rows = 0
        self._begun = ""

    def hear(self, line: str) -> None:
        """Raises NotRead where it is no such report. A row that makes no sense tells nothing."""
        text = f"{self._begun}\n{line}" if self._begun else line
        if text.count('"') % 2 and len(text) < LONGEST_ROW:
            self._begun = text  # a name with the end of a line in it
            return
        self._begun = ""
        row = _cells(text)
        if not self._columns:
            self._begin(row)
        elif len(row) == len(self._columns):
            self._row(dict(zip(self._columns, row, strict=True)))

    def active_on(
        self, team: str, created_at: datetime | None, names_hidden: object
    ) -> date | Gap | None:
        """None for never. A team that is younger than the report was not active before it."""
        if names_hidden is True or (self._rows and not self._active):
            return CONCEALED
        if team in self._active:
            return self._active[team]
        if self._refreshed and created_at and created_at.date() >= self._refreshed:
            return None
        of = f" of {self._refreshed.isoformat()}" if self._refreshed else ""
        return Gap(NOT_IN_IT.format(of=of))

    def _begin(self, row: list[str]) -> None:
        if not {TEAM, LAST, REFRESHED} <= set(row):
            raise NotRead(STRANGE)
        self._columns = row

    def _row(self, found: dict[str, str]) -> None:
        self._rows += 1
        self._refreshed = self._refreshed or _day(found[REFRESHED])
        team, last = found[TEAM].strip().lower(), found[LAST].strip()
        if OPEN.fullmatch(team) and team != NOBODY:
            self._active[team] = (_day(last) or DAY_UNSAID) if last else None


def _cells(text: str) -> list[str]:
    """None for what is no row: what somebody called a team must not end an audit."""
    try:
        return next(csv.reader([text]), [])
    except csv.Error:
        return []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
