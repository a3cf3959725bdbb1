"""Two hundred people and a thousand notes in one retro: every note and vote counts, cards fit."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest
from aiohttp import ClientSession

from cards.kit.elements import SIZE_LIMIT
from core.retros import sentences
from core.retros.voting import PAGE
from tests.rehearsal import Rehearsal, rehearsal
from tests.stories.people import MONDAY, Person, read
from tests.stories.retros import (
    ASK,
    VOTE,
    agrees,
    closes,
    kept_notes,
    moves_on,
    note,
    notes_of,
    retro_cards,
    retro_id,
    seen,
    vote_totals,
)
from tests.stories.test_crowd import CROWD, OFFICE, STATUS, crowd
from tests.stories.wire import Wire

NOTES = 1000
AT_ONCE = 8  # presses in flight: a slow machine takes more than that for a crowd, and says so
LONG = "ünïcödé “words” that take long to read, and {{more}} of **them** " * 8


@pytest.fixture
async def center(database_url: str) -> AsyncIterator[Rehearsal]:
    """The crowd on a Monday morning."""
    async with rehearsal(database_url, facts=crowd()) as made:
        await made.at(MONDAY.replace(hour=7))
        await made.import_office(OFFICE)
        await made.install()
        yield made


@pytest.fixture
async def wire(center: Rehearsal) -> AsyncIterator[Wire]:
    """A way to post any activity to the server."""
    async with ClientSession() as session:
        yield Wire(center, session)


def _size(card: Any) -> int:
    import json

    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))


async def test_a_thousand_notes_are_written_voted_on_over_pages_and_summed_up(
    center: Rehearsal, wire: Wire
) -> None:
    people = [Person(center, f"one{number}", STATUS) for number in range(CROWD)]
    await people[0].writes(ASK)
    retro = await retro_id(center, STATUS)
    texts = [f"{number:04} {LONG}"[:500].strip() for number in range(NOTES)]
    for start in range(0, NOTES, AT_ONCE):
        presses = [
            wire.press(people[(start + at) % CROWD], note(retro, text))
            for at, text in enumerate(texts[start : start + AT_ONCE])
        ]
        heard = await wire.posts(*presses)
        assert {each.says for each in heard} == {sentences.NOTE_SAVED}
    await center.settled()
    assert f"writing · {NOTES} notes" in seen(center, STATUS)
    await moves_on(people[0])
    assert sorted((await kept_notes(center)).values()) == texts

    wanted = await _vote_on_two_pages(wire, people, retro)
    await moves_on(people[0])
    totals = {text: votes for text, votes in (await vote_totals(center)).items() if votes}
    assert sum(totals.values()) == sum(wanted.values()) == 3 * CROWD
    await agrees(people[1], "Read them all")
    await closes(people[0])

    assert "closed · 1 action" in seen(center, STATUS)
    assert "200 of 200 voted" in seen(center, STATUS)
    for message in center.tenant.messages(STATUS):
        assert all(_size(card) <= SIZE_LIMIT for card in message["cards"])


async def _vote_on_two_pages(wire: Wire, people: list[Person], retro: str) -> Counter[str]:
    """Everybody gives two votes on the first page, goes on, and one on the second."""
    dice = Random(3)  # noqa: S311 a story, not a secret
    wanted: Counter[str] = Counter()

    async def votes(who: Person) -> None:
        form = await who.opens("retro.ballot")
        assert _size(form.card) <= SIZE_LIMIT
        assert len(notes_of(form)) == PAGE
        assert f"page 1 of {NOTES // PAGE}" in read(form.card)
        first = dice.choice(list(notes_of(form)))
        onward = form.data(VOTE) | {"then": 2, first: "2"}
        more = await who.submits(onward)
        page = type(form)(who, more["title"], more["card"])
        assert "1 of 3 votes left · page 2" in read(page.card)
        second = dice.choice(list(notes_of(page)))
        over = await who.submits(page.data(VOTE) | {second: "2"})
        assert "1 back. 2 of them on other pages." in read(over["card"])
        said = await who.submits(page.data(VOTE) | {second: "1"})
        assert said["text"] == sentences.voted(3, 3)
        wanted.update({first: 2, second: 1})

    for start in range(0, len(people), AT_ONCE):
        await asyncio.gather(*[votes(each) for each in people[start : start + AT_ONCE]])
    assert retro
    assert wire
    assert len(retro_cards(wire.center, STATUS)) == 1
    return wanted
