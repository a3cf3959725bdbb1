"""`process-center audit --explain`, as a process: it asks Microsoft Graph nothing."""

import re

from tests.cli.conftest import Operator

NOBODY = {"GRAPH_URL": "http://127.0.0.1:9/v1.0"}
SIZES = ["teams", "100", "1,000", "10,000"]


async def test_what_an_audit_will_ask_is_known_without_asking(operator: Operator) -> None:
    first = await operator.runs("audit", "--explain", **NOBODY)
    told = await operator.runs("audit", "--explain", "--teams", "1000", **NOBODY)

    assert first.code == 0, first.err
    assert first.out.startswith("No audit of all teams was kept yet, so it is not known how many")
    assert [line.split()[0] for line in first.out.splitlines()[2:6]] == SIZES
    assert "--teams 1000" in first.out.splitlines()[-1]
    assert told.code == 0, told.err
    of_a_thousand = re.search(r"In all ([\d,]+) requests", told.out)
    assert of_a_thousand
    assert of_a_thousand[1] in first.out.splitlines()[4].split()
    lines = told.out.splitlines()
    assert lines[0].split() == ["read", "what", "questions", "requests", "seconds"]
    assert lines[1].split()[0] == "G"
    assert "1,000 teams" in told.out
    assert "at Microsoft’s limits" in told.out


async def test_without_a_number_it_is_that_of_the_newest_audit(operator: Operator) -> None:
    await operator.runs("audit")

    told = await operator.runs("audit", "--explain")

    assert told.code == 0, told.err
    channels = sum(len(team.channels) for team in operator.tenant.world.facts.teams)
    assert f"Reckoned for 24 teams with {channels} channels, as the audit of " in told.out
    assert re.search(r"\n100 teams that came since would take [\d,]+ questions more, in", told.out)
    assert "Microsoft’s limits hold none of them up" in told.out
