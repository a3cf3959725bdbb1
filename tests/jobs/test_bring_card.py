"""Who asks for a card in its place is answered, whatever comes between."""

import pytest

from core.posting.deliveries import Cause
from core.posting.subjects import Subject
from jobs.tasks import bring_card
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground
from tests.jobs.test_send_digest import outside
from tests.store.cards import arrive


async def test_who_asks_for_a_deleted_card_while_its_round_closes_is_told(inside: Ground) -> None:
    card = Subject("round", (await inside.open()).round_id)
    await arrive(inside, card, "17")
    await inside.ports.posting.unsent.lost(card, "17", "Somebody deleted the card in Teams.")
    await inside.close(card.id, MONDAY + DAY)

    for _ in range(2):
        await bring_card.run(
            inside.ports,
            **card.arguments,
            says="The check-in of Apollo is open already",
            then="",
            key="reply:1",
            conversation_id=CHANNEL,
            team_id=TEAM,
        )
    said = "SELECT string_agg(body ->> 'text', ' ') FROM deliveries WHERE key = 'reply:1'"
    assert await inside.value(said) == bring_card.CLOSED


@pytest.mark.parametrize("reached", [True, False])
async def test_who_asks_in_the_project_s_next_channel_is_told_where_the_card_is(
    inside: Ground, reached: bool
) -> None:
    card = Subject("round", (await inside.open()).round_id)
    await arrive(inside, card, "17")
    ports, teams = outside(inside)
    if not reached:
        await inside.ports.posting.addresses.close(CHANNEL, TEAM, "It is not there.", Cause.GONE)
    await bring_card.run(
        ports,
        **card.arguments,
        says="It is open already",
        then="",
        key="reply:1",
        conversation_id="19:new@thread.tacv2",
        team_id=TEAM,
    )
    said = "SELECT body ->> 'text' FROM deliveries WHERE key = 'reply:1'"
    assert await inside.value(said) == f"It is open already; {bring_card.ELSEWHERE}."
    assert [each for each, _ in teams.edited] == ["17"] * reached
