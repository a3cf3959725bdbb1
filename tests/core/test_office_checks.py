"""What is right in an office is not complained about, also beside what could not be read."""

from dataclasses import replace
from typing import Any

from core.office.checks import check
from core.office.model import Center, CheckIn, Digest, Leader, Office, Project, Schedule
from core.office.values import Chosen

NINE = Schedule(cron="0 9 * * MON", time_zone="UTC")
APOLLO = Project(id="apollo", title="Apollo", team="t-1", channel="19:a@thread.tacv2")
WEEKLY = CheckIn(id="weekly", project="apollo", schedule=NINE)
UNREAD: Any = None  # what stands for a value that could not be read
CONTENT = {"questions": ["stop-look-listen"]}


def test_a_schedule_with_its_own_zone_needs_no_center() -> None:
    office = Office(projects=(APOLLO,), checkins=(WEEKLY,))
    without = replace(WEEKLY, schedule=replace(NINE, time_zone=None))

    assert check(office) == []
    assert [one.path for one in check(replace(office, checkins=(without,)))] == [
        ("checkins", 0, "schedule")
    ]


def test_a_digest_may_name_some_of_the_leaders() -> None:
    kim = Leader(person="Kim@contoso.example")
    center = Center(organisation="Contoso", time_zone="UTC", leaders=(kim,))
    digest = Digest(id="d", schedule=NINE, to=Chosen(None, ("kim@contoso.example",)))

    assert check(Office(center=center, digests=(digest,))) == []
    assert [one.path for one in check(Office(digests=(digest,)))] == [("digests", 0, "to", 0)]


def test_a_name_of_content_that_could_not_be_read_is_not_looked_up() -> None:
    office = Office(projects=(APOLLO,), checkins=(replace(WEEKLY, questions=UNREAD),))

    assert check(office, content=CONTENT) == []
