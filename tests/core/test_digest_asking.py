"""A question reaches the project's owner, the reply comes back, and nobody else sees either."""

from dataclasses import replace

import pytest

from core.digests import asking, service
from core.digests.asking import AskForm, ReplyForm
from core.digests.model import Question
from core.digests.ports import Letter
from core.errors import InputError, NotAllowed, NotFound
from core.office.values import Chosen
from tests.core.digest_facts import DAY, MADE, SECOND_STORE
from tests.core.digest_notebook import ADA, KIM, Notebook

NONCE, OTHER = "0123456789abcdef", "fedcba9876543210"
APOLLO = {"project": "apollo-app"}
ASKED = {**APOLLO, "question": " What would help? ", "nonce": NONCE}
REPLIED = {"reply": "A tester.", "nonce": OTHER}


def written(question: Question) -> dict[str, object]:
    """What is posted, in short."""
    return {"text": question.text, "reply": question.reply}


async def sent() -> Notebook:
    """A digest of Kim's."""
    book = Notebook()
    await service.make(book.ports, "d1", "weekly", KIM, MADE)
    book.cards.clear()
    return book


async def asked(book: Notebook) -> Question:
    """A question about Apollo."""
    await asking.ask(book.ports, "d1", "kim", ASKED, MADE)
    (question,) = book.questions.values()
    return question


async def test_the_form_says_what_it_is_about_and_who_reads_it() -> None:
    book = await sent()
    form = await asking.hand_out(book.ports, "d1", "kim", APOLLO)
    other = await asking.hand_out(book.ports, "d1", "kim", {"wanted": SECOND_STORE.id})

    assert (form.project, form.owner, form.about) == ("Apollo app", "Ada Lovelace", "")
    assert (other.project_id, other.about) == ("apollo-app", SECOND_STORE.what)
    assert form.nonce != other.nonce


async def test_a_question_reaches_the_owner_and_the_reply_the_leader() -> None:
    book = await sent()
    said = await asking.ask(book.ports, "d1", "kim", ASKED, MADE)
    (question,) = book.questions.values()
    answer = await asking.reply(book.ports, question.id, REPLIED, MADE + DAY, written)

    assert said == "Sent to Ada Lovelace. The reply comes to you here, in this chat."
    assert answer == "Sent to Kim Novak."
    assert (question.text, question.reply) == ("What would help?", "")
    assert book.cards == [("ada-chat", question)]
    assert book.letters == [
        Letter("kim-chat", {"text": "What would help?", "reply": "A tester."}),
    ]
    kept = book.questions[question.id]
    assert (kept.reply, kept.replied_at) == ("A tester.", MADE + DAY)
    (shown,) = (await service.show(book.ports, "d1", "kim")).questions
    assert shown == kept


async def test_a_form_sent_in_again_is_one_question_and_hears_the_same() -> None:
    book = await sent()
    told = [await asking.ask(book.ports, "d1", "kim", ASKED, MADE) for _ in "12"]
    question = await asked(book)
    replies = [await asking.reply(book.ports, question.id, REPLIED, MADE, written) for _ in "12"]

    assert told[0] == told[1]
    assert replies == ["Sent to Kim Novak."] * 2
    assert (len(book.cards), len(book.letters)) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("", "Write your question."),
        (" \r\n ", "Write your question."),
        (None, "Write your question."),
        ("x" * 1001, "Shorten this to 1,000 characters; it has 1,001."),
    ],
)
async def test_a_mistake_brings_the_form_back_and_stores_nothing(
    typed: str | None, mistake: str
) -> None:
    book = await sent()
    data = {**ASKED, "question": typed}
    form = await asking.ask(book.ports, "d1", "kim", data, MADE)

    assert isinstance(form, AskForm)
    assert (form.mistake, form.typed) == (mistake, (typed or "").strip())
    assert form.nonce != NONCE
    assert not book.questions


async def test_an_empty_reply_brings_the_form_back() -> None:
    book = await sent()
    question = await asked(book)
    form = await asking.reply(book.ports, question.id, {"nonce": OTHER}, MADE, written)

    assert isinstance(form, ReplyForm)
    assert form.mistake == "Write your reply."
    assert not book.questions[question.id].reply


@pytest.mark.parametrize(
    "odd",
    [
        *({"nonce": None}, {"nonce": "short"}, {"nonce": "not-a-nonce!"}),
        *({"question": True}, {"question": ["x"]}, {"question": {"value": "x"}}),
    ],
)
async def test_what_no_form_sends_is_refused(odd: dict[str, object]) -> None:
    book = await sent()

    with pytest.raises(InputError, match="does not fit any more"):
        await asking.ask(book.ports, "d1", "kim", {**ASKED, **odd}, MADE)


@pytest.mark.parametrize(
    "data", [{}, {"project": "gone"}, {"wanted": "gone"}, {**APOLLO, "wanted": "gone"}]
)
async def test_only_what_is_in_the_digest_can_be_asked_about(data: dict[str, object]) -> None:
    book = await sent()

    with pytest.raises(NotFound, match="not a part of your digest"):
        await asking.hand_out(book.ports, "d1", "kim", data)


async def test_nothing_outside_the_scope_can_be_asked_about_from_an_old_card() -> None:
    book = await sent()
    book.leaders["kim"] = replace(KIM, scope=Chosen(items=("one-desk",)))

    for data in (APOLLO, {"wanted": SECOND_STORE.id}):
        with pytest.raises(NotFound, match="not a part of your digest"):
            await asking.hand_out(book.ports, "d1", "kim", data)
        with pytest.raises(NotFound, match="not a part of your digest"):
            await asking.ask(book.ports, "d1", "kim", {**ASKED, **data}, MADE)


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        (None, "Nobody is known as the owner of Apollo app"),
        (replace(ADA, conversation_id=None), "Ada Lovelace has not met Process Center yet"),
        (replace(ADA, person_id="kim"), "You own Apollo app yourself"),
    ],
)
async def test_where_nobody_can_be_reached_no_form_opens(owner: object, says: str) -> None:
    book = await sent()
    book.owners = {"apollo-app": owner} if owner else {}  # type: ignore[dict-item]

    with pytest.raises(NotAllowed, match=says):
        await asking.hand_out(book.ports, "d1", "kim", APOLLO)


async def test_there_is_one_reply_to_a_question() -> None:
    book = await sent()
    question = await asked(book)
    form = await asking.hand_out_reply(book.ports, question.id)
    await asking.reply(book.ports, question.id, REPLIED, MADE, written)

    assert form.question == question
    with pytest.raises(NotAllowed, match="replied to this already"):
        await asking.hand_out_reply(book.ports, question.id)
    data = {**REPLIED, "nonce": form.nonce}
    with pytest.raises(NotAllowed, match="replied to this already"):
        await asking.reply(book.ports, question.id, data, MADE, written)


async def test_a_reply_goes_to_nobody_who_may_not_see_the_project_any_more() -> None:
    book = await sent()
    question = await asked(book)
    for now_leads in ({}, {"kim": replace(KIM, scope=Chosen(items=("one-desk",)))}):
        book.leaders = now_leads
        with pytest.raises(NotAllowed, match="does not follow Apollo app any more"):
            await asking.reply(book.ports, question.id, REPLIED, MADE, written)

    assert not book.questions[question.id].reply


async def test_a_reply_to_a_leader_without_a_chat_is_kept() -> None:
    book = await sent()
    question = await asked(book)
    book.leaders["kim"] = replace(KIM, conversation_id=None)
    await asking.reply(book.ports, question.id, REPLIED, MADE, written)

    assert book.questions[question.id].reply == "A tester."
    assert book.letters[-1] is None
