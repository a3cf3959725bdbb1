"""Presses that no digest offers to that person are refused in words, and nothing is stored."""

from typing import Any
from uuid import uuid4

import pytest

from core.digests.asking import OLD_FORM
from core.digests.service import NOT_THERE
from core.digests.who import READ, REPLY
from core.people.roles import NOBODY
from tests.rehearsal import Rehearsal
from tests.stories.digests import (
    BUTTON,
    asks,
    chat,
    decided,
    digest_id,
    digests,
    letters,
    offered,
    question,
    questions,
    reply,
)
from tests.stories.people import APOLLO, Person
from tests.stories.records import everything
from tests.stories.wire import Heard, Wire

FETCH, SUBMIT = "task/fetch", "task/submit"
PRESSES = {
    "digest.acknowledge": BUTTON,
    "digest.page": BUTTON,
    "digest.decide": BUTTON,
    "digest.ask": FETCH,
    "digest.submit_question": SUBMIT,
}
REPLIES = {"digest.reply": FETCH, "digest.submit_reply": SUBMIT}
STRANGE: tuple[Any, ...] = ("0" * 32, "", None, 7, ["x"], "x" * 300, "%", "' OR 1=1", {"$ne": ""})
NEVER: dict[str, Any] = {
    "no nonce": {"nonce": None},
    "an empty nonce": {"nonce": " "},
    "a nonce that is too long": {"nonce": "a" * 65},
    "a nonce with other signs": {"nonce": "'; DROP TABLE x; --"},
    "a nonce that is no text": {"nonce": 12345678901},
    "an object for a text": {"question": {"$ne": ""}},
    "a boolean for a text": {"question": True},
}
WORDS = "rhododendron"


@pytest.fixture
async def center(tuesday: Rehearsal) -> Rehearsal:
    """The company on Tuesday, when Kim has a digest; Ada has a chat with us, too."""
    await chat(tuesday, "ada")
    return tuesday


def _everything(center: Rehearsal, kim: Person) -> dict[str, Any]:
    """All that any button of a digest carries, and what its forms bring along."""
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    typed = {"question": WORDS, "nonce": uuid4().hex, "page": 2}
    return yes | typed


async def _press(wire: Wire, who: Person, verb: str, data: dict[str, Any]) -> Heard:
    kind = (PRESSES | REPLIES)[verb]
    return await wire.post(wire.press(who, data | {"verb": verb}, kind))


async def test_a_digest_opens_for_its_own_leader_alone(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = _everything(center, kim)
    ruth = await chat(center, "ruth.adeyemi")
    ada, pat = await chat(center, "ada"), await chat(center, "pat")
    claims = {
        "person": kim.account.id,
        "person_id": kim.account.id,
        "scope": "all",
        "role": "staff",
    }
    for verb in PRESSES:
        for who, says in (
            (ruth, READ.says),
            (ada, READ.says),
            (pat, READ.says),
        ):
            assert (await _press(wire, who, verb, data | claims)).says == says, (verb, who.name)

    assert await decided(center, kim) == []
    assert await questions(center, kim) == []
    assert WORDS not in await everything(center)


async def test_in_a_channel_it_opens_for_nobody(center: Rehearsal, kim: Person, wire: Wire) -> None:
    data = _everything(center, kim)
    for verb in PRESSES:
        assert (await _press(wire, Person(center, "kim", APOLLO), verb, data)).says == (
            READ.elsewhere
        )

    assert await decided(center, kim) == []


async def test_a_digest_that_is_not_there_is_said_to_be_gone(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = _everything(center, kim)
    for verb in PRESSES:
        for strange in STRANGE:
            heard = await _press(wire, kim, verb, data | {"digest": strange})
            assert heard.status == 200
            assert "not there" in heard.says or "no such digest" in heard.says.lower(), strange

    assert await decided(center, kim) == []


async def test_only_what_the_digest_has_is_decided_or_asked_about(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = _everything(center, kim)
    for strange in (*STRANGE, "apollo", digest_id(center, kim)):
        heard = await _press(wire, kim, "digest.decide", data | {"wanted": strange})
        assert heard.says == NOT_THERE, strange
    for name in ("project", "wanted"):
        for strange in STRANGE:
            about = {"project": "", "wanted": "", name: strange}
            for verb in ("digest.ask", "digest.submit_question"):
                heard = await _press(wire, kim, verb, data | about)
                assert heard.says == NOT_THERE, strange
    for strange in (*STRANGE, "YES", "maybe", True):
        heard = await _press(wire, kim, "digest.decide", data | {"decision": strange})
        assert "neither yes nor no" in heard.says

    assert await decided(center, kim) == []
    assert await questions(center, kim) == []


async def test_what_no_form_sends_is_refused_as_a_whole(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    await asks(kim, "Really?", project="apollo")
    ada = await chat(center, "ada")
    (asked,) = offered(center.cards(ada.chat)[-1], "digest.reply")
    for what, odd in NEVER.items():
        sent = question(digest_id(center, kim), WORDS, project="apollo") | odd
        assert (await wire.post(wire.press(kim, sent))).says == OLD_FORM, what
        named = {"reply" if name == "question" else name: value for name, value in odd.items()}
        sent = reply(asked["question"], WORDS) | named
        assert (await wire.post(wire.press(ada, sent))).says == OLD_FORM, what

    assert await questions(center, kim) == [("Really?", "")]
    assert WORDS not in await everything(center)


async def test_a_question_is_replied_by_who_was_asked_in_their_own_chat(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    await asks(kim, "Really?", project="apollo")
    ada, pat = await chat(center, "ada"), await chat(center, "pat")
    (asked,) = offered(center.cards(ada.chat)[-1], "digest.reply")
    data = reply(asked["question"], WORDS)
    in_channel = Person(center, "ada", APOLLO)
    for verb in REPLIES:
        for who, says in (
            (kim, REPLY.says),
            (pat, REPLY.says),
            (in_channel, REPLY.elsewhere),
        ):
            assert (await _press(wire, who, verb, data)).says == says, who.name
        for strange in STRANGE:
            heard = await _press(wire, ada, verb, data | {"question": strange})
            assert "question" in heard.says, strange

    assert await questions(center, kim) == [("Really?", "")]
    assert len(letters(center, kim)) == 0


async def test_a_press_whose_person_teams_does_not_name_opens_nothing(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    await asks(kim, "Really?", project="apollo")
    (asked,) = offered(center.cards(Person(center, "ada").chat)[-1], "digest.reply")
    nobody = {"from": {"id": "29:somebody", "name": "Somebody"}}
    data = _everything(center, kim) | {"reply": WORDS}
    for verb, kind in (PRESSES | REPLIES).items():
        own = data | ({"question": asked["question"]} if verb in REPLIES else {})
        heard = await wire.post(wire.press(kim, own | {"verb": verb}, kind) | nobody)
        assert heard.says == NOBODY

    assert WORDS not in await everything(center)


async def test_the_wrong_kind_of_press_is_no_press(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = _everything(center, kim)
    for verb, right in (PRESSES | REPLIES).items():
        also = SUBMIT if right == FETCH else right  # some phones send that for a form
        for kind in {BUTTON, FETCH, SUBMIT} - {right, also}:
            heard = await wire.post(wire.press(kim, data | {"verb": verb}, kind))
            assert "another version of Process Center" in heard.says

    assert await decided(center, kim) == []
