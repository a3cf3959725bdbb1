"""What is kept of questions and replies: each once, with its letters, whoever presses how often."""

import asyncio
from dataclasses import replace

import pytest

from core.digests.model import Question
from core.digests.ports import Letter
from core.errors import NotFound
from core.pressing.forms import Kept
from store.database import Database
from tests.ground import DAY, Ground, ground
from tests.store.cards import edits, unshown
from tests.store.digests import (
    LETTER,
    ONE,
    QUESTION,
    TUESDAY,
    WHY,
    arrive,
    chat,
    keep,
    letters,
    told,
)


async def asks(inside: Ground, nonce: str = "nonceone1", question: Question = QUESTION) -> Kept:
    """Kim asks Ada, who has met us."""
    await chat(inside, "ada")
    return await inside.ports.digests.digests.ask(question, nonce, "Sent.", "ada-chat")


async def replies(inside: Ground, nonce: str = "nonceone1", text: str = "So.") -> Kept | None:
    """Ada replies."""
    replied = replace(QUESTION, reply=text, replied_at=TUESDAY + DAY)
    letter = Letter("kim-chat", LETTER)
    return await inside.ports.digests.digests.reply(replied, nonce, f"Sent: {text}", letter)


async def test_a_question_is_asked_once_with_its_letter_and_shown_in_the_digest(
    inside: Ground,
) -> None:
    await keep(inside, told())
    again = replace(QUESTION, id="again")
    assert await asks(inside) == Kept("Sent.", new=True)
    assert await asks(inside, question=again) == Kept("Sent.", new=False)

    assert await inside.ports.digests.digests.question("why") == QUESTION
    assert (await inside.ports.digests.digests.get("one")).questions == [QUESTION]
    assert (await letters(inside))[1:] == [("question:why:ada", "ada-chat", "queued")]
    assert len(await inside.jobs("deliver")) == 2
    assert await unshown(inside, ONE) == 1
    assert await edits(inside) == [ONE]
    with pytest.raises(NotFound):
        await inside.ports.digests.digests.question("again")


async def test_questions_stand_in_the_order_in_which_they_were_asked(inside: Ground) -> None:
    await keep(inside, told())
    for number, name in enumerate(("z", "a", "m")):
        await asks(inside, f"nonce{number}xx", replace(QUESTION, id=name))

    asked = (await inside.ports.digests.digests.get("one")).questions
    assert [each.id for each in asked] == ["z", "a", "m"]


async def test_a_question_sent_in_many_times_at_once_is_one(
    inside: Ground, database_url: str
) -> None:
    await keep(inside, told())
    async with Database(database_url) as second, ground(second) as other:
        kept = await asyncio.gather(
            *(
                asks(each, question=replace(QUESTION, id=f"why-{number}"))
                for number, each in enumerate((inside, other) * 4)
            )
        )

    assert sum(each.new for each in kept) == 1
    assert {each.says for each in kept} == {"Sent."}
    assert len((await inside.ports.digests.digests.get("one")).questions) == 1


async def test_there_is_one_reply_and_both_cards_show_it(inside: Ground) -> None:
    await keep(inside, told())
    await asks(inside)
    await arrive(inside, WHY)
    assert await replies(inside) == Kept("Sent: So.", new=True)
    assert await replies(inside, text="Other.") == Kept("Sent: So.", new=False)
    assert await replies(inside, "noncetwo2", "Other.") is None
    assert await replies(inside, "noncetwo2", "Other.") is None

    replied = replace(QUESTION, reply="So.", replied_at=TUESDAY + DAY)
    assert await inside.ports.digests.digests.question("why") == replied
    assert (await inside.ports.digests.digests.get("one")).questions == [replied]
    assert (await letters(inside))[-1] == ("reply:why", "kim-chat", "queued")
    assert await unshown(inside, WHY) == 1
    assert await unshown(inside, ONE) == 2, "the question, and its reply"
    assert {*await edits(inside)} == {ONE, WHY}


async def test_of_two_replies_at_once_one_is_kept(inside: Ground, database_url: str) -> None:
    await keep(inside, told())
    await asks(inside)
    async with Database(database_url) as second, ground(second) as other:
        kept = await asyncio.gather(
            *(
                replies(each, f"nonce{number}xx", f"So {number}.")
                for number, each in enumerate((inside, other) * 3)
            )
        )

    (only,) = [each for each in kept if each]
    assert only.says == f"Sent: {(await inside.ports.digests.digests.question('why')).reply}"
    assert [key for key, _, _ in await letters(inside)].count("reply:why") == 1


async def test_a_reply_to_a_leader_who_left_is_kept_without_a_letter(inside: Ground) -> None:
    await keep(inside, told())
    await asks(inside)
    replied = replace(QUESTION, reply="So.", replied_at=TUESDAY)

    assert await inside.ports.digests.digests.reply(replied, "nonceone1", "Sent.", None)
    assert "reply:why" not in [key for key, _, _ in await letters(inside)]
    assert (await inside.ports.digests.digests.question("why")).reply == "So."


async def test_what_is_not_there_is_not_found(inside: Ground) -> None:
    with pytest.raises(NotFound):
        await inside.ports.digests.digests.get("one")
    with pytest.raises(NotFound):
        await asks(inside)
    with pytest.raises(NotFound):
        await replies(inside)
    assert await letters(inside) == []
    assert await inside.jobs() == []


async def test_a_card_that_may_have_arrived_is_sent_once_more(inside: Ground) -> None:
    await keep(inside, told(), sent=False)
    await asks(inside)
    await replies(inside)
    await inside.database.run(
        "UPDATE deliveries SET state = 'unknown', changed_at = now() - interval '1 hour'"
    )
    unclear = await inside.ports.posting.unclear.due(DAY / 24)

    assert [each.key for each in unclear] == [
        "digest:one:kim",
        "question:why:ada",
        "reply:why",
    ]
