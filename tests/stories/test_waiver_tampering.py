"""Presses on requests for exceptions that no card of ours offers, twice, at once, by others."""

import json
from typing import Any
from uuid import uuid4

import pytest

from core.standards import who as words_of
from core.standards.waivers.exempting import OLD_FORM
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK
from tests.stories.digests import chat, offered
from tests.stories.people import APOLLO, Person, read
from tests.stories.waivers import EMBER, answers, asks, kept, owner_of_ember, requests, words
from tests.stories.wire import Heard, Wire

TRICK = "*Why* [us](http://x) <at>everybody</at> {{DATE(2020-01-01T00:00:00Z)}} \u202eback\u202c"
NOT_THERE: tuple[Any, ...] = ("0" * 32, "", None, 7, ["x"], "x" * 300, "%", "' OR 1=1", {"$ne": ""})
NO_OFFER: dict[str, Any] = {
    "no nonce": {"nonce": None},
    "a nonce with other signs": {"nonce": "'; DROP TABLE x; --"},
    "a list for a reason": {"reason": ["x"]},
    "an object for a day": {"until": {"$ne": ""}},
    "a boolean for a reason": {"reason": True},
}
MISTAKES: dict[str, Any] = {
    "no reason": {"reason": None},
    "a reason that nobody sees": {"reason": "\u200b\u3164\u2800"},
    "a reason that is too long": {"reason": "x" * 501},
    "no day": {"until": ""},
    "today": {"until": "2026-11-16"},
    "a day that is over": {"until": "2020-01-01"},
    "more than a year": {"until": "2027-11-17"},
    "a day that is not there": {"until": "2027-02-30"},
    "something else": {"until": "for ever"},
}


@pytest.fixture
async def pat(center: Rehearsal) -> Person:
    """One of the Process Center, in a chat."""
    return await chat(center, "pat")


@pytest.fixture
async def darnell(center: Rehearsal) -> Person:
    """An owner of PRJ-Ember, who has its audit in its channel."""
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    return darnell


def request(center: Rehearsal, **typed: Any) -> dict[str, Any]:
    """What *Ask* of the form carries."""
    button = offered(center.cards(EMBER)[-1], "audit.waive")[0]
    about = {name: button[name] for name in ("run", "team", "finding")}
    own = {"verb": "audit.submit_waiver", "nonce": uuid4().hex}
    return {**about, **own, "reason": "R", "until": "2026-12-31", **typed}


def reply(center: Rehearsal, staff: Person, outcome: str, **typed: Any) -> dict[str, Any]:
    """What *Send* of an answer carries."""
    card = center.cards(staff.chat)[-1]
    waiver = offered(card, "audit.answer_waiver")[0]["waiver"]
    own = {"verb": "audit.submit_waiver_answer", "nonce": uuid4().hex, "seen": 0}
    return {"waiver": waiver, **own, "outcome": outcome, "why": "W", **typed}


async def _post(wire: Wire, who: Person, data: dict[str, Any]) -> Heard:
    kind = "adaptiveCard/action" if data["verb"] == "audit.withdraw_waiver" else "task/submit"
    return await wire.post(wire.press(who, data, kind))


async def test_what_the_form_does_not_offer_refuses_the_whole(
    center: Rehearsal, wire: Wire, darnell: Person
) -> None:
    for what, tampered in NO_OFFER.items():
        heard = await _post(wire, darnell, request(center, **tampered))
        assert (heard.status, heard.says) == (200, OLD_FORM), what
    for what, wrong in MISTAKES.items():
        heard = await _post(wire, darnell, request(center, **wrong))
        assert heard.body["task"]["type"] == "continue", what
        assert '"nonce"' in json.dumps(heard.body), what

    assert await _all(center) == []


@pytest.mark.parametrize("name", ["run", "finding"])
async def test_a_finding_that_is_not_there_is_not_asked_for(
    center: Rehearsal, wire: Wire, darnell: Person, name: str
) -> None:
    for other in NOT_THERE:
        heard = await _post(wire, darnell, request(center, **{name: other}))
        assert heard.says == words_of.GONE, other

    assert await _all(center) == []


async def test_a_team_is_that_of_the_channel_or_one_of_one_s_own(
    center: Rehearsal, wire: Wire, darnell: Person
) -> None:
    stranger = Person(center, "noor.haddad", EMBER)
    assert (await _post(wire, stranger, request(center))).says == words_of.CANNOT_ASK
    alone = Person(center, "noor.haddad", (await chat(center, "noor.haddad")).chat)
    assert (await _post(wire, alone, request(center))).says == words_of.CANNOT_ASK
    elsewhere = Person(center, darnell.name, APOLLO)
    assert (await _post(wire, elsewhere, request(center))).says == words_of.SEE_TEAM.elsewhere
    for other in NOT_THERE:
        heard = await _post(wire, stranger, request(center, team=other))
        assert heard.says in (words_of.CANNOT_ASK, words_of.SEE_TEAM.elsewhere), other

    assert await _all(center) == []


async def test_the_same_form_again_and_at_once_is_one_request(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    data = request(center)
    heard = await wire.posts(*[wire.press(darnell, data) for _ in range(5)])
    again = await _post(wire, darnell, data)
    await center.settled()

    assert {each.says for each in [*heard, again]} == {
        "Saved. The Process Center is asked; the answer comes to you in our chat."
    }
    assert len(await _all(center)) == 1
    assert len(requests(center, pat)) == 1


async def test_two_who_ask_at_once_are_one_request(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    staff = Person(center, "pat", EMBER)
    both = [wire.press(who, request(center)) for who in (darnell, staff)]
    heard = sorted(each.says for each in await wire.posts(*both))
    await center.settled()

    assert heard[0].startswith("Saved.")
    assert heard[1] == words_of.ASKED_ALREADY
    assert len(requests(center, pat)) == 1


async def test_two_of_the_staff_who_answer_at_once_are_two_words_or_one(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    yuki = await chat(center, "yuki.tanabe")
    await asks(darnell)
    yes, no = reply(center, pat, "approve"), reply(center, pat, "decline")
    heard = await wire.posts(wire.press(pat, yes), wire.press(yuki, no))
    await center.settled()

    kinds = sorted(each.body["task"]["type"] for each in heard)
    assert kinds == ["continue", "message"], "who came second looks at the first answer"
    assert len(await words(center)) == 1
    state = (await words(center))[0][0]
    assert bool(await kept(center)) is (state == "approved")


async def test_the_same_answer_again_and_at_once_is_one_word(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    data = reply(center, pat, "approve")
    heard = await wire.posts(*[wire.press(pat, data) for _ in range(5)])
    await center.settled()

    assert {each.says for each in heard} == {"Saved. Darnell Hughes hears that you approved it."}
    assert len(await words(center)) == 1


async def test_only_staff_answer_and_only_in_their_chat(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    data = reply(center, pat, "approve")
    mine = Person(center, darnell.name, darnell.chat)
    for claims in ({}, {"role": "staff", "person": pat.account.id, "staff": True}):
        assert (await _post(wire, mine, data | claims)).says == words_of.ANSWERS
    in_channel = Person(center, "pat", EMBER)
    assert (await _post(wire, in_channel, data)).says == words_of.ANSWER_IN_CHAT
    await center.database.run("UPDATE office_items SET body = body - 'staff' WHERE part = 'center'")
    assert (await _post(wire, pat, data)).says == words_of.ANSWERS, "who was staff, and is no more"

    assert await words(center) == []


async def test_an_answer_that_the_form_does_not_offer_is_refused(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    odd: tuple[Any, ...] = ("Approve", "withdrawn", ["approve"], True, {"$ne": ""})
    for outcome in odd:
        heard = await _post(wire, pat, reply(center, pat, "") | {"outcome": outcome})
        assert heard.says == OLD_FORM, outcome
    for seen in (1, -1, None, "0", True, [0]):
        heard = await _post(wire, pat, reply(center, pat, "approve", seen=seen))
        assert heard.body["task"]["type"] == "continue", seen
    for waiver in NOT_THERE:
        heard = await _post(wire, pat, reply(center, pat, "approve", waiver=waiver))
        assert heard.says == words_of.NO_REQUEST, waiver
    long = await _post(wire, pat, reply(center, pat, "decline", why="x" * 501))
    assert "Shorten this to 500 characters" in read(long.body)

    assert await words(center) == []


async def test_only_who_asked_takes_it_back(
    center: Rehearsal, wire: Wire, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    waiver = reply(center, pat, "approve")["waiver"]
    data = {"verb": "audit.withdraw_waiver", "waiver": waiver}
    heard = await _post(wire, pat, data)

    assert heard.says.startswith("Only who asked can take this back")
    assert await words(center) == []


async def test_what_was_typed_is_shown_as_typed_and_no_log_has_it(
    center: Rehearsal, pat: Person, darnell: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await asks(darnell, TRICK)
    await answers(pat, "decline", TRICK)
    sent = json.dumps([center.cards(darnell.chat), center.cards(pat.chat), center.cards(EMBER)])

    assert "<at>everybody</at>" in sent, "in a run of text, which nothing reads"
    assert '"entities"' not in sent
    assert "{{DATE(2020" not in sent
    assert "\\u202e" not in sent
    assert "http://x" not in caplog.text


async def _all(center: Rehearsal) -> list[Any]:
    return await center.database.all(dict, "SELECT id FROM waivers")
