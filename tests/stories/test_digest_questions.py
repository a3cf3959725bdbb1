"""A leader asks a project's owner in their chats: once each way, and both keep it."""

from typing import Any

import pytest

from core.digests import asking
from tests.rehearsal import Rehearsal
from tests.stories.digests import (
    STORE,
    asks,
    chat,
    digest_id,
    digests,
    letters,
    offered,
    office,
    opens,
    presses,
    question,
    questions,
    replies,
    reply,
    seen,
    sends,
)
from tests.stories.people import Person, read, said
from tests.stories.records import everything
from tests.stories.test_markup import TRICKS, WORD, places
from tests.stories.wire import Wire

APOLLO = {"project": "apollo"}
ASKED = "What would bring the store review back by a week?"


@pytest.fixture
def center(tuesday: Rehearsal) -> Rehearsal:
    """The company on Tuesday: Kim has a digest in which Apollo wants a decision."""
    return tuesday


@pytest.fixture
async def owner(kim: Person) -> Person:
    """The owner of Apollo, who has a chat with us."""
    return await chat(kim.center, "ada")


async def test_a_question_reaches_the_owner_and_the_reply_the_leader(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    assert (await asks(kim, ASKED, **APOLLO)).startswith(f"Sent to {owner.account.name}.")
    (asked,) = letters(center, owner)
    assert asked.startswith("Kim Halvorsen asks about Apollo app")
    assert ASKED in asked
    assert f"Asked {owner.account.name} on Tue 17 Nov: “{ASKED}”" in seen(center, kim)

    assert await replies(owner, "A second reviewer.") == "Sent to Kim Halvorsen."
    (answer,) = letters(center, kim)
    assert answer.startswith(f"{owner.account.name} replied about Apollo app")
    assert ASKED in answer
    assert "A second reviewer." in answer
    assert "“A second reviewer.”" in seen(center, kim), "it stands on the digest too"
    assert "You replied: A second reviewer." in letters(center, owner)[0]
    assert not offered(center.cards(owner.chat)[-1], "digest.reply")
    ((text, back),) = await questions(center, kim)
    assert (text, back) == (ASKED, "A second reviewer.")


async def test_a_question_about_a_decision_says_what_the_team_wants(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    await presses(kim, "digest.page", page=2)
    await presses(kim, "digest.acknowledge")
    form = await opens(kim, "digest.ask", wanted=yes["wanted"])
    assert STORE in read(form.card)
    await sends(form, "digest.submit_question", question="By when?")

    assert f"Your team wants: {STORE}" in letters(center, owner)[0]


async def test_a_leader_asks_again_from_the_reply(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    await asks(kim, "First?", **APOLLO)
    await replies(owner, "One.")
    await asks(kim, "Second?", **APOLLO)
    await replies(owner, "Two.")

    assert [each.count("\n“") for each in letters(center, kim)] == [1, 1]
    assert await questions(center, kim) == [("First?", "One."), ("Second?", "Two.")]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            (
                ", owner: ada@contoso.example, sponsor",
                ", owner: desmond.achebe@contoso.example, sponsor",
            ),
            "has not met Process Center yet, so a question cannot reach them.",
        ),
        ((", owner: ada@contoso.example, sponsor", ", sponsor"), "Nobody is known as the owner"),
        ((", owner: ada@contoso.example, sponsor", ", owner: kim@contoso.example, sponsor"), "own"),
    ],
    ids=["in no team that has the app", "no owner", "the leader"],
)
async def test_where_no_owner_can_be_reached_it_is_said_and_nothing_stored(
    center: Rehearsal, kim: Person, wire: Wire, changes: tuple[str, str], says: str
) -> None:
    await office(center, changes)
    assert says in said(await presses(kim, "digest.ask", **APOLLO))

    forged = question(digest_id(center, kim), ASKED, **APOLLO)
    assert says in (await wire.post(wire.press(kim, forged))).says
    assert await questions(center, kim) == []


async def test_a_mistake_brings_the_form_back_with_what_was_typed(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    long = "Why? " * 201
    for typed, says in ((" \n ", "Write your question."), (long, "Shorten this to 1,000")):
        form = await opens(kim, "digest.ask", **APOLLO)
        again = await sends(form, "digest.submit_question", question=typed)
        assert again["kind"] == "dialog"
        assert says in read(again["card"])
        assert typed.strip() in str(again["card"])
    assert await questions(center, kim) == []

    await asks(kim, ASKED, **APOLLO)
    form = await opens(owner, "digest.reply")
    again = await sends(form, "digest.submit_reply", reply="")
    assert "Write your reply." in read(again["card"])
    assert await questions(center, kim) == [(ASKED, "")]


async def test_forms_that_come_again_are_one_question_and_one_reply(
    center: Rehearsal, other: Rehearsal, kim: Person, owner: Person, wire: Wire
) -> None:
    sent = wire.press(kim, question(digest_id(center, kim), ASKED, **APOLLO))
    heard = [*await wire.posts(*[sent] * 5), await wire.post(sent, url=other.url)]
    await center.settled()
    assert len({each.says for each in heard}) == 1
    assert len(letters(center, owner)) == 1

    (asked,) = offered(center.cards(owner.chat)[-1], "digest.reply")
    sent = wire.press(owner, reply(asked["question"], "Yes."))
    heard = [*await wire.posts(*[sent] * 5), await wire.post(sent, url=other.url)]
    await center.settled()
    assert {each.says for each in heard} == {"Sent to Kim Halvorsen."}
    assert len(letters(center, kim)) == 1
    assert await questions(center, kim) == [(ASKED, "Yes.")]


async def test_there_is_one_reply_whoever_is_faster(
    center: Rehearsal, kim: Person, owner: Person, wire: Wire
) -> None:
    await asks(kim, ASKED, **APOLLO)
    (asked,) = offered(center.cards(owner.chat)[-1], "digest.reply")
    texts = [f"Reply {number}" for number in range(4)]
    sent = [wire.press(owner, reply(asked["question"], each)) for each in texts]
    heard = [each.says for each in await wire.posts(*sent)]
    await center.settled()

    assert heard.count("Sent to Kim Halvorsen.") == 1
    assert heard.count(asking.REPLIED.format(leader="Kim Halvorsen")) == 3
    ((_, kept),) = await questions(center, kim)
    assert kept == texts[heard.index("Sent to Kim Halvorsen.")]
    assert len(letters(center, kim)) == 1


async def test_a_reply_to_who_leads_no_more_is_refused(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    await asks(kim, ASKED, **APOLLO)
    form = await opens(owner, "digest.reply")
    await office(center, ("    - {person: kim@contoso.example, scope: all}\n", ""))
    heard = said(await sends(form, "digest.submit_reply", reply="Too late"))

    assert heard.startswith("Kim Halvorsen does not follow Apollo app any more")
    assert await questions(center, kim) == [(ASKED, "")]
    assert "Too late" not in await everything(center)


async def test_what_is_asked_and_replied_is_shown_as_it_was_typed(
    center: Rehearsal, kim: Person, owner: Person
) -> None:
    await asks(kim, TRICKS, **APOLLO)
    form = await opens(owner, "digest.reply")
    await sends(form, "digest.submit_reply", reply=TRICKS)
    cards: list[Any] = [*center.cards(owner.chat)[1:], *center.cards(kim.chat)[1:], form.card]

    found = [place for card in cards for place in places(card)]
    assert len(found) >= 5
    for kind, text in found:
        assert kind in ("TextRun", "AdaptiveCard"), text
        assert "{{DATE" not in text
        assert "${" not in text
    assert WORD in letters(center, kim)[0]


async def test_no_word_of_it_is_in_the_log(
    kim: Person, owner: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await asks(kim, f"{WORD}?", **APOLLO)
    await replies(owner, f"{WORD}!")

    assert WORD not in caplog.text
