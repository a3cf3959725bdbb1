"""The page for process owners names everything that can stand in an office file."""

import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from core.office import model
from core.office.references import ITEMS
from store.office.file import read, write

PAGE = Path(__file__).parents[2] / "docs" / "office-file.md"
RECORDS = [kind for kind in vars(model).values() if is_dataclass(kind) and isinstance(kind, type)]
CHOICES = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == model.__name__
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_named(record: type) -> None:
    page = PAGE.read_text()
    names = [] if record.__module__ != model.__name__ else [one.name for one in fields(record)]

    assert [name for name in names if f"`{name}`" not in page and f"`{name}:`" not in page] == []


def test_every_choice_is_named() -> None:
    page = PAGE.read_text()

    assert [word for kind in CHOICES for word in kind if f"`{word}`" not in page] == []


def test_its_examples_are_office_files() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)

    assert len(examples) >= 2
    for example in examples:
        office = read(example.encode(), "the page")
        assert read(write(office).encode()) == office


def marked(part: str) -> set[str]:
    """The fields that the page's table of a part says not to work yet."""
    table = PAGE.read_text().partition(f"### `{part}`")[2].partition("\n##")[0]
    rows = re.findall(r"^\| (`[^|]*) \| \*not yet\* · ", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("part", [*ITEMS, "center"])
def test_what_does_not_work_yet_is_said_where_it_is_described(part: str) -> None:
    record = model.Center if part == "center" else ITEMS[part]
    waits = set(getattr(record, "WAITS", ())) - {"anonymous"}  # which only says what is so anyway

    assert marked(part) == waits
    if part in model.Office.WAITS:
        table = PAGE.read_text().partition(f"### `{part}`")[2].partition("\n|")[0]
        assert "*Not yet*" in table
