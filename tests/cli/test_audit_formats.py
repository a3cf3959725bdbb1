"""What each format makes of a run, of which some names mean harm."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from bot.cli.kit import files
from core import registry
from core.errors import InputError
from core.standards.model import Audited, Counts, Outcome
from pages.kit.formats import FileFormat, by_ending, find, names
from pages.kit.spreadsheets import safe
from pages.kit.text import neutral
from pages.standards import formats as audit_formats
from tests.cli.audit_result import RESULT
from tests.cli.audited import NASTY, NOW, audited, context

ESCAPE = "\x1b"
NAMES = ["csv", "html", "json", "junit", "markdown", "sarif", "table", "xlsx"]
TEXTS = [each for each in NAMES if each != "xlsx"]


def written(name: str, of: Audited, columns: int | None = None) -> str:
    """The whole of it."""
    return "".join(map(str, find(audit_formats, name).write(of, context(of, columns))))


def test_every_format_is_found_by_its_file_alone() -> None:
    assert names(audit_formats) == NAMES
    assert sorted(registry.collect(audit_formats, "FORMAT", FileFormat)) == names(audit_formats)


def test_every_format_stands_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "standards.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\.\w+)` \|", page, re.MULTILINE)

    assert sorted(name for name, _ in rows) == NAMES
    for name, ending in rows:
        assert by_ending(audit_formats, Path(f"found{ending}"), "") == name


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("teams", [0, 1, 24])
def test_every_format_writes_every_run(name: str, teams: int) -> None:
    text = written(name, audited(teams))

    assert text.endswith("\n")
    text.encode("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_no_name_speaks_to_a_terminal(name: str) -> None:
    text = written(name, audited())
    ours = "\r\n\t" + ("\u2068\u2069" if name == "markdown" else "")  # fences for right-to-left

    assert not [letter for letter in text if letter not in ours and not _printable(letter)]


def _printable(letter: str) -> bool:
    return neutral(letter) == letter


def test_letters_of_every_script_stay() -> None:
    for name in ("فريق", "プロジェクト", "👩\u200d👧", "Söhne", "می\u200cخواهم"):
        assert neutral(name) == name
    assert neutral("a\x1b[31m\u202e\ud800\u2028") == "a�[31m���"


def test_json_is_valid_with_and_without_findings() -> None:
    for run in (audited(24), audited(0)):
        found = json.loads(written("json", run))
        jsonschema.validate(found, RESULT)
        assert len(found["findings"]) == len(run.findings)


def test_csv_has_a_row_for_each_finding_and_the_names_as_they_are() -> None:
    run = audited()
    rows = list(csv.DictReader(StringIO(written("csv", run), newline="")))

    assert [row["outcome"] for row in rows] == [each.outcome.value for each in run.findings]
    assert {row["team"] for row in rows} >= {NASTY[0], NASTY[6], "'=HYPERLINK(0)", "'-1+1"}
    assert {row["run"] for row in rows} == {run.run.id}
    assert written("csv", run).count("\r\n") >= len(rows) + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_csv_calculates_nothing(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"


def test_csv_keeps_numbers_and_lists() -> None:
    assert [safe(each) for each in (-1, 0.5, True, None, ("a", "=b"))] == [
        *(-1, 0.5, "yes", ""),
        "a;' =b",
    ]


def test_a_piped_table_has_one_line_a_finding_and_no_colours() -> None:
    run = audited()
    text = written("table", run)

    assert ESCAPE not in text
    for each in run.findings:
        if each.outcome is not Outcome.UNKNOWN:
            assert any(each.title in line and each.says in line for line in text.splitlines())
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_a_table_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = written("table", audited(), columns)

    assert ESCAPE in text
    plain = [Text.from_ansi(line).plain for line in text.splitlines()]
    assert max(map(cell_len, plain)) <= columns


def test_the_end_of_a_table_counts_what_could_not_be_read() -> None:
    end = written("table", audited()).split("Could not be read")[1]

    assert "2 × not permitted, needs TeamSettings.Read.All (What members may do" in end
    assert "2 × Microsoft Graph was too busy" in end
    assert "Grant the app TeamSettings.Read.All" in end


def test_nothing_read_is_never_told_as_met() -> None:
    run = audited(24)
    unknown = [each for each in run.findings if each.outcome is Outcome.UNKNOWN]
    counts = Counts(unknown=len(unknown), judged_teams=24)
    blind = replace(run, findings=unknown, run=replace(run.run, counts=counts))

    for name in ("table", "html"):
        text = written(name, blind)
        assert "not everything could be read" in text
        assert "is met" not in text.split("What the words mean")[0]


@pytest.mark.parametrize("columns", [None, 80, 120])
def test_a_table_says_once_what_its_columns_are(columns: int | None) -> None:
    from rich.text import Text

    text = written("table", audited(), columns)
    lines = [Text.from_ansi(line).plain for line in text.splitlines()]
    [heads] = [line for line in lines if line.startswith("  Level ")]
    of_team = lines[lines.index(heads) + 3]

    for head, cell in (("Severity", "critical"), ("What is asked", "Guests"), ("What was", "3 g")):
        assert heads.index(head) == of_team.index(cell)
    assert "Level" not in written("table", audited(0), columns)


@pytest.mark.parametrize(
    ("name", "as_new"),
    [
        ("table", r"  new  "),
        ("html", r">\s*new\b"),
        ("markdown", r"\| new"),
        ("sarif", "baselineS"),
    ],
)
def test_without_a_run_before_nothing_is_new(name: str, as_new: str) -> None:
    run = audited()
    asked = [replace(each, first_seen_at=None) for each in run.findings]
    first = frozenset(each.key for each in asked)
    alone = replace(run, findings=asked, new=first, fixed=(), before=None)

    assert re.search(as_new, written(name, run))
    for of in (alone, replace(alone, new=frozenset())):
        assert not re.search(as_new, written(name, of))


def test_whether_it_is_new_is_empty_in_csv_without_a_run_before() -> None:
    run = audited()

    for of, told in ((run, {"yes", "no"}), (replace(run, before=None), {""})):
        rows = csv.DictReader(StringIO(written("csv", of), newline=""))
        assert {row["new"] for row in rows} == told


def test_how_much_people_follow_stands_where_there_is_a_place_for_it() -> None:
    of = audited(24)
    load = of.run.overload
    assert load

    says = "6 % of 120 people are in more than 15 teams; median 4 teams and 22 channels; worst"
    assert f"Brain fatigue: {says}" in written("table", of).replace("\u00a0", " ")
    assert says in written("markdown", of).replace("\u00a0", " ")
    assert json.loads(written("json", of))["run"]["overload"] == {
        "people": 120, "limit": 15, "over": 8, "teams": 4, "teams_worst": 13,
        "channels": 22, "channels_worst": 71, "at_least": False,
    }  # fmt: skip
    unread = replace(of, run=replace(of.run, overload=None))
    assert json.loads(written("json", unread))["run"]["overload"] is None
    assert "Brain fatigue" not in written("table", unread)


def test_a_finding_is_as_old_as_it_was_first_seen() -> None:
    run = audited()
    days = next(
        each
        for each in run.findings
        if each.first_seen_at and (NOW - each.first_seen_at).days == 12
    )

    assert f"12 days   {days.standard}" in written("table", run)


def test_a_page_of_a_thousand_teams_is_below_three_megabytes() -> None:
    assert len(written("html", audited(1_000)).encode()) < 3_000_000


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("before")

    def breaks() -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        files.to_file(file, breaks(), marked=False)
    assert file.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    files.to_file(tmp_path / "link", ["x\ud800"], marked=True)

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"\xef\xbb\xbfx?"
