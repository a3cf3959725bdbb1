"""An exception for two teams that are nearly doubles: only a whole audit can tell of these."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.standards import who as words_of
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, NIGHT, night
from tests.stories.digests import chat, offered, opens, sends
from tests.stories.people import BOREALIS, Person, read
from tests.stories.waivers import answers, kept, owner_of_ember, requests
from tests.stories.wire import Wire

DOUBLES = "Hardware and PRJ-Borealis"


@pytest.fixture
async def vikram(center: Rehearsal) -> Person:
    """An owner of PRJ-Borealis, who has its audit in its channel after one of all teams."""
    await center.install(["PRJ-Borealis"])
    vikram = Person(center, "vikram.rathore", BOREALIS)
    await center.tenant.install([], [vikram.account.id])
    await center.settled()
    await night(center)
    assert DOUBLES in await vikram.writes(ASK)
    return vikram


def of_the_pair(center: Rehearsal) -> dict[str, Any]:
    """What *Ask for an exception* below the pair carries: it is the last one on the card."""
    return offered(center.cards(BOREALIS)[-1], "audit.waive")[-1]


async def test_a_pair_is_excepted_by_the_next_audit_of_all_teams(
    center: Rehearsal, vikram: Person
) -> None:
    pat = await chat(center, "pat")
    filled = await opens(vikram, "audit.waive", finding=of_the_pair(center)["finding"])
    assert "An exception for PRJ-Borealis" in read(filled.card)
    assert f"“{DOUBLES}”: 8 of 9 people" in read(filled.card)
    assert (await sends(filled, "audit.submit_waiver", reason="They merge in May."))["kind"]
    assert f"“{DOUBLES}”: 8 of 9 people" in requests(center, pat)[0]
    await answers(pat, "approve")
    assert len(await kept(center)) == 1

    await night(center, NIGHT + timedelta(days=1))
    assert f"“{DOUBLES}”" in (card := await vikram.writes(ASK))
    assert "They merge in May." in card.partition("With other teams")[2]


async def test_it_says_for_which_team_where_nothing_else_is_wrong_with_it(
    center: Rehearsal, vikram: Person
) -> None:
    finding = of_the_pair(center)["finding"]
    await center.database.run(
        "DELETE FROM audit_findings WHERE run = (SELECT max(number) FROM audit_runs)"
    )

    filled = await opens(vikram, "audit.waive", finding=finding)
    assert "An exception for PRJ-Borealis" in read(filled.card)


async def test_a_run_of_another_team_is_not_what_was_pressed(
    center: Rehearsal, wire: Wire, vikram: Person
) -> None:
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    other = offered(center.cards(darnell.channel)[-1], "audit.waive")[0]["run"]

    data = of_the_pair(center) | {"run": other, "verb": "audit.submit_waiver"}
    typed = {"nonce": uuid4().hex, "reason": "R", "until": "2026-12-31"}
    heard = await wire.post(wire.press(vikram, data | typed, "task/submit"))
    assert heard.says == words_of.GONE
