"""What other programs make of a run: each format is opened by the kind of program it is for."""

import json
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pytest
import xmlschema

from core.standards.model import Audited, Outcome
from pages.kit.formats import find
from pages.kit.workbooks import Sheet, workbook
from pages.standards import formats
from pages.standards.columns import COLUMNS
from tests.cli.audited import audited, context

SCHEMAS = Path(__file__).parent.parent / "schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")))
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
MACHINES = ("csv", "json", "junit", "sarif", "xlsx")


def pieces(name: str, of: Audited) -> Iterator[bytes]:
    """What the format writes, as bytes."""
    for each in find(formats, name).write(of, context(of)):
        yield each if isinstance(each, bytes) else each.encode()


def written(name: str, of: Audited) -> bytes:
    """The whole of it."""
    return b"".join(pieces(name, of))


def sarif(of: Audited) -> dict[str, Any]:
    """The one run of a log that is as the standard has it."""
    log = json.loads(written("sarif", of))
    SARIF.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("teams", [0, 1, 24])
def test_sarif_has_a_result_for_each_finding_and_a_rule_for_each_clause(teams: int) -> None:
    of = audited(teams)
    run = sarif(of)
    rules = run["tool"]["driver"]["rules"]

    assert len(run["results"]) == len(of.findings)
    assert {rule["id"] for rule in rules} == {"/".join(each.key[:3]) for each in of.findings}
    for each, result in zip(of.findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["kind"] == {"unknown": "open"}.get(each.outcome.value, "fail")
        levels = {"must": "error", "should": "warning"}
        open_ = each.outcome is Outcome.UNKNOWN
        assert result["level"] == ("none" if open_ else levels[each.level.value])
        accepted = each.outcome is Outcome.WAIVED
        assert [said["justification"] for said in result.get("suppressions", [])] == (
            [each.says] if accepted else []
        )


def test_sarif_helps_with_why_and_how_and_says_what_could_not_be_read() -> None:
    run = sarif(audited(24))
    owners = next(
        rule for rule in run["tool"]["driver"]["rules"] if rule["id"].endswith("enough_owners/must")
    )
    told = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]

    assert owners["help"]["text"] == (
        "Why: A team whose only owner left cannot be managed by anyone.\n\n"
        "How: Ask a member who runs the work to become an owner."
    )
    assert told == ["Could not be read: not permitted, needs TeamSettings.Read.All"]


def test_sarif_knows_a_finding_again_in_another_run_whatever_it_is_called_by_then() -> None:
    of = audited(24)
    renamed = [
        replace(each, subject=replace(each.subject, name="Renamed"), says="otherwise")
        for each in of.findings
    ]
    later = replace(of, run=replace(of.run, id="another"), findings=renamed)

    marks = [[each["partialFingerprints"] for each in sarif(run)["results"]] for run in (of, later)]
    assert marks[0] == marks[1]
    assert len({json.dumps(each) for each in marks[0]}) == len(of.findings)


@pytest.mark.parametrize("teams", [0, 1, 24])
def test_junit_has_a_suite_a_standard_and_a_case_a_finding(teams: int) -> None:
    of = audited(teams)
    text = written("junit", of)
    JUNIT.validate(text.decode())
    root = ElementTree.fromstring(text)  # noqa: S314 our own
    suites = list(root)

    assert [each.get("id") for each in suites] == list(of.run.standards)
    kinds = Counter(case[0].tag if len(case) else "passed" for case in root.iter("testcase"))
    outcomes = Counter(each.outcome for each in of.findings)
    assert kinds["failure"] == outcomes[Outcome.FAILED]
    assert kinds["skipped"] == outcomes[Outcome.UNKNOWN] + outcomes[Outcome.WAIVED]
    assert sum(int(each.get("failures", "")) for each in suites) == kinds["failure"]
    assert sum(int(each.get("skipped", "")) for each in suites) == kinds["skipped"]
    names = [(each.get("classname"), each.get("name")) for each in root.iter("testcase")]
    assert len(names) == len(set(names)) == len(of.findings)


@pytest.mark.parametrize("teams", [0, 1, 24])
def test_a_workbook_opens_with_every_finding_as_it_is(teams: int) -> None:
    of = audited(teams)
    book = openpyxl.load_workbook(BytesIO(written("xlsx", of)))
    heads, *rows = list(book["Findings"].iter_rows(values_only=True))

    assert heads == (*COLUMNS[1:], "run")
    says = [row[heads.index("says")] for row in rows]
    assert says == [each.says for each in of.findings]
    assert [row[heads.index("seen")] for row in rows] == [each.seen for each in of.findings]
    for each, row in zip(of.findings, rows, strict=True):
        seen_at = row[heads.index("first_seen_at")]
        assert each.first_seen_at
        assert seen_at == each.first_seen_at.replace(tzinfo=None)
    at = heads.index("first_seen_at") + 1
    wide = book["Findings"].column_dimensions.values()
    assert next(w.width for w in wide if w.min <= at <= w.max) > len("2026-09-07 07:00")
    summary = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert summary["must, not met"] == of.run.counts.failed_must
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in formulas if cell.data_type == "f" or cell.hyperlink]


def crowd(number: int) -> Audited:
    """A run with so many findings, each of another team."""
    few = audited(24)
    found = [
        replace(each, subject=replace(each.subject, id=f"{each.subject.id}-at-{at}"))
        for at in range(number // len(few.findings) + 1)
        for each in few.findings
    ]
    return replace(few, findings=found[:number])


@pytest.mark.parametrize("name", MACHINES)
def test_a_hundred_thousand_findings_are_written_whole_and_piece_by_piece(name: str) -> None:
    of = crowd(100_000)
    length = size = longest = 0
    for each in pieces(name, of):
        size, longest = size + len(each), max(longest, len(each))
        length += each.count(b"-at-")

    assert length >= 100_000 or name == "xlsx"
    assert size > 1_000_000
    assert longest < 200_000


@pytest.mark.parametrize("name", MACHINES)
def test_what_is_held_while_it_is_written_does_not_grow_with_the_findings(name: str) -> None:
    held = []
    for number in (500, 5_000):
        of = crowd(number)
        tracemalloc.start()
        for _ in pieces(name, of):
            pass
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert held[1] < held[0] + 500_000


def test_a_workbook_goes_on_in_a_next_sheet_where_one_is_full() -> None:
    sheet = Sheet("Numbers", ("number",), (10,), ([at] for at in range(90)))
    book = openpyxl.load_workbook(BytesIO(b"".join(workbook([sheet], most=51))))

    assert book.sheetnames == ["Numbers", "Numbers 2"]
    assert [found.max_row for found in book] == [51, 41]
    assert {found.cell(1, 1).value for found in book} == {"number"}
    assert book["Numbers 2"].cell(2, 1).value == 50


def test_a_cell_takes_as_much_as_excel_does() -> None:
    sheet = Sheet("Long", ("text",), (10,), [["x" * 40_000]])
    book = openpyxl.load_workbook(BytesIO(b"".join(workbook([sheet]))))

    assert str(book["Long"].cell(2, 1).value).endswith("x…")
    assert len(str(book["Long"].cell(2, 1).value)) == 32_767
