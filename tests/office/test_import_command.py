"""What `import` tells the one who ran it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.import_ import COMMAND, _confirm, _content, report
from core.errors import InputError, OfficeError
from core.office.model import Audit, Office, Risk, Schedule
from store.office.file import read_file
from store.office.items import Changes
from tests.conftest import CONTENT


def test_it_names_what_came_and_counts_what_stayed() -> None:
    changes = Changes(
        added=tuple(("projects", f"p{number}") for number in range(12)),
        changed=(("center", "center"),),
        kept=(("people", "ada@contoso.example"), ("people", "sam@contoso.example")),
        removed=(("risks", "late"),),
    )

    assert report(changes, Office(risks=(Risk(id="late", project="apollo", title="Late"),))) == [
        "Added: projects p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 2 more",
        "Changed: center",
        "Removed: risks late",
        "Kept as it was: people (2)",
        "Kept but not active yet: risks (1)",
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


def test_an_audit_is_active() -> None:
    office = Office(audits=(Audit(id="nightly", schedule=Schedule(cron="0 2 * * *")),))

    assert report(Changes(added=(("audits", "nightly"),)), office) == ["Added: audits nightly"]


def test_a_standard_that_is_not_there_is_refused_with_the_one_that_may_be_meant() -> None:
    text = (
        'audits: [{id: a, standards: [every-taem], schedule: {cron: "0 2 * * *", time_zone: UTC}}]'
    )

    with pytest.raises(OfficeError) as refused:
        read_file(text.encode(), "office.yaml").check(Office(), content=_content(CONTENT))
    assert refused.value.mistakes == [
        "office.yaml:1:30: standards: There is no “every-taem” in the folder content/standards. "
        "Did you mean “every-team”? Name one that is there."
    ]


def test_content_that_is_kept_elsewhere_is_not_judged(tmp_path: Path) -> None:
    assert _content(tmp_path) == {}
