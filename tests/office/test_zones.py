"""A time zone that is none is answered with the one that is meant, and a fixed one with a note."""

import pytest

from bot.cli.import_ import report
from core.errors import OfficeError
from store.office.file import read
from store.office.items import Changes


def center(zone: str, country: str = "") -> bytes:
    """A file whose center is in a zone, and perhaps in a country."""
    holidays = f", holidays: {{country: {country}}}" if country else ""
    return f'center: {{organisation: A, time_zone: "{zone}"{holidays}}}\n'.encode()


@pytest.mark.parametrize(
    ("written", "country", "says"),
    [
        (
            "W. Europe Standard Time",
            "",
            "is what Windows calls a time zone. Write “Europe/Berlin”.",
        ),
        ("W. Europe Standard Time", "AT", "Write “Europe/Vienna”."),
        ("w. europe daylight time", "", "Write “Europe/Berlin”."),
        ("Central Standard Time", "", "Write “America/Chicago”."),
        ("India Standard Time", "", "Write “Asia/Kolkata”."),
        ("UTC-6", "", "knows no summer time. Write the zone of a place, like “America/Chicago”,"),
        ("UTC-6", "US", "like “America/Chicago”."),
        ("GMT+1", "", "like “Europe/Berlin”,"),
        ("GMT+1", "FR", "like “Europe/Paris”."),
        ("UTC+05:30", "", "like “Asia/Kolkata” or"),
        ("-0600", "US", "like “America/Chicago”."),
        ("UTC+99", "", "like “Europe/Berlin”."),
        ("CST", "US", "does not say where. Write “America/Chicago”."),
        ("CST", "CN", "Write “Asia/Shanghai”."),
        ("CEST", "", "Write “Europe/Berlin”,"),
        ("europe/berlin", "", "Did you mean “Europe/Berlin”?"),
        ("utc", "", "Did you mean “UTC”?"),
        ("America/New York", "", "Did you mean “America/New_York”?"),
        ("New York", "", "Did you mean “America/New_York”?"),
        ("Berln", "", "Did you mean “Europe/Berlin”?"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", "", "Did you mean “Europe/Amsterdam”?"),
        ("(UTC-06:00) Central Time (US & Canada)", "US", "like “America/Chicago”."),
        ("Mars/Base", "", "is no time zone. Write one like “Europe/Berlin”."),
        ("localtime", "", "is no time zone. Write one like “Europe/Berlin”."),
    ],
)
def test_what_is_no_zone_is_answered_with_the_one_that_is_meant(
    written: str, country: str, says: str
) -> None:
    with pytest.raises(OfficeError) as told:
        read(center(written, country))

    (mistake,) = told.value.mistakes
    assert mistake.startswith("office.yaml:1:38: time_zone: “")
    assert says in mistake


@pytest.mark.parametrize(
    ("zone", "country", "meant"),
    [
        ("EST", "US", "“America/New_York”"),
        ("MST", "US", "“America/Denver”"),
        ("Etc/GMT+6", "US", "“America/Chicago”"),
        ("Etc/GMT-1", "DE", "“Europe/Berlin”"),
        ("GMT", "GB", "“Europe/London”"),
    ],
)
def test_a_zone_without_summer_time_is_taken_with_a_note(
    zone: str, country: str, meant: str
) -> None:
    office = read(center(zone, country))

    note = f"Note: “{zone}” knows no summer time (center). Where clocks change, write {meant}."
    assert report(Changes(), office)[-1] == note


@pytest.mark.parametrize(
    "zone", ["UTC", "Etc/UTC", "CET", "EST5EDT", "Asia/Tokyo", "America/Phoenix", "HST"]
)
def test_a_zone_that_is_meant_so_has_none(zone: str) -> None:
    assert not [line for line in report(Changes(), read(center(zone))) if "summer" in line]


def test_one_note_has_every_place_of_a_zone() -> None:
    audits = ", ".join(
        f'{{id: a{n}, schedule: {{cron: "0 2 * * *", time_zone: EST}}}}' for n in range(5)
    )
    people = "people: [{person: ada@contoso.example, time_zone: EST}]\n"
    office = read(center("UTC") + f"audits: [{audits}]\n{people}".encode())

    assert report(Changes(), office)[-1].startswith(
        "Note: “EST” knows no summer time (audits a0, audits a1, audits a2 and 3 more)."
    )
