"""`standards check` beside a database: standards that are for none of the teams that there are."""

from pathlib import Path

from simulator import look_up
from tests.cli.conftest import Operator
from tests.cli.test_audit import own


def for_teams(operator: Operator, applies_to: str) -> str:
    """A content folder whose one standard is for these."""
    content = own(operator)
    file = Path(content) / "standards" / "own.yaml"
    text = file.read_text("utf-8").replace("clauses:", f"applies_to: {applies_to}\nclauses:")
    file.write_text(text, "utf-8")
    return content


async def test_a_standard_for_no_team_that_an_audit_saw_is_a_note(operator: Operator) -> None:
    await operator.runs("audit")
    check = ("standards", "check")
    nobody = for_teams(operator, '{name: "^PJR-"}')

    checked = await operator.runs(*check, CONTENT_DIR=nobody)
    fitting = await operator.runs(*check, CONTENT_DIR=for_teams(operator, '{name: "^PRJ-"}'))

    assert checked.code == fitting.code == 0
    assert "Note: own is for none of the" in checked.out
    assert "Note" not in fitting.out


async def test_a_name_for_an_id_is_told_with_the_id_of_the_team(operator: Operator) -> None:
    await operator.runs("audit")
    apollo = look_up.team(operator.tenant.world, "PRJ-Apollo").id

    checked = await operator.runs(
        "standards", "check", CONTENT_DIR=for_teams(operator, "{teams: [PRJ-Apollo, Nobody]}")
    )

    assert checked.code == 2
    named, nobody = checked.err.splitlines()
    assert named.startswith("own.yaml:")
    assert named.endswith(
        f"“PRJ-Apollo” is no team id. The id of “PRJ-Apollo” is {apollo}; write that."
    )
    assert nobody.endswith("“Nobody” is no team id. Copy groupId from a link to the team.")


async def test_before_the_first_audit_nothing_is_said_of_teams(operator: Operator) -> None:
    content = for_teams(operator, '{name: "^PJR-"}')

    for database in (
        operator.environment["PROCESS_CENTER_DATABASE_URL"],
        "postgresql://127.0.0.1:1/x",
    ):
        checked = await operator.runs(
            "standards", "check", CONTENT_DIR=content, DATABASE_URL=database
        )
        assert checked.out == "1 standard, 2 clauses, 0 waivers: all fine.\n"
        assert checked.code == 0, checked.err
