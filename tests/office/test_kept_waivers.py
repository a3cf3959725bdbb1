"""Waivers that were approved from cards: in the file, in the database, and mistakes in them."""

import pytest
from hypothesis import HealthCheck, given, settings

from bot.office_import import import_office, whole_office
from core.errors import OfficeError
from core.office.model import Office
from core.standards.model import Seen
from core.standards.waivers.waiving import as_accepted
from store.database import Database
from store.office.file import read, write
from store.office.items import body_of, item_of
from tests.office.offices import SEEN, offices
from tests.office.test_office_store import file

ANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
WAIVERS = """waivers:
  - id: 0f3a-1
    standard: project-teams
    rule: enough_owners
    team: 1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11
    accepted: 1
    reason: Two people work here.
    asked_by: ada@contoso.example
    approved_by: pat@contoso.example
    until: 2027-01-31
  - id: 0f3a-2
    standard: every-team
    rule: required_channels
    team: 1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11
    accepted: []
    reason: Two people work here.
    approved_by: pat@contoso.example
    until: 2027-01-31
"""


@given(offices())
@ANY
def test_a_row_of_the_database_says_what_the_file_says(office: Office) -> None:
    for each in office.waivers:
        assert item_of("waivers", body_of(each)) == each
        assert type(item_of("waivers", body_of(each)).accepted) is type(each.accepted)


@given(SEEN)
@ANY
def test_what_was_seen_is_accepted_again_and_again(seen: Seen) -> None:
    once = as_accepted(seen)

    assert as_accepted(once) == once
    assert type(as_accepted(once)) is type(once)


async def test_an_export_is_the_same_after_another_import(database: Database) -> None:
    changes = await import_office(database, file(WAIVERS))
    office = await whole_office(database)

    assert changes.added == (("waivers", "0f3a-1"), ("waivers", "0f3a-2"))
    assert write(office) == WAIVERS
    assert [each.accepted for each in office.waivers] == [1, ()]
    assert (await import_office(database, file(write(office)))).kept == changes.added


def test_one_that_is_for_nothing_is_a_mistake() -> None:
    text = WAIVERS.replace("    team: 1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11\n", "", 1)

    with pytest.raises(OfficeError) as told:
        read(text.encode(), "office.yaml")

    says = "waivers: is for nothing. Add team:, person: or subject:."
    assert told.value.mistakes == [f"office.yaml:2:5: {says}"]


def test_one_for_a_standard_that_is_not_there_any_more_is_kept_and_for_nothing() -> None:
    assert read(WAIVERS.replace("every-team", "gone").encode()).waivers[1].standard == "gone"
