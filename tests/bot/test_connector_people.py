"""Messages for one person alone, and people who are written to first."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp import web

from bot.chat.connector import Connector
from core.errors import (
    NotDelivered,
    NotInRoster,
    NotPrivate,
    Transient,
)
from core.posting.addresses import Address
from core.posting.deliveries import OnlyFor
from tests.bot.connector_cases import (
    ANSWERS,
    CARD,
    PRIVATE,
    SAID,
    SECRET,
    WAY,
    Teams,
)
from tests.bot.connector_ground import connector, refusal, teams

__all__ = ["connector", "teams"]


@pytest.mark.parametrize("answers", [None, "1700000000001"])
async def test_a_message_for_one_person_alone_names_them_and_what_it_answers(
    connector: Connector, teams: Teams, answers: str | None
) -> None:
    assert await connector.send(teams.thread, CARD, OnlyFor("29:ada", answers=answers)) == "m1"
    ((method, path, body, _),) = teams.asked
    assert (method, path.partition("/activities")[2]) == ("POST", "?isTargetedActivity=true")
    assert "%3Bmessageid%3D1700000000000/" in path
    assert body["recipient"] == {"id": "29:ada"}
    asked = {"type": "targetedMessageInfo", "messageId": answers}
    assert body.get("entities") == ([asked] if answers else None)
    assert body.items() >= CARD.items()


@pytest.mark.parametrize(("answer", "lasts"), PRIVATE.values(), ids=PRIVATE)
async def test_what_is_refused_because_it_is_private_is_told_apart(
    connector: Connector, teams: Teams, answer: Callable[[], web.Response], lasts: bool | None
) -> None:
    teams.answer = answer
    with pytest.raises(NotDelivered) as caught:
        await connector.send(teams.thread, CARD, OnlyFor("29:ada"))
    error = caught.value
    assert (error.lasts if isinstance(error, NotPrivate) else None) is lasts
    if lasts is None:
        await refusal(connector.send(teams.thread, CARD), type(error))


@pytest.fixture
def way(teams: Teams) -> Address:
    """A channel in which somebody is, too."""
    return replace(teams.thread, conversation_id=WAY, tenant_id="home")


async def test_a_chat_is_begun_with_the_account_that_somebody_has_in_a_team(
    connector: Connector, teams: Teams, way: Address
) -> None:
    teams.answer = lambda: web.json_response({"id": "29:kim"})
    assert await connector.account(way, "kim-in-entra") == "29:kim"
    teams.answer = lambda: web.json_response({"id": "a:kim"}, status=201)
    assert await connector.begin(way, "29:kim") == "a:kim"

    asked, begun = ((each[:3]) for each in teams.asked)
    members = "/amer/v3/conversations/19%3Aabc%40thread.tacv2/members/kim-in-entra"
    assert asked == ("GET", members, {})
    assert begun == (
        "POST",
        "/amer/v3/conversations",
        {
            "isGroup": False,
            "bot": {"id": "28:app"},
            "members": [{"id": "29:kim"}],
            "tenantId": "home",
            "channelData": {"tenant": {"id": "home"}},
        },
    )


@pytest.mark.parametrize(
    ("answer", "edited"), [(each[0], each[2]) for each in ANSWERS.values()], ids=ANSWERS
)
async def test_what_teams_says_of_somebody_is_a_refusal_or_no_answer_and_never_unclear(
    connector: Connector,
    teams: Teams,
    way: Address,
    answer: Callable[[], web.Response],
    edited: type[NotDelivered] | None,
) -> None:
    """Where an edit that succeeds has no use for an id, this has."""
    teams.answer = answer
    refused = answer().status in (400, 403, 404)
    kind = NotInRoster if refused else edited or Transient
    says = await refusal(connector.account(way, "kim"), kind)
    says += await refusal(connector.begin(way, "29:kim"), kind)

    assert SAID not in says
    assert SECRET not in says
