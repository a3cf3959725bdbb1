"""The check-ins of the office file come due, each in the channel of its project."""

from collections.abc import Iterator

from core.office.model import CheckIn, Mode, Office, Project
from core.schedules.calendars import Calendar, Planned


def asking(office: Office) -> Iterator[tuple[CheckIn, Project]]:
    """The check-ins that run, each with its project: those that ask in a channel there is."""
    projects = {each.id: each for each in office.projects if each.team and each.channel}
    for checkin in office.checkins:
        if checkin.mode is Mode.CHANNEL and checkin.project in projects:
            yield checkin, projects[checkin.project]


def planned(office: Office) -> Iterator[Planned]:
    """Each is worth opening as long as it would be open."""
    for checkin, _ in asking(office):
        yield Planned(checkin.id, checkin.schedule, worth=checkin.open_for.lasts)


CALENDAR = Calendar("checkin", planned, begins=lambda ports: ports.checkins.rounds)
