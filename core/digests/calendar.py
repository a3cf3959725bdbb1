"""The digests of the office file come due, once for each leader, by the leader's own clock."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from core.office.model import LEADERS, Digest, Office
from core.schedules.calendars import Calendar, Planned

WORTH = timedelta(days=1)  # what is later is not news any more; the next one tells all of it


def planned(office: Office) -> Iterator[Planned]:
    """One for each leader whom a digest is for, as the file calls them."""
    for digest in office.digests:
        for leader in _readers(office, digest):
            yield Planned(digest.id, digest.schedule, WORTH, reader=leader, own_zone=True)


def _readers(office: Office, digest: Digest) -> Sequence[str]:
    if digest.to != LEADERS:
        return digest.to.items
    return [each.person for each in office.center.leaders] if office.center else []


CALENDAR = Calendar("digest", planned, begins=lambda ports: ports.digests.digests)
