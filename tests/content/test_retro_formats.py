"""Every retro format that comes along loads, and a broken one stops the start with a sentence."""

from pathlib import Path

import pytest

from core.errors import SetupError
from core.retros.formats import USUAL
from core.retros.model import Format, Phase
from store.content.formats import load
from tests.conftest import CONTENT

FORMATS = load(CONTENT)
GOOD = """\
title: Short
phases: [write, vote, actions]
votes: 3
prompts: [{id: start, asks: What should we start?}, {id: stop, asks: What should we stop?}]
"""


def content(folder: Path, text: str | bytes, name: str = "mine") -> Path:
    """A content folder with one good format and this one."""
    (folder / "retros").mkdir()
    (folder / "retros" / "a-good-one.yaml").write_text(GOOD)
    data = text.encode() if isinstance(text, str) else text
    (folder / "retros" / f"{name}.yaml").write_bytes(data)
    return folder


def test_four_formats_come_along_and_nothing_else_is_in_the_folder() -> None:
    assert [*FORMATS] == ["4ls", "sailboat", "start-stop-continue", "swot"]
    assert {file.stem for file in (CONTENT / "retros").iterdir()} == {*FORMATS}
    assert USUAL in FORMATS


@pytest.mark.parametrize("format_", FORMATS.values(), ids=[*FORMATS])
def test_a_format_asks_short_questions(format_: Format) -> None:
    assert format_.phases == (Phase.WRITE, Phase.VOTE, Phase.ACTIONS)
    assert 3 <= format_.votes <= 5
    assert 3 <= len(format_.prompts) <= 4
    for prompt in format_.prompts:
        assert prompt.asks[0].isupper()
        assert "?" in prompt.asks
        assert len(prompt.asks) <= 40


def test_the_first_format_has_the_three_prompts_of_its_name() -> None:
    assert [each.id for each in FORMATS["start-stop-continue"].prompts] == [
        *("start", "stop", "continue")
    ]


def test_a_format_is_known_by_its_file_s_name(tmp_path: Path) -> None:
    found = load(content(tmp_path, GOOD.replace("vote, ", "")))

    assert [*found] == ["a-good-one", "mine"]
    assert (found["mine"].id, found["mine"].title, found["mine"].votes) == ("mine", "Short", 3)
    assert found["mine"].phases == (Phase.WRITE, Phase.ACTIONS)
    assert found["mine"].prompts[1].asks == "What should we stop?"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file: "),
        ("- a list\n", "the file: "),
        ("title: [", "cannot be read"),
        (b"\xff\xfe\xff", "cannot be read"),
        (GOOD + "title: again\n", "cannot be read"),
        (GOOD.replace("title: Short", "tilte: Short"), "title: Field required"),
        (GOOD + "minutes: 3\n", "minutes: Extra inputs"),
        (GOOD.replace("votes: 3", "votes: 0"), "votes: "),
        (GOOD.replace("votes: 3", "votes: 101"), "votes: "),
        (GOOD.replace("vote, ", "party, "), "phases.1: "),
        (GOOD.replace("write, ", ""), "phases: begin with write, .* write, vote, actions"),
        (GOOD.replace("vote, actions", "actions, vote"), "phases: begin with write"),
        (GOOD.replace("vote, actions", "vote, vote"), "phases: begin with write"),
        (GOOD.replace("[write, vote, actions]", "[]"), "phases: "),
        (GOOD.replace("id: stop", "id: Stop"), "prompts.1.id: "),
        (GOOD.replace("id: stop", "id: start"), "prompts: two are called start"),
        (GOOD.replace("What should we stop?", "''"), "prompts.1.asks: "),
        (
            GOOD.replace("Short", '"\u200b\u3164"'),
            "title: Write something that can",
        ),
    ],
    ids=range(18),
)
def test_a_broken_format_names_its_file_and_place(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    with pytest.raises(SetupError, match=rf"(?s)mine\.yaml:? .*{says}") as told:
        load(content(tmp_path, text))

    assert told.value.says.endswith(".")
    assert "\n" not in told.value.says


def test_a_format_s_file_has_a_name_that_can_be_written_in_the_office_file(tmp_path: Path) -> None:
    with pytest.raises(
        SetupError, match=r"My Own\.yaml: .*is no name of a file: .* For example “my-own”"
    ):
        load(content(tmp_path, GOOD, "My Own"))


def test_without_any_format_there_is_no_retro(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Set PROCESS_CENTER_CONTENT_DIR"):
        load(tmp_path)
