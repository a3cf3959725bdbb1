"""`process-center audit --explain`, as a process: it asks Microsoft Graph nothing."""

from tests.cli.conftest import Operator


async def test_what_an_audit_will_ask_is_known_without_asking(operator: Operator) -> None:
    unknown = await operator.runs("audit", "--explain", GRAPH_URL="http://127.0.0.1:9/v1.0")
    told = await operator.runs(
        "audit", "--explain", "--teams", "1000", GRAPH_URL="http://127.0.0.1:9/v1.0"
    )

    assert unknown.code == 2
    assert "--teams 1000" in unknown.err
    assert told.code == 0, told.err
    lines = told.out.splitlines()
    assert lines[0].split() == ["read", "what", "questions", "requests", "seconds"]
    assert lines[1].split()[0] == "G"
    assert "1,000 teams" in told.out
    assert "at Microsoft’s limits" in told.out


async def test_without_a_number_it_is_that_of_the_newest_audit(operator: Operator) -> None:
    await operator.runs("audit")

    told = await operator.runs("audit", "--explain")

    assert told.code == 0, told.err
    assert "Reckoned for 24 teams" in told.out
    assert "Microsoft’s limits hold none of them up" in told.out
