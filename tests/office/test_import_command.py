"""What `import` tells the one who ran it."""

import pytest
from click.testing import CliRunner

from bot.cli.import_ import COMMAND, _confirm, report
from core.errors import InputError
from core.office.model import Objective, Office
from store.office import Changes


def test_it_names_what_came_and_counts_what_stayed() -> None:
    changes = Changes(
        added=tuple(("projects", f"p{number}") for number in range(12)),
        changed=(("center", "center"),),
        kept=(("people", "ada@contoso.example"), ("people", "sam@contoso.example")),
        removed=(("risks", "late"),),
    )

    assert report(changes, Office(objectives=(Objective(id="grow", title="Grow"),))) == [
        "Added: projects p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 2 more",
        "Changed: center",
        "Removed: risks late",
        "Kept as it was: people (2)",
        "Kept but not active yet: objectives (1)",
    ]


def test_a_file_that_names_nothing_says_so() -> None:
    assert report(Changes(), Office()) == ["The file names nothing; nothing was changed."]


def test_without_a_terminal_nothing_is_removed_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="Add --yes"):
        _confirm([("projects", "apollo")], yes=False)

    assert "  projects apollo\n" in capsys.readouterr().out


def test_nothing_to_remove_asks_nothing() -> None:
    _confirm([], yes=False)


def test_a_file_that_is_not_there_is_named() -> None:
    told = CliRunner().invoke(COMMAND, ["nowhere.yaml"]).exception

    assert isinstance(told, InputError)
    assert told.says == (
        "nowhere.yaml cannot be read (No such file or directory). Name a file that can."
    )
