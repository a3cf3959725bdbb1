"""Who may take part in a retro, who may move it on, and what everybody else hears."""

from typing import Any

import pytest

from core.retros import sentences
from core.retros.model import Phase
from core.retros.who import ELSEWHERE, TAKE_PART
from tests.rehearsal import Rehearsal
from tests.stories.audits import owners
from tests.stories.people import APOLLO, BOREALIS, CEDAR, Person, said
from tests.stories.records import everything
from tests.stories.retros import (
    ASK,
    action,
    closes,
    kept_notes,
    moves_on,
    note,
    offered,
    retro_cards,
    retro_id,
    seen,
    votes_for,
    writes_note,
)
from tests.stories.wire import Wire

ONE_PRESS = "adaptiveCard/action"
ASK_THEM = "To move this retro on, or back, ask Ada Okonkwo, Anil Deshpande or the Process Center."
PRESSES = {
    "retro.add_note": "task/fetch",
    "retro.submit_note": "task/submit",
    "retro.ballot": "task/fetch",
    "retro.submit_ballot": "task/submit",
    "retro.add_action": "task/fetch",
    "retro.submit_action": "task/submit",
    "retro.close_action": ONE_PRESS,
    "retro.reopen_action": ONE_PRESS,
    "retro.next": ONE_PRESS,
    "retro.back": ONE_PRESS,
    "retro.close": ONE_PRESS,
    "retro.notes": "task/fetch",
}
LEADING = ("retro.next", "retro.back", "retro.close")
TAKING_PART = [verb for verb in PRESSES if verb not in (*LEADING, "retro.notes")]


def press(wire: Wire, who: Person, verb: str, retro: Any, **more: Any) -> dict[str, Any]:
    """A press with everything that any of the buttons and forms could carry."""
    filled = {**note(retro, "Sneaky"), **action(retro, "Sneaky"), "page": 1, "phase": "write"}
    data = filled | {"verb": verb, "action": "0" * 32} | more
    return wire.press(who, data, PRESSES[verb])


@pytest.mark.parametrize(
    ("name", "channel"),
    [("kim", APOLLO), ("vikram.rathore", APOLLO), ("peter.oduya", CEDAR)],
    ids=["a sponsor", "somebody of another team", "a guest"],
)
async def test_who_is_no_member_of_the_channel_is_refused_in_words(
    center: Rehearsal, wire: Wire, name: str, channel: str
) -> None:
    starter = Person(center, "ada" if channel == APOLLO else "nomvula.khumalo", channel)
    await starter.writes(ASK)
    retro = await retro_id(center, channel)
    for verb in TAKING_PART:
        heard = await wire.post(press(wire, Person(center, name, channel), verb, retro))
        assert (heard.status, heard.says) == (200, TAKE_PART.says), verb

    assert "Sneaky" not in await everything(center)


async def test_staff_follow_up_and_leave_writing_and_voting_to_the_members(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    """From wherever the card reaches them: here, as if they were in the channel."""
    await ada.writes(ASK)
    pat, retro = Person(center, "pat"), await retro_id(center)
    for verb in ("retro.add_note", "retro.submit_note", "retro.ballot", "retro.submit_ballot"):
        assert (await wire.post(press(wire, pat, verb, retro))).says == TAKE_PART.says, verb
    await moves_on(ada)
    await moves_on(ada)
    heard = await wire.post(wire.press(pat, action(retro, "Write it down")))

    assert "Sneaky" not in await everything(center)
    assert heard.says == sentences.ACTION_SAVED


async def test_a_member_takes_part_and_does_not_move_it_on(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    assert said(await noor.presses("retro.next")) == ASK_THEM
    assert "writing" in seen(center)
    assert await moves_on(ada) == sentences.moved(Phase.VOTE)
    await moves_on(ada)
    assert said(await noor.presses("retro.back")) == ASK_THEM
    assert said(await noor.presses("retro.close")) == ASK_THEM
    assert "closed" not in seen(center)


@pytest.mark.parametrize("name", ["noor.haddad", "ada", "pat"])
async def test_who_began_it_the_project_s_owner_and_staff_move_it_on(
    center: Rehearsal, wire: Wire, noor: Person, name: str
) -> None:
    """Staff from wherever the card reaches them: here, as if they were in the channel."""
    await noor.writes(ASK)
    retro = await retro_id(center)
    heard = await wire.post(press(wire, Person(center, name), "retro.next", retro, phase="write"))
    assert heard.says == sentences.moved(Phase.VOTE)


async def test_an_owner_of_the_team_moves_it_on_and_closes_it_in_a_tenant_never_audited(
    center: Rehearsal, noor: Person
) -> None:
    anil = Person(center, "anil.deshpande")
    await noor.writes(ASK)

    assert await moves_on(anil) == sentences.moved(Phase.VOTE)
    await moves_on(anil)
    await closes(anil)
    assert "closed" in seen(center)


async def test_who_became_an_owner_moves_it_on_once_the_roster_was_read_again(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    assert said(await noor.presses("retro.next")) == ASK_THEM
    owners(center, "PRJ-Apollo").append(noor.account.id)
    assert said(await noor.presses("retro.next")) == ASK_THEM, "it has to be read first"
    await center.settled()

    assert await moves_on(noor) == sentences.moved(Phase.VOTE)


async def test_somebody_who_is_away_may_take_part(ada: Person, noor: Person) -> None:
    await noor.writes("@Process Center away until 2026-11-30")
    await ada.writes(ASK)

    assert await writes_note(noor, "From the beach") == sentences.NOTE_SAVED


async def test_who_has_just_joined_is_let_in_once_the_roster_was_read(
    center: Rehearsal, ada: Person
) -> None:
    await ada.writes(ASK)
    pat = Person(center, "pat")
    await center.tenant.change_members("PRJ-Apollo", add=[pat.account.id])
    await center.settled()

    assert await writes_note(pat, "I am new here") == sentences.NOTE_SAVED


async def test_a_retro_that_is_not_there_or_elsewhere_is_left_alone(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await Person(center, "vikram.rathore", BOREALIS).writes(ASK)
    await noor.writes(ASK)
    elsewhere = await retro_id(center, BOREALIS)
    for verb in PRESSES:
        for retro in (elsewhere, "0" * 32, "", None, 7, ["x"], "x" * 300, "%", "' OR 1=1"):
            heard = await wire.post(press(wire, noor, verb, retro))
            assert heard.status == 200
            assert "another channel" in heard.says or "not there any more" in heard.says, verb

    assert "Sneaky" not in await everything(center)
    assert "writing" in seen(center, BOREALIS)


async def test_a_press_from_the_chat_of_who_is_no_member_is_sent_to_the_channel(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    retro = await retro_id(center)
    for name in ("pat", "vikram.rathore"):
        them = Person(center, name)
        await them.writes("help", them.chat)
        for verb in PRESSES:
            heard = await wire.post(press(wire, Person(center, name, them.chat), verb, retro))
            assert heard.says == ELSEWHERE, (name, verb)

    assert await kept_notes(center) == {}


async def test_a_member_may_press_in_their_own_chat(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    await noor.writes("help", noor.chat)
    chat, retro = Person(center, noor.name, noor.chat), await retro_id(center)
    heard = await wire.post(press(wire, chat, "retro.submit_note", retro))

    assert heard.says == sentences.NOTE_SAVED


async def test_a_press_whose_person_teams_does_not_name_is_refused(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    """Also where the roster could not be read, and the channel would vouch for who is in it."""
    await noor.writes(ASK)
    await center.database.run("UPDATE rosters SET read_at = NULL")
    nobody, retro = {"from": {"id": "29:somebody", "name": "Somebody"}}, await retro_id(center)
    for verb in PRESSES:
        heard = await wire.post(press(wire, noor, verb, retro) | nobody)
        assert "Teams did not say who you are" in heard.says

    assert await kept_notes(center) == {}


async def test_where_the_roster_is_not_known_the_channel_vouches_for_who_is_in_it(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await center.database.run("UPDATE rosters SET read_at = NULL")
    await ada.writes(ASK)

    assert await writes_note(noor, "Here I am") == sentences.NOTE_SAVED


async def test_an_action_of_another_project_is_not_closed_from_here(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    vikram = Person(center, "vikram.rathore", BOREALIS)
    await vikram.writes(ASK)
    for _ in range(2):
        await moves_on(vikram)
    await wire.post(wire.press(vikram, action(await retro_id(center, BOREALIS), "Ours")))
    await noor.writes(ASK)
    found = await center.database.row("SELECT id FROM retro_actions")
    assert found
    heard = await wire.post(
        press(wire, noor, "retro.close_action", await retro_id(center), action=str(found["id"]))
    )

    assert heard.says == sentences.NO_ACTION
    await closes(vikram)
    assert "Ours" in seen(center, BOREALIS)
    assert offered(center, BOREALIS) == ["retro.close_action", "retro.back"]


async def test_the_wrong_kind_of_press_is_no_press(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    await noor.writes(ASK)
    retro = await retro_id(center)
    for verb, right in PRESSES.items():
        for kind in ("task/fetch", "task/submit", ONE_PRESS):
            opens = (right, kind) == ("task/fetch", "task/submit")  # as some phones send it
            if kind == right or opens:
                continue
            heard = await wire.post(wire.press(noor, note(retro, "Sneaky") | {"verb": verb}, kind))
            assert "another version of Process Center" in heard.says

    assert await kept_notes(center) == {}


async def test_votes_for_notes_of_another_retro_count_nowhere(
    center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    vikram = Person(center, "vikram.rathore", BOREALIS)
    for who in (vikram, ada):
        await who.writes(ASK)
        await writes_note(who, f"From {who.name}")
        await moves_on(who)
    strange = {note: 1 for note, text in (await kept_notes(center)).items() if "vikram" in text}
    await wire.post(wire.press(noor, votes_for(await retro_id(center), strange)))
    for who in (vikram, ada):
        await moves_on(who)

    assert "1 vote" not in seen(center, APOLLO) + seen(center, BOREALIS)
    assert len(retro_cards(center, BOREALIS)) == 1
