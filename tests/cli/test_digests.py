"""Digests are sent from the command line, and it says who did not get one."""

import asyncio
import re

from store.database import Database
from tests.cli.conftest import Operator
from tests.cli.terminal import PATIENCE

OFFICE = """\
center:
  organisation: Contoso
  time_zone: America/Chicago
  leaders: [{person: nobody@contoso.example}]
digests: [{id: weekly, schedule: {cron: "0 8 * * TUE"}}]
"""


async def _leads(operator: Operator, office: str = OFFICE) -> None:
    """An office with one leader."""
    (operator.home / "office.yaml").write_text(office, encoding="utf-8")
    imported = await operator.runs("import", "office.yaml")
    assert imported.code == 0, imported.err
    assert "not active" not in imported.out


async def test_a_leader_whom_nobody_knows_yet_is_named(operator: Operator) -> None:
    await _leads(operator)
    sent = await operator.launches("digests", "send", "weekly")

    assert sent.code == 3, "done in part"
    assert sent.out == (
        "weekly for nobody@contoso.example: not sent; nobody is known by that name yet, "
        "or they are no leader.\n"
    )


async def test_every_leader_gets_it_those_who_have_not_met_us_with_their_first_word(
    operator: Operator,
) -> None:
    await operator.runs("import", "office.yaml")
    serving = await operator.starts("serve", "--port", str(operator.port))
    try:
        await _names_are_known(operator)
        waiting = await operator.runs("digests", "send", "weekly", "--wait")
        assert waiting.code == 0, waiting.err
        assert "weekly for kim@contoso.example: made, as " in waiting.out
        assert "it waits for a chat with them" in waiting.out
        assert "4 deliveries: 4 waiting." in waiting.out

        await operator.tenant.install()
        sent = await operator.runs("digests", "send", "--all", "--wait")
        assert sent.code == 0, sent.err
        assert "it waits" not in sent.out
        assert "4 deliveries: 4 sent." in sent.out
    finally:
        serving.terminate()
        await asyncio.wait_for(serving.communicate(), PATIENCE)


async def _names_are_known(operator: Operator) -> None:
    """The server has looked everybody up whom the office file names."""
    url = operator.environment["PROCESS_CENTER_DATABASE_URL"]
    async with Database(url) as database, asyncio.timeout(PATIENCE):
        while True:
            found = await database.row(
                "SELECT bool_and(person_id IS NOT NULL) AS all FROM named_people"
            )
            if found and found["all"]:
                return
            await asyncio.sleep(0.1)


async def test_an_unknown_digest_sends_nothing(operator: Operator) -> None:
    await _leads(operator)
    sent = await operator.runs("digests", "send", "weekly", "wekly")

    assert sent.code == 2
    assert "There is no digest “wekly”, so nothing was sent." in sent.err


async def test_without_leaders_there_is_nobody_to_tell(operator: Operator) -> None:
    await _leads(operator, OFFICE.replace("  leaders: [{person: nobody@contoso.example}]\n", ""))
    sent = await operator.runs("digests", "send", "--all")

    assert (sent.code, sent.out) == (
        0,
        "No leader gets a digest yet. The office file names them in its center.\n",
    )
    assert re.match("Name digests by their ids", (await operator.runs("digests", "send")).err)
