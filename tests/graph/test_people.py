"""People looked up, and cards found again in channels."""

import json
from typing import Any

import pytest

from core.facts import Gap
from core.people.rosters import Member
from core.posting.deliveries import Unfound
from graph.people.directory import NO_NAME, PAGES_SEARCHED, Directory
from tests.graph.server import Graph, Reply, many, refusal

MESSAGES = "/teams/apollo/channels/19:general@thread.tacv2/messages"


async def test_people_are_found_by_id_and_by_name_and_the_unknown_are_gaps(
    graph: Graph, directory: Directory
) -> None:
    graph.on("/users/1234", Reply({"id": "1234", "displayName": "Ada", "userType": "Guest"}))
    person = {"id": "5678", "displayName": "O'Hara", "userPrincipalName": "o'hara@x.example"}
    graph.on("/users/o'hara#EXT#@x.example", Reply(person))
    graph.on("/users/hidden", refusal(403))

    people = await directory.people(["1234", "o'hara#EXT#@x.example", "nobody", "hidden", " "])

    assert people == {
        "1234": Member("1234", "Ada", "", guest=True),
        "o'hara#EXT#@x.example": Member("5678", "O'Hara", "o'hara@x.example", guest=False),
        "nobody": Gap("nobody in Microsoft Entra is called so; check the address or id", gone=True),
        "hidden": Gap("not permitted, needs User.Read.All"),
        " ": Gap(NO_NAME),
    }
    assert len(graph.requests) == 1


async def test_nobody_asked_for_is_nobody_and_no_request(
    graph: Graph, directory: Directory
) -> None:
    assert await directory.people([]) == {}
    assert graph.requests == []


def message(id_: str, content: object, sender: str = "application", **more: Any) -> dict[str, Any]:
    kinds = {"application": None, "device": None, "user": None}
    return {
        "id": id_,
        "deletedDateTime": None,
        "from": {**kinds, sender: {"id": "sender"}},
        "attachments": [{"contentType": "card", "content": content}],
        **more,
    }


async def find(directory: Directory) -> str | Unfound:
    return await directory.find_card("apollo", "19:general@thread.tacv2", "round-7")


CARD = json.dumps({"type": "AdaptiveCard", "body": [{"data": {"round": "round-7"}}]})


async def test_a_card_is_found_by_its_marker_among_what_people_wrote_and_what_was_deleted(
    graph: Graph, directory: Directory
) -> None:
    graph.on(
        MESSAGES,
        many(
            {"id": "1", "from": None, "attachments": None, "messageType": "systemEventMessage"},
            message("2", CARD, sender="user"),
            message("3", CARD, deletedDateTime="2026-01-01T00:00:00Z"),
            message("4", '{"round": "round-8"}'),
            message("5", None),
            message("6", CARD),
            message("7", CARD),
        ),
    )

    assert await find(directory) == "6"
    assert graph.asked[0].query == "$top=50"


async def test_a_card_that_is_not_there_is_not_found_and_the_search_has_an_end(
    graph: Graph, directory: Directory
) -> None:
    graph.on(MESSAGES, many(message("1", "{}")))
    assert await find(directory) is Unfound.NOT_THERE

    endless = [many(link=f"{graph.url}{MESSAGES}?$skiptoken={number}") for number in range(9)]
    graph.on(MESSAGES, *endless)
    graph.asked.clear()
    assert await find(directory) is Unfound.NOT_THERE
    assert len(graph.asked) == PAGES_SEARCHED


async def test_a_card_is_found_on_a_later_page(graph: Graph, directory: Directory) -> None:
    link = f"{graph.url}{MESSAGES}?$skiptoken=2"
    graph.on(MESSAGES, many(message("1", "{}"), link=link), many(message("2", CARD)))

    assert await find(directory) == "2"


@pytest.mark.parametrize(
    ("answer", "unfound"),
    [
        (refusal(403), Unfound.NOT_ALLOWED),
        (refusal(404), Unfound.NOT_ALLOWED),
        (refusal(401), Unfound.NOT_READ),
        (refusal(500), Unfound.NOT_READ),
        (refusal(503), Unfound.NOT_READ),
        (Reply({"value": "no list"}), Unfound.NOT_READ),
    ],
)
async def test_where_a_card_cannot_be_looked_for_it_is_told_whether_a_later_look_may_find_it(
    graph: Graph, directory: Directory, answer: Reply, unfound: Unfound
) -> None:
    graph.on(MESSAGES, answer)

    assert await find(directory) is unfound
