"""The retros of the office file come due, each in the channel of its project."""

from collections.abc import Iterator
from datetime import timedelta

from core.office.model import Office, Project, Retro
from core.schedules.calendars import Calendar, Planned

WORTH = timedelta(days=1)  # one that came due while nothing ran is still held for so long


def held(office: Office) -> Iterator[tuple[Retro, Project]]:
    """The retros that are held, each with its project: those in a channel there is."""
    projects = {each.id: each for each in office.projects if each.team and each.channel}
    for retro in office.retros:
        if retro.project in projects:
            yield retro, projects[retro.project]


def planned(office: Office) -> Iterator[Planned]:
    """One that is due takes the place of the one that is open in its channel."""
    for retro, _ in held(office):
        yield Planned(retro.id, retro.schedule, worth=WORTH)


CALENDAR = Calendar("retro", planned, begins=lambda ports: ports.retros.retros)
