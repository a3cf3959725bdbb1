"""In a chat of several people, or of a meeting, everybody reads along."""

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.people import GREEN, Person, read
from tests.stories.wire import Wire, answer, open_round

ASKED = "@Process Center"


@pytest.fixture(params=[0, 1], ids=["group", "meeting"])
def chat(center: Rehearsal, request: pytest.FixtureRequest) -> str:
    """A chat of four people: Ada, Noor, Kim and somebody."""
    return str(center.tenant.world.facts.chats[request.param].id)


async def test_every_mention_is_answered_with_what_can_be_done_here_or_where_the_rest_is(
    center: Rehearsal, chat: str
) -> None:
    """Ada owns a team and a project, Kim leads: here they see no more than anybody."""
    ada, kim = Person(center, "ada"), Person(center, "kim")
    greeted = await ada.writes(f"{ASKED} help", chat)
    assert "Check-ins and retros are in the teams’ channels" in greeted
    assert "Mention @Process Center and write:\naway · Leave me alone" in greeted
    assert "In a team’s channel: audit, check in and retro" in greeted
    assert "In a chat with me alone, where nobody reads along: " in greeted

    place = " has its place in {}. Write it there."
    team, alone = "a team’s channel", "a chat with me alone"
    for words, where in (
        ("check in", f"{team} or {alone}"),
        ("audit", f"{team} or {alone}"),
        ("audit PRJ-Apollo", f"{team} or {alone}"),
        ("retro sailboat", team),
        ("digest", alone),
        ("digest Apollo", alone),
        ("rounds", alone),
    ):
        name = next(each for each in ("check in", "audit", "retro", "digest", "rounds")
                    if words.startswith(each))  # fmt: skip
        said = await kim.writes(f"{ASKED} {words}", chat)
        assert said == f"“{name}”{place.format(where)}", words
    assert (await ada.writes(f"{ASKED} good morning", chat)) == (
        "I did not understand that. Write “@Process Center help” to see what you can write here."
    )
    assert await ada.writes("good morning", chat) == "", "nobody asked us"


async def test_what_is_somebody_s_own_works_here_too(monday: Rehearsal, chat: str) -> None:
    noor = Person(monday, "noor.haddad")
    gone = await noor.writes(f"{ASKED} away until friday", chat)
    assert "until the end of Friday" in gone
    assert gone.endswith("Write “@Process Center back” to be asked again sooner."), "and not “back”"
    assert "Welcome back" in await noor.writes(f"{ASKED} back", chat)
    asked = await noor.writes(f"{ASKED} away", chat)
    assert asked.startswith("Until which day? Write for example “@Process Center away until Fri")


async def test_the_chat_is_greeted_once_by_its_first_mention(center: Rehearsal, chat: str) -> None:
    noor = Person(center, "noor.haddad")
    for _ in range(2):
        await noor.writes(f"{ASKED} back", chat)

    found = [read(each) for each in center.cards(chat)]
    assert len([each for each in found if "Check-ins and retros are in" in each]) == 1


PRESSES = {
    "task/fetch": "checkin.answer",
    "task/submit": "checkin.submit",
    "adaptiveCard/action": "checkin.no_change",
}


@pytest.mark.parametrize("name", PRESSES)
async def test_a_card_that_was_taken_along_does_nothing_there(
    monday: Rehearsal, wire: Wire, chat: str, name: str
) -> None:
    noor = Person(monday, "noor.haddad")
    data = answer(await open_round(monday)) | GREEN | {"verb": PRESSES[name]}
    press = wire.press(noor, data, name) | {
        "conversation": {
            "id": chat,
            "conversationType": "groupChat",
            "isGroup": True,
            "tenantId": monday.tenant.world.facts.id,
        },
        "channelData": {"tenant": {"id": monday.tenant.world.facts.id}},
    }
    heard = await wire.post(press)

    assert heard.status == 200
    assert "nothing can be pressed" in heard.says
    assert await monday.database.all(dict, "SELECT * FROM answers") == []
