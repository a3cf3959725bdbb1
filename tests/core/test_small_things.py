"""The small things that everything else leans on: words, colours, the clock, ids, errors."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest

from core import errors
from core.checkins.model import Colour, worst
from core.clock import Clock
from core.errors import CenterError, OfficeError, SetupError, Throttled
from core.posting.addresses import channel_of
from core.posting.deliveries import Patience
from core.registry import collect, named
from core.schedules.calendars import calendars
from core.words import count, listed
from core.work import work_id, working
from tests.core.answers import ROUND

NOON = datetime(2026, 11, 16, 12, tzinfo=timezone(timedelta(hours=-6)))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (count(0, "team"), "0 teams"),
        (count(1, "team"), "1 team"),
        (count(["a", "b"], "team"), "2 teams"),
        (count([], "person", "people"), "0 people"),
        (count(1, "person", "people"), "1 person"),
        (listed([]), ""),
        (listed(["a"]), "a"),
        (listed(["a", "b"]), "a and b"),
        (listed(["a", "b", "c"]), "a, b and c"),
        (listed(["a", "b", "c"], most=2), "a, b and 1 more"),
    ],
)
def test_numbers_and_lists_are_written_as_people_write_them(given: str, told: str) -> None:
    assert given == told


def test_colours_are_ordered_from_best_to_worst() -> None:
    assert worst([Colour.AMBER, Colour.RED, Colour.GREEN]) is Colour.RED
    assert worst([Colour.GREEN, Colour.AMBER]) is Colour.AMBER
    assert worst([]) is None


def test_a_round_is_open_until_it_is_closed() -> None:
    assert ROUND.is_open
    assert not replace(ROUND, closed_at=NOON).is_open


@pytest.mark.parametrize("thread", ["19:a@thread.tacv2;messageid=17", "19:a@thread.tacv2"])
def test_a_thread_belongs_to_its_channel(thread: str) -> None:
    assert channel_of(thread) == "19:a@thread.tacv2"


def test_our_clock_is_the_system_s_moved_and_in_utc() -> None:
    clock = Clock(lambda: NOON)
    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC

    clock.ahead = timedelta(days=-1)
    assert clock.now() == NOON - timedelta(days=1)


def test_we_look_before_we_repeat_and_judge_only_what_is_over() -> None:
    patience = Patience()

    assert patience.look < patience.stuck < patience.repeat
    assert patience.rest == timedelta(seconds=3), "the contract's least time between two edits"


def test_every_error_can_be_shown_and_says_what_it_was_given() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]

    assert all(issubclass(each, CenterError) for each in kinds)
    assert CenterError("Ask again.").says == str(CenterError("Ask again."))
    assert (Throttled("Wait.", 7.5).delay, Throttled("Wait.", 7.5).says) == (7.5, "Wait.")
    assert OfficeError(["a.", "b."]).says == "a.\nb."


async def test_each_piece_of_work_has_its_own_id() -> None:
    async def name() -> str:
        return work_id.get()

    assert await name() == "-"
    with working("j-1"):
        inner = asyncio.create_task(name())
        with working("j-2"):
            assert await name() == "j-2"
        assert await name() == "j-1"
    assert await name() == "-"
    assert await inner == "j-1"


@contextmanager
def folder(where: Path, **files: str) -> Iterator[ModuleType]:
    """A package with these files, gone again afterwards."""
    package = ModuleType("plugins_of_a_test")
    package.__path__ = [str(where)]
    for name, text in files.items():
        (where / f"{name}.py").write_text(text)
    sys.modules[package.__name__] = package
    try:
        yield package
    finally:
        for name in [name for name in sys.modules if name.startswith(package.__name__)]:
            del sys.modules[name]


def test_the_folder_is_the_registry(tmp_path: Path) -> None:
    with folder(tmp_path, b="RULE = 2", a="RULE = 1", import_="RULE = 3") as package:
        assert collect(package, "RULE", int) == {"a": 1, "b": 2, "import": 3}


def test_files_of_sub_folders_count_too_and_no_two_may_have_one_name(tmp_path: Path) -> None:
    area = tmp_path / "area"
    area.mkdir()
    (area / "__init__.py").touch()
    (area / "c.py").write_text("RULE = 3")
    with folder(tmp_path, a="RULE = 1") as package:
        assert collect(package, "RULE", int) == {"a": 1, "c": 3}
    with (
        folder(tmp_path, c="RULE = 4") as package,
        pytest.raises(SetupError, match=r"has two files c\. Rename one\."),
    ):
        collect(package, "RULE", int)


def test_an_area_says_by_a_file_that_it_has_something(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "one" / "thing.py").write_text("THING = 1")
    with folder(tmp_path, thing="THING = 2") as package:
        assert named(package, "thing", "THING", int) == {"one": 1}
        (tmp_path / "one" / "word.py").write_text("THING = 'a word'")
        with pytest.raises(SetupError, match=r"one\.word must define THING as a int"):
            named(package, "word", "THING", int)


def test_every_area_whose_things_come_due_has_a_calendar() -> None:
    assert {*calendars()} == {"audit", "checkin", "digest", "retro"}


@pytest.mark.parametrize("text", ["", "RULE = 'a word'"])
def test_a_half_written_file_stops_the_start_with_a_sentence(tmp_path: Path, text: str) -> None:
    with (
        folder(tmp_path, good="RULE = 1", half=text) as package,
        pytest.raises(SetupError, match=r"half must define RULE as a int\."),
    ):
        collect(package, "RULE", int)
