"""Who pressed too early takes it back with one press: a phase, the close, a tick."""

import asyncio

from core.retros import sentences
from core.retros.model import Phase
from tests.rehearsal import Rehearsal
from tests.stories.people import Person, read, said
from tests.stories.retros import (
    ASK,
    agrees,
    closes,
    kept_notes,
    moves_on,
    offered,
    retro_id,
    seen,
    sends,
    vote_totals,
    votes,
    votes_for,
    writes_note,
)
from tests.stories.wire import Wire


async def goes_back(who: Person) -> str:
    """Press *Back to writing*, *Back to voting* or *Reopen*, and wait until the card shows it."""
    heard = said(await who.presses("retro.back"))
    await who.center.settled()
    return heard


async def test_the_voting_began_too_early_and_somebody_had_more_to_write(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    await writes_note(noor, "The first")
    late = await noor.opens("retro.add_note")
    await moves_on(ada)
    assert "Voting since Mon 16 Nov" in seen(center)
    back = await sends(late, "retro.submit_note", note="One more", prompt="start")
    assert "What you typed is still here to copy" in read(back["card"])

    assert await goes_back(ada) == sentences.went_back(Phase.WRITE)
    card = seen(center)
    assert "writing · 1 note\n" in card
    assert "without names · notes show again, with the new ones, when the writing ends" in card
    assert "The first" not in card
    form = await noor.opens("retro.add_note")
    assert "it can tell that yours is new" in read(form.card)
    await sends(form, "retro.submit_note", note="One more", prompt="start")
    await moves_on(ada)
    assert {"The first", "One more"} <= {*seen(center).split("\n")}
    await votes(noor, {"One": 1})
    await center.settled()
    assert "retro.back" not in offered(center), "a vote was built on it"


async def test_the_voting_ended_too_early_and_goes_on_with_the_votes_that_were_given(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    await writes_note(noor, "The one")
    await moves_on(ada)
    await votes(noor, {"The one": 2})
    await moves_on(ada)
    assert "2 votes" in seen(center)

    assert await goes_back(ada) == sentences.went_back(Phase.VOTE)
    assert "1 of 7 voted" in seen(center)
    assert "2 votes" not in seen(center)
    assert list((await noor.opens("retro.ballot")).filled.values()) == ["2"]
    await votes(ada, {"The one": 3})
    await moves_on(ada)
    assert await vote_totals(center) == {"The one": 5}
    await agrees(noor, "Do it")
    await center.settled()
    assert "retro.back" not in offered(center), "an action was built on it"


async def test_a_retro_closed_too_early_goes_on_until_the_next_one_begins(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    for _ in range(2):
        await moves_on(ada)
    await closes(ada)
    assert "Closed Mon 16 Nov" in seen(center)
    assert await goes_back(ada) == sentences.went_back(Phase.ACTIONS)
    await agrees(noor, "Do it")
    await closes(ada)
    assert "closed · 1 action" in seen(center)
    assert "retro.back" in offered(center)

    first = center.cards(ada.channel)[0]
    await noor.writes(ASK)
    await center.settled()
    assert "Reopen" in str(first)
    assert "Reopen" not in str(center.cards(ada.channel)[0])
    assert "Do it" in seen(center)


async def test_an_action_that_was_ticked_by_mistake_is_open_again_wherever_it_is_listed(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    for _ in range(2):
        await moves_on(ada)
    await agrees(noor, "Do it")
    await closes(ada)
    await ada.writes(ASK)
    assert said(await noor.presses("retro.close_action")) == sentences.ACTION_DONE
    await center.settled()
    cards = center.cards(ada.channel)
    assert ["✓ Do it" in read(card) for card in cards] == [True, True]

    for _ in range(2):
        assert said(await noor.presses("retro.reopen_action")) == sentences.ACTION_OPEN
    await center.settled()
    assert not [card for card in center.cards(ada.channel) if "✓" in read(card)]
    assert offered(center)[0] == "retro.close_action"


async def test_at_once_taken_back_on_both_it_goes_back_once(
    center: Rehearsal, other: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    await writes_note(noor, "The one")
    await moves_on(ada)
    back = {"verb": "retro.back", "retro": await retro_id(center), "phase": "write", "moves": 1}
    press = wire.press(ada, back, "adaptiveCard/action")
    heard = await asyncio.gather(*[wire.post(press, url=url) for url in ("", other.url) * 3])
    await center.settled()

    assert {each.says for each in heard} == {sentences.went_back(Phase.WRITE)}
    assert "writing · 1 note\n" in seen(center)
    await moves_on(ada)
    assert (await wire.post(press)).says == sentences.ALREADY, "it has moved twice since"
    assert "voting" in seen(center)


async def test_a_vote_and_the_way_back_at_once_are_one_after_the_other(
    center: Rehearsal, other: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    await writes_note(noor, "The one")
    retro = await retro_id(center)
    (the_one,) = await kept_notes(center)
    for turn in range(4):
        await moves_on(ada)
        back = {"verb": "retro.back", "retro": retro, "phase": "write"}
        presses = [
            wire.post(wire.press(noor, votes_for(retro, {the_one: 1}))),
            wire.post(wire.press(ada, back, "adaptiveCard/action"), url=other.url),
        ]
        heard = [each.says for each in await asyncio.gather(*presses[:: 1 - turn % 2 * 2])]
        await center.settled()
        went = sentences.went_back(Phase.WRITE) in heard
        assert went != (sentences.voted(1, 3) in heard)
        assert ("writing" in seen(center)) == went
        if not went:
            await wire.post(wire.press(noor, votes_for(retro, {the_one: 0})))
            await wire.post(wire.press(ada, back, "adaptiveCard/action"))
            await center.settled()
