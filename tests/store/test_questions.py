"""Every question set of ours loads, and a broken one stops the start with a sentence."""

from pathlib import Path

import pytest

from core.errors import SetupError
from store.content.questions import load
from tests.conftest import CONTENT

GOOD = """\
title: Short
minutes: 1
stop: Where do we stand?
dimensions: [{id: schedule, title: Schedule}, {id: quality, title: Quality}]
look: What needs attention?
listen: What did you hear?
"""


def content(folder: Path, text: str | bytes) -> Path:
    """A content folder with one good set and this one."""
    (folder / "questions").mkdir()
    (folder / "questions" / "a-good-one.yaml").write_text(GOOD)
    data = text.encode() if isinstance(text, str) else text
    (folder / "questions" / "mine.yaml").write_bytes(data)
    return folder


def test_the_set_that_comes_with_the_product_is_the_contract_s() -> None:
    found = load(CONTENT)["stop-look-listen"]

    assert [each.id for each in found.dimensions] == ["schedule", "budget", "risks"]


def test_a_set_is_known_by_its_file_s_name(tmp_path: Path) -> None:
    found = load(content(tmp_path, GOOD))

    assert [*found] == ["a-good-one", "mine"]
    assert (found["mine"].id, found["mine"].title, found["mine"].minutes) == ("mine", "Short", 1)
    assert found["mine"].dimensions[1].title == "Quality"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file: "),
        ("- a list\n", "the file: "),
        ("title: [", "cannot be read"),
        (b"\xff\xfe\xff", "save it as text in UTF-8"),
        ("title: 2026-13-45\n", "cannot be read"),
        ("[" * 5000, "cannot be read"),
        (GOOD + "title: again\n", "cannot be read"),
        (GOOD.replace("title: Short", "tilte: Short"), "title: Field required"),
        (GOOD + "nuance: 3\n", "nuance: Extra inputs"),
        (GOOD.replace("minutes: 1", "minutes: soon"), "minutes: "),
        (GOOD.replace("minutes: 1", "minutes: 0"), "minutes: "),
        (GOOD.replace("id: quality", "id: Quality"), "dimensions.1.id: "),
        (GOOD.replace("[{id: schedule, title: Schedule}, {id: quality, title: Quality}]", "[]"),
         "dimensions: "),
        (GOOD.replace("id: quality", "id: schedule"), "dimensions: .*schedule"),
        (GOOD.replace("id: quality", "id: schedule_note"), "dimensions: .*schedule_note"),
        (GOOD.replace("id: quality", "id: mood"), "dimensions: .*mood"),
        (GOOD.replace("id: quality", "id: nonce"), "dimensions: .*nonce"),
        (GOOD.replace("look: What needs attention?", "look: ''"), "look: "),
        (GOOD.replace("Short", "!!python/object/apply:os.system ['true']"), "cannot be read"),
    ],
    ids=range(19),
)  # fmt: skip
def test_a_broken_set_names_its_file_and_place(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    with pytest.raises(SetupError, match=rf"(?s)mine\.yaml:? .*{says}") as told:
        load(content(tmp_path, text))

    assert told.value.says.endswith(".")
    assert "\n" not in told.value.says


def test_a_file_that_is_a_folder_cannot_be_read(tmp_path: Path) -> None:
    (content(tmp_path, GOOD) / "questions" / "odd.yaml").mkdir()

    with pytest.raises(SetupError, match=r"odd\.yaml cannot be read"):
        load(tmp_path)


def test_without_any_set_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Set PROCESS_CENTER_CONTENT_DIR"):
        load(tmp_path)
