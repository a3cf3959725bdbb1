"""Waivers that were approved from cards count for `process-center audit` as those of files do."""

from tests.cli.conftest import Operator
from tests.cli.test_audit import own, result

WAIVER = """waivers:
  - id: 0f3a-1
    standard: own
    rule: few_owners
    team: TEAM
    accepted: SEEN
    reason: They take turns.
    approved_by: pat@contoso.example
    until: 2099-12-31
"""


async def test_it_is_told_with_who_approved_it_and_no_more_once_something_else_is_seen(
    operator: Operator,
) -> None:
    content = own(operator, most=1)
    await operator.runs("import", "office.yaml")
    asked = ("--team", "PRJ-Apollo", "--standard", "own")
    _, before = await result(operator, *asked, CONTENT_DIR=content)
    (finding,) = [each for each in before["findings"] if each["rule"] == "few_owners"]
    assert finding["outcome"] == "failed"

    for seen, outcome in ((finding["seen"], "waived"), (finding["seen"] + 1, "failed")):
        text = WAIVER.replace("TEAM", finding["team"]).replace("SEEN", str(seen))
        (operator.home / "more.yaml").write_text(text)
        await operator.runs("import", "more.yaml")
        _, after = await result(operator, *asked, CONTENT_DIR=content)
        (told,) = [each for each in after["findings"] if each["rule"] == "few_owners"]
        assert told["outcome"] == outcome
        exported = await operator.runs("export")
        assert WAIVER.splitlines()[0] in exported.out
    assert f"the waiver accepted {finding['seen'] + 1}, now it is {finding['seen']}" in told["says"]
