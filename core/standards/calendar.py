"""The audits of the office file come due; what was missed is done late, but once."""

from collections.abc import Iterator

from core.office.model import Office
from core.schedules.calendars import Calendar, Planned


def planned(office: Office) -> Iterator[Planned]:
    """Each is worth doing until it is due again."""
    for audit in office.audits:
        yield Planned(audit.id, audit.schedule)


CALENDAR = Calendar("audit", planned, begins=lambda ports: ports.standards.audits)
