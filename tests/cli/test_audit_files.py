"""`process-center audit --output`: what a file is follows from how it ends."""

from io import BytesIO

import openpyxl
import pytest

from simulator import look_up
from tests.cli.conftest import Operator
from tests.cli.test_audit import own

STARTS = {
    "csv": b"\xef\xbb\xbfrun,",
    "html": b"<!doctype html>",
    "json": b'{"run": ',
    "md": b"# Audit",
    "sarif": b'{"$schema": "https://docs.oasis-open.org/sarif/',
    "txt": b"Audit",
    "xlsx": b"PK",
    "xml": b'<?xml version="1.0" encoding="UTF-8"?>',
}


@pytest.mark.parametrize("name", ["csv", "html", "json", "md", "sarif", "txt", "xlsx", "xml"])
async def test_a_file_is_written_as_it_ends(operator: Operator, name: str) -> None:
    content, team = own(operator), look_up.team(operator.tenant.world, "PRJ-Apollo").id
    file = operator.home / f"found.{name}"
    done = await operator.runs("audit", "--team", team, "--output", file.name, CONTENT_DIR=content)

    assert done.code == 0, done.err
    assert done.out == ""
    assert file.read_bytes().startswith(STARTS[name])
    assert not list(operator.home.glob(".*.part"))


async def test_after_several_runs_a_report_tells_how_it_went_from_run_to_run(
    operator: Operator,
) -> None:
    """The first team that has an owner too few gets one: it is found met on the third run."""
    directory = operator.tenant.world.directory
    ember = look_up.team(operator.tenant.world, "PRJ-Ember")
    await operator.runs("audit", "--standard", "project-teams")
    roster = directory.rosters[ember.id]
    fine = [each for each in directory.people.values() if each.enabled and not each.guest]
    roster.owners[:] = [each.id for each in fine[:2]]
    roster.members[:] = list(dict.fromkeys([*roster.owners, *roster.members]))
    done = await operator.runs("audit", "--standard", "project-teams", "--output", "found.xlsx")
    assert done.code == 1, done.err

    book = openpyxl.load_workbook(BytesIO((operator.home / "found.xlsx").read_bytes()))
    trends = [[cell.value for cell in row] for row in book["Trend"].iter_rows(min_row=2)]
    owners = next(row for row in trends if row[:2] == ["Rule", "Enough active owners"])
    assert int(owners[2]) == int(owners[3]) + 1
    put_right = [row[0].value for row in book["Put right"].iter_rows(min_row=2)]
    assert "PRJ-Ember" in put_right

    page = await operator.runs("audit", "--standard", "project-teams", "--format", "html")
    assert "Put right in these runs" in page.out
    assert "Microsoft Graph does not tell us who put it right" in page.out
