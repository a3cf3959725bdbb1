"""What is exported is what was imported, to the byte, and the file may be YAML or JSON."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import OfficeError
from core.office.activity import waiting
from core.office.model import Office
from store.office.file import read, write
from store.office.writer import plain
from tests.office.offices import offices

EXAMPLE = Path(__file__).with_name("contract_example.yaml")
ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_example_of_the_contract_is_read_whole_and_comes_back() -> None:
    office = read(EXAMPLE.read_bytes())

    assert office.center
    assert office.checkins[0].nudge[0].lasts.total_seconds() == 20 * 3600
    assert office.center.leaders[0].scope.word == "all"
    assert read(write(office).encode()) == office
    assert all(plain(office).values()), "every part has something in the example"


@given(offices())
@ANY
def test_every_office_survives_being_written_and_read(office: Office) -> None:
    text = write(office)
    again = read(text.encode())

    assert again == office
    assert write(again) == text


@given(offices(), st.sampled_from([None, "\t", 2]), st.booleans())
@ANY
def test_json_in_every_dress_is_read_as_well(
    office: Office, indent: str | None, ascii_: bool
) -> None:
    record = json.loads(write_json(office))
    text = json.dumps(record, indent=indent, ensure_ascii=ascii_)
    tight = json.dumps(record, separators=(",", ":"), ensure_ascii=ascii_)

    assert read(text.encode()) == office
    assert read(tight.encode()) == office


def write_json(office: Office) -> str:
    """The same record in JSON, with its numbers as numbers."""

    def number(value: object) -> object:
        return float(str(value)) if type(value).__name__ == "Decimal" else str(value)

    return json.dumps(plain(office), default=number)


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_files_from_windows_are_read(ends: str) -> None:
    text = "\ufeffobjectives:\n  - id: grow\n    title: Grow\n".replace("\n", ends)

    assert read(text.encode()).objectives[0].title == "Grow"


def test_money_and_durations_keep_the_form_in_which_they_were_given() -> None:
    text = write(read(EXAMPLE.read_bytes())).replace("80000", "80000.50").replace("24h", "1440m")

    assert write(read(text.encode())) == text


def test_long_lists_and_long_texts_are_written_for_the_eye() -> None:
    text = """\
center:
  organisation: Contoso
  time_zone: UTC
  leaders:
    - person: a.very.long.name.of.a.person@a.subsidiary.of.contoso.example
      scope: [one-of-the-objectives, another-of-the-objectives]

objectives:
  - id: one-of-the-objectives
    title: "No: this is #1"
  - id: another-of-the-objectives
    title: "2026"

projects:
  - id: apollo
    title: Apollo
    kind: project
    stakeholders:
      - first.of.the.stakeholders@contoso.example
      - second.of.the.stakeholders@contoso.example
      - third.of.the.stakeholders@contoso.example

risks:
  - id: late
    project: apollo
    title: Late
    response: |-
      First ask.

      - Then decide.
    status: open
"""

    assert write(read(text.encode())) == text


def test_an_empty_list_is_a_list() -> None:
    assert read(b"objectives:\nprojects: []\n") == Office()


def test_a_schedule_is_in_its_own_zone_or_the_centers() -> None:
    office = read(EXAMPLE.read_bytes())
    own = replace(office.checkins[0].schedule, time_zone="Europe/Oslo")

    assert office.zone(own) == "Europe/Oslo"
    assert office.zone(office.audits[0].schedule) == "America/Chicago"
    assert Office().zone(office.audits[0].schedule) == "UTC"


def test_an_empty_office_is_a_file_too() -> None:
    assert read(write(Office()).encode()) == Office()


def test_what_waits_for_later_is_named() -> None:
    text = EXAMPLE.read_text().replace("mode: channel", "mode: personal")
    told = waiting(read(text.encode()))

    assert {"checkins.mode personal"} <= {*told}
    assert {"benefits (1)", "center.holidays", "checkins.nudge", "projects.sponsor"} <= {*told}
    assert "projects (1)" not in told


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(max_examples=400, deadline=None)
def test_garbage_never_gives_another_error(data: bytes) -> None:
    _read_or_refuse(data)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_never_gives_another_error(data: st.DataObject) -> None:
    good = EXAMPLE.read_text()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    noise = data.draw(st.text(alphabet="[]{}:,-\"'\\\n\t *&!|>#%@`x0", max_size=12))

    _read_or_refuse((good[:start] + noise + good[end:]).encode())


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " * 100_000,
        "x" * 7_000_000,
        '"' + "\\u0041" * 500_000,
        "a: &a [*a, *a]\n" * 1000,
        "%YAML 9999999999999999999.1\n--- a",
        "%TAG ! !\n--- !<%ff> a",
        'a: "\\UFFFFFFFF"',
        "a: |9999999999\n x",
        "\ufeff\ufeff",
        "key\n" * 20_000,
    ],
    ids=range(14),
)
def test_files_made_to_hurt_are_refused(text: str) -> None:
    with pytest.raises(OfficeError):
        read(text.encode())


def _read_or_refuse(data: bytes) -> None:
    mistakes: list[str] = []
    try:
        read(data)
    except OfficeError as told:
        mistakes = told.mistakes
    assert all(mistake.startswith("office.yaml:") for mistake in mistakes)
    assert "\n".join(mistakes).encode().decode().count("\n") == max(len(mistakes) - 1, 0)
