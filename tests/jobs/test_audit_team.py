"""Who asks for their team hears of it, also where nobody foresaw what went wrong."""

from dataclasses import dataclass

import pytest

from core.standards.facts import Reading
from jobs.tasks import audit_team
from tests.ground import CHANNEL, TEAM, Ground
from tests.jobs.working import with_standards


@dataclass
class Nonsense:
    """A tenant that says what nobody can read."""

    async def read(self, *_: object, **__: object) -> Reading:
        raise KeyError("members")


async def test_an_audit_that_breaks_is_answered_and_the_log_says_why(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.open()
    await inside.roster("ada", owners=["ada"])
    broken = with_standards(inside, tenants=Nonsense())
    for _ in range(2):
        await audit_team.run(broken.ports, TEAM, "ada", CHANNEL, in_channel=True, activity_id="1")

    said = "SELECT string_agg(body ->> 'text', '|') FROM deliveries WHERE kind IS NULL"
    assert await inside.value(said) == audit_team.BROKEN
    assert "team not audited" in caplog.text
