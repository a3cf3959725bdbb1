"""Words around a retro: markup in notes, all notes page by page, and how a format is named."""

import pytest

from core.retros import sentences
from tests.rehearsal import Rehearsal
from tests.stories.people import Person, read
from tests.stories.retros import (
    ASK,
    agrees,
    closes,
    moves_on,
    note,
    retro_cards,
    retro_id,
    seen,
    votes,
    writes_note,
)
from tests.stories.test_markup import TRICKS, WORD, places
from tests.stories.wire import Wire


async def test_markup_in_notes_and_actions_is_shown_as_it_was_typed(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    await writes_note(noor, TRICKS)
    await moves_on(ada)
    cards = [retro_cards(center)[-1], (await noor.opens("retro.ballot")).card]
    await votes(noor, {"**": 1})
    await moves_on(ada)
    await agrees(noor, TRICKS.replace("\n", " ")[:200])
    await closes(ada)

    for card in (*cards, retro_cards(center)[-1]):
        found = list(places(card))
        assert found
        assert {kind for kind, _ in found} == {"TextRun"}
        assert not [text for _, text in found if "{{" in text or "${" in text or "\u202e" in text]
        assert "entities" not in card.get("msteams", {})
    assert WORD in read(retro_cards(center)[-1])


async def test_all_notes_are_read_by_anyone_in_the_channel_page_by_page(
    center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    retro = await retro_id(center)
    hidden = {"verb": "retro.notes", "retro": retro}
    assert (await wire.post(wire.press(noor, hidden, "task/fetch"))).says == sentences.HIDDEN
    texts = [f"Number {number:02} of many" for number in range(45)]
    await wire.posts(*[wire.press(noor, note(retro, each)) for each in texts])
    await moves_on(ada)

    found: list[str] = []
    page = await noor.opens("retro.notes")
    for number in (1, 2, 3):
        assert f"page {number} of 3" in read(page.card)
        found += [line for line in read(page.card).split("\n") if line in texts]
        more = await noor.submits(hidden | {"page": number + 1})
        page = type(page)(noor, more["title"], more["card"])
    assert sorted(found) == texts
    assert found != texts, "not in the order of their coming"
    for odd in (0, -1, 99, "2", None, True):
        assert "page" in str((await noor.submits(hidden | {"page": odd}))["card"])


@pytest.mark.parametrize("words", ["sailbot", "sailbot please", "'; DROP TABLE retros", "x" * 900])
async def test_an_unknown_format_is_answered_with_those_there_are(
    center: Rehearsal, noor: Person, words: str
) -> None:
    answered = await noor.writes(f"{ASK} {words}")

    assert "I know no retro format “" in answered
    assert "Did you mean “sailboat”?" in answered or "sailboat, start-stop-continue" in answered
    assert retro_cards(center) == []


@pytest.mark.parametrize("words", ["4ls", "4Ls", "Start, stop, continue", "START STOP CONTINUE"])
async def test_a_format_is_found_by_its_name_or_title_however_it_is_written(
    center: Rehearsal, noor: Person, words: str
) -> None:
    assert "retro 1 · writing" in await noor.writes(f"{ASK} {words}")
    assert ("What did we learn?" in seen(center)) == words.startswith("4")


async def test_a_retro_that_is_open_stays_and_its_place_is_told(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await ada.writes(ASK)
    answered = await noor.writes(f"{ASK} sailboat")

    assert "The retro of Apollo app is open already; its card is above." in answered
    assert len(retro_cards(center)) == 1


async def test_one_begun_in_the_channel_is_found_by_its_project(
    center: Rehearsal, noor: Person
) -> None:
    await noor.writes(ASK)

    assert await center.ports.retros.retros.latest("apollo") == await retro_id(center)
    assert await center.ports.retros.retros.latest("apollo-retro") is None


async def test_a_retro_needs_a_channel_with_a_project(center: Rehearsal, noor: Person) -> None:
    await center.tenant.install([], [noor.account.id])
    assert "A retro is held in a project’s channel" in await noor.writes("retro", noor.chat)
    team = center.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team

    assert "No project has this channel" in await noor.writes(ASK, team.general)
