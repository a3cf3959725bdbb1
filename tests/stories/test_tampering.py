"""Presses that no card of ours offers are refused in words, and nothing of them is stored."""

import json
from typing import Any

import pytest

from cards.kit.wire import SIZE_LIMIT, size
from core.checkins.reading import OLD_FORM
from simulator.colleagues.form import fields
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, BOREALIS, CEDAR, MONDAY, Person, read
from tests.stories.records import answers
from tests.stories.wire import Wire, answer, open_round

OTHERS = {"sneaky": "<script>", "person": "somebody else", "person_id": "1"}
NO_OFFER: dict[str, Any] = {
    "a colour that is none": {"schedule": "blue"},
    "a colour in another case": {"schedule": "Green"},
    "a list for a colour": {"budget": ["green"]},
    "a boolean for a colour": {"risks": True},
    "a mood of six": {"mood": "6"},
    "a mood with a fraction": {"mood": 2.5},
    "an owner from another team": {"attention": "x", "attention_owner": "pat@contoso.example"},
    "an object for a text": {"listen": {"$ne": ""}},
    "no nonce": {"nonce": None},
    "an empty nonce": {"nonce": " "},
    "a nonce that is too long": {"nonce": "a" * 65},
    "a nonce with other signs": {"nonce": "'; DROP TABLE x; --"},
    "a nonce that is no text": {"nonce": 12345678901},
}
MISTAKES: dict[str, Any] = {
    "no colour at all": {"schedule": None},
    "a reason of blanks": {"budget": "red", "budget_note": " \n "},
    "a reason that nobody sees": {"budget": "red", "budget_note": "\u200b\u3164\u2800\u00ad"},
    "a reason that turns around": {"budget": "red", "budget_note": "\u202e\u2060\ufe0f"},
    "an item that nobody sees": {"attention": "\u2800", "attention_due": "2026-11-30"},
    "a text over the limit": {"listen": "x" * 1001},
    "more than all done": {"progress": 101},
    "a fraction of a percent": {"progress": 10.5},
    "a day that is not there": {"forecast": "2026-02-30"},
    "a date with a time": {"attention": "x", "attention_due": "2026-11-30T10:00:00"},
    "an owner of nothing": {"attention_due": "2026-11-30"},
}


async def test_a_value_that_the_form_does_not_offer_refuses_the_whole(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    for what, tampered in NO_OFFER.items():
        heard = await wire.post(wire.press(noor, answer(round_id) | tampered))
        assert (heard.status, heard.says) == (200, OLD_FORM), what

    assert await answers(monday) == {}


async def test_what_its_person_can_mend_brings_the_form_back(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    for what, wrong in MISTAKES.items():
        heard = await wire.post(wire.press(noor, answer(round_id) | wrong))
        assert heard.status == 200
        assert heard.body["task"]["type"] == "continue", what

    assert await answers(monday) == {}


async def test_what_the_form_never_asked_for_is_left_out(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    await wire.post(wire.press(noor, answer(await open_round(monday), **OTHERS)))

    stored = await answers(monday)
    assert list(stored) == ["noor.haddad"]
    assert not [word for word in OTHERS if word in str(stored)]


async def test_a_round_that_is_not_there_or_elsewhere_is_not_answered(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    elsewhere = await open_round(monday, BOREALIS)
    for verb, kind in PRESSES.items():
        for round_id in (elsewhere, "0" * 32, "", None, 7, ["x"], "x" * 300, "%", "' OR 1=1"):
            data = answer(round_id) | {"verb": verb}  # type: ignore[arg-type]  # tampered
            heard = await wire.post(wire.press(noor, data, kind))
            assert heard.status == 200
            assert "another channel" in heard.says or "not there any more" in heard.says

    assert await answers(monday, APOLLO) == await answers(monday, BOREALIS) == {}


PRESSES = {
    "checkin.submit": "task/submit",
    "checkin.withdraw": "task/submit",
    "checkin.answer": "task/fetch",
    "checkin.answers": "task/fetch",
    "checkin.no_change": "adaptiveCard/action",
}


@pytest.mark.parametrize(
    ("name", "channel"),
    [("pat", APOLLO), ("kim", APOLLO), ("vikram.rathore", APOLLO), ("peter.oduya", CEDAR)],
    ids=["staff", "a sponsor", "somebody of another team", "a guest"],
)
async def test_who_is_not_asked_is_refused_in_words(
    monday: Rehearsal, wire: Wire, name: str, channel: str
) -> None:
    person = Person(monday, name, channel)
    round_id = await open_round(monday, channel)
    for verb in ("checkin.submit", "checkin.withdraw", "checkin.answer", "checkin.no_change"):
        data = answer(round_id) | {"verb": verb}
        heard = await wire.post(wire.press(person, data, PRESSES[verb]))
        assert "asks the members of this channel" in heard.says

    assert await answers(monday, channel) == {}


async def test_a_press_counts_in_the_personal_chat_of_somebody_whom_it_asks(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes("help", noor.chat)
    chat = Person(monday, noor.name, noor.chat)
    heard = await wire.post(wire.press(chat, answer(await open_round(monday))))

    assert "Saved" in heard.says
    assert set(await answers(monday)) == {noor.name}


@pytest.mark.parametrize("name", ["pat", "vikram.rathore", "kim"])
async def test_a_press_from_the_chat_of_anybody_else_is_sent_to_the_channel(
    monday: Rehearsal, wire: Wire, name: str
) -> None:
    them = Person(monday, name)
    await them.writes("help", them.chat)
    chat = Person(monday, name, them.chat)
    heard = await wire.post(wire.press(chat, answer(await open_round(monday))))

    assert "belongs to another channel" in heard.says
    assert await answers(monday) == {}


async def test_an_unknown_verb_or_the_wrong_kind_of_press_is_told_so(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    for kind in ("adaptiveCard/action", "task/fetch", "task/submit"):
        opens = {"task/submit": "task/fetch"}.get(kind)  # some phones send that for a form
        others = [verb for verb, right in PRESSES.items() if right not in (kind, opens)]
        for verb in ("checkin.destroy", "checkin", "", None, 5, "__class__", *others):
            heard = await wire.post(wire.press(noor, answer(round_id) | {"verb": verb}, kind))
            assert heard.status == 200
            assert "another version of Process Center" in heard.says
            if kind == "adaptiveCard/action":
                assert heard.body["statusCode"] == 400
                assert heard.body["type"] == "application/vnd.microsoft.error"

    assert await answers(monday) == {}


async def test_a_form_opens_also_where_a_phone_sends_its_button_as_if_inside_of_one(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    carried = {"verb": "checkin.answer", "round": round_id, "msteams": {"type": "task/fetch"}}
    for data in (carried, carried | OTHERS, json.dumps(carried)):
        heard = await wire.post(wire.press(noor, carried) | {"value": {"data": data}})
        task = heard.body["task"]
        assert task["type"] == "continue"
        assert "schedule" in {each.id for each in fields(task["value"]["card"]["content"])}

    stranger = Person(monday, "vikram.rathore")
    refused = (await wire.post(wire.press(stranger, carried))).body["task"]
    assert refused["type"] == "continue", "a dialog, also where it says one sentence"
    assert "asks the members of this channel" in read(refused["value"])


async def test_what_a_button_carries_may_come_as_text(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    sent = wire.press(noor, answer(round_id))
    whole = json.dumps(sent["value"]["data"])
    for broken in (whole[:-1], "[1]", '"x"', "", "\x7f", '{"verb": NaN}', "[" * 90, "{}" * 2):
        heard = await wire.post(sent | {"value": {"data": broken}})
        assert (heard.status, heard.says[:11]) == (200, "This button"), broken

    assert "Saved" in (await wire.post(sent | {"value": {"data": whole}})).says
    pressed = wire.press(noor, {"verb": "checkin.no_change"}, "adaptiveCard/action")
    pressed["value"]["action"]["data"] = json.dumps({"round": round_id})
    assert "You have answered this round" in (await wire.post(pressed)).says


async def test_a_form_that_comes_back_is_never_too_big(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    long = dict.fromkeys(("schedule_note", "budget_note", "risks_note"), "x" * 24000)
    sent = answer(await open_round(monday), **long, attention="y" * 24_000, listen="z" * 24_000)
    heard = await wire.post(wire.press(noor, sent))

    assert size(heard.body) <= SIZE_LIMIT
    assert heard.says.count("Shorten this to 1,000 characters; it has 24,000.") == 5
    assert await answers(monday) == {}


@pytest.mark.usefixtures("monday")
async def test_an_invoke_that_is_not_ours_is_not_implemented(wire: Wire, noor: Person) -> None:
    for name in ("composeExtension/query", "signin/verifyState", "", None):
        heard = await wire.post(wire.press(noor, {}, name="task/submit") | {"name": name})
        assert heard.status == 501


async def test_a_press_whose_person_teams_does_not_name_is_refused(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    """Also where the roster could not be read, and the channel would vouch for who is in it."""
    await center.database.run("UPDATE rosters SET read_at = NULL")
    await center.at(MONDAY)
    nobody = {"from": {"id": "29:somebody", "name": "Somebody"}}
    round_id = await open_round(center)
    for verb, kind in PRESSES.items():
        data = answer(round_id) | {"verb": verb}
        heard = await wire.post(wire.press(noor, data, kind) | nobody)
        assert heard.status == 200
        assert "Teams did not say who you are" in heard.says

    assert await answers(center) == {}


async def test_a_closed_round_takes_nothing_more(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    await noor.answers(schedule="green", budget="green", risks="green")
    await monday.at(MONDAY.replace(day=17))
    for verb in ("checkin.submit", "checkin.withdraw", "checkin.answer", "checkin.no_change"):
        data = answer(round_id, listen="Too late") | {"verb": verb}
        heard = await wire.post(wire.press(noor, data, PRESSES[verb]))
        assert "closed" in heard.says

    assert "Too late" not in str(await answers(monday))
    assert list(await answers(monday)) == ["noor.haddad"]
