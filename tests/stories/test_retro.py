"""A retro in its channel, from the word that begins it to its summary, and the one after it."""

import shutil
from pathlib import Path

import pytest

from core.retros import sentences
from tests.conftest import Server
from tests.rehearsal import Company, Rehearsal, rehearsal
from tests.stories.people import APOLLO, Form, Person, read, said
from tests.stories.retros import (
    ASK,
    agrees,
    closes,
    moves_on,
    notes_of,
    offered,
    retro_cards,
    seen,
    votes,
    writes_note,
)

NOTES = ("Show the build on Fridays", "Merging on Friday evenings", "The demo with customers")


@pytest.fixture
def jun(center: Rehearsal) -> Person:
    """One more member of Apollo."""
    return Person(center, "jun.takahashi")


async def _written(ada: Person, noor: Person, jun: Person) -> None:
    await ada.writes(ASK)
    for who, text, prompt in zip(
        (ada, noor, jun), NOTES, ("start", "stop", "continue"), strict=True
    ):
        assert await writes_note(who, text, prompt) == sentences.NOTE_SAVED
    await ada.center.settled()


async def _to_actions(ada: Person, noor: Person, jun: Person) -> None:
    await _written(ada, noor, jun)
    await moves_on(ada)
    await votes(noor, {"Merging": 3})
    await moves_on(ada)


async def test_three_people_hold_a_retro_to_its_summary_on_one_card(
    center: Rehearsal, ada: Person, noor: Person, jun: Person
) -> None:
    await ada.writes(ASK)
    assert "Apollo app · retro 1 · writing · 0 notes" in seen(center)
    assert "What should we stop doing?" in seen(center)
    await writes_note(noor, NOTES[0], "start")
    await writes_note(jun, NOTES[1], "stop")
    await writes_note(ada, NOTES[2], "continue")
    await center.settled()
    assert "writing · 3 notes" in seen(center)
    assert not any(text in seen(center) for text in NOTES)

    assert await moves_on(ada) == sentences.moved("vote")  # type: ignore[arg-type]
    assert "voting · 3 notes\n0 of 7 voted · 3 votes each" in seen(center)
    assert all(text in seen(center) for text in NOTES)
    await votes(noor, {"Merging": 2, "Show": 1})
    await votes(jun, {"Merging": 3})
    await center.settled()
    assert "2 of 7 voted" in seen(center)
    assert "5 votes" not in seen(center)

    await moves_on(ada)
    assert "actions · none yet" in seen(center)
    assert "Merging on Friday evenings\nWhat should we stop doing?\n5 votes" in seen(center)
    await agrees(noor, "Freeze on Fridays", jun, "2026-11-27")
    await agrees(jun, "Ask support for the room")
    await center.settled()
    assert "actions · 2 agreed" in seen(center)

    await closes(ada)
    for line in (
        "Apollo app · retro 1 · closed · 2 actions",
        "Start, stop, continue · 3 notes · 2 of 7 voted · Mon 16 Nov",
        "Freeze on Fridays\nJun Takahashi · by Fri 27 Nov",
        "Ask support for the room\nnobody yet",
    ):
        assert line in seen(center)
    assert offered(center) == [
        *("retro.close_action", "retro.close_action"),
        *("retro.back", "retro.notes"),
    ]
    assert len(center.cards(APOLLO)) == 1, "one card, edited in place"


async def test_open_actions_head_the_next_retro_and_are_closed_there(
    center: Rehearsal, ada: Person, noor: Person, jun: Person
) -> None:
    await _to_actions(ada, noor, jun)
    await agrees(noor, "Freeze on Fridays", jun, "2026-11-27")
    await agrees(noor, "Ask support for the room")
    await closes(ada)
    await noor.writes(f"{ASK} sailboat")

    card = seen(center)
    assert "Apollo app · retro 2 · writing" in card
    assert card.index("Freeze on Fridays") < card.index("(wind)")
    assert said(await jun.presses("retro.close_action")) == sentences.ACTION_DONE
    await center.settled()
    card = seen(center)
    assert card.index("Ask support for the room") < card.index("✓ Freeze on Fridays")
    assert "Jun Takahashi · done Mon 16 Nov" in card
    for _ in range(2):
        await moves_on(noor)
    await closes(noor)
    assert "retro 2 · closed" in seen(center)
    assert len(retro_cards(center)) == 2


async def test_more_open_actions_than_five_are_counted(
    center: Rehearsal, ada: Person, noor: Person, jun: Person
) -> None:
    await _to_actions(ada, noor, jun)
    for number in range(8):
        await agrees(noor, f"Deed {number}")
    await closes(ada)
    await ada.writes(ASK)

    assert "Deed 4" in seen(center)
    assert "Deed 5" not in seen(center)
    assert "and 3 more" in seen(center)


async def test_a_form_comes_with_the_next_one_where_somebody_has_more_to_say(
    center: Rehearsal, ada: Person
) -> None:
    await ada.writes(ASK)
    form = await ada.opens("retro.add_note")
    data = form.data("retro.submit_note") | {"more": True, "note": "One", "prompt": "stop"}
    back = await ada.submits(data)

    assert back["kind"] == "dialog"
    assert sentences.NOTE_SAVED in read(back["card"])
    await center.settled()
    assert "1 note" in seen(center)


async def test_a_ballot_is_changed_until_the_voting_ends(
    center: Rehearsal, ada: Person, noor: Person, jun: Person
) -> None:
    await _written(ada, noor, jun)
    await moves_on(ada)
    assert said(await votes(noor, {"Merging": 3})) == sentences.voted(3, 3)
    mine = await noor.opens("retro.ballot")
    assert "0 of 3 votes left" in read(mine.card)
    assert sorted(mine.filled.values()) == ["0", "0", "3"]
    assert said(await votes(noor, {"The demo": 1})) == sentences.voted(1, 3)
    await center.settled()
    assert "1 of 7 voted" in seen(center)
    assert said(await votes(jun, {"The demo": 1})) == sentences.voted(1, 3)
    assert said(await votes(jun, {})) == sentences.voted(0, 3)

    await moves_on(ada)
    assert "The demo with customers\nWhat works and should stay?\n1 vote" in seen(center)
    assert "Merging" not in seen(center).split("Most votes")[1].split("Actions")[0]


async def test_a_ballot_over_the_budget_comes_back_and_nothing_of_it_counts(
    ada: Person, noor: Person, jun: Person
) -> None:
    await _written(ada, noor, jun)
    await moves_on(ada)
    await votes(noor, {"Show": 1})
    back = await votes(noor, {"Merging": 2, "The demo": 2})

    assert back["kind"] == "dialog"
    assert sentences.over_budget(4, 3, 0) in read(back["card"])
    assert sorted(Form(noor, back["title"], back["card"]).filled.values()) == ["0", "2", "2"]
    assert sorted((await noor.opens("retro.ballot")).filled.values()) == ["0", "0", "1"]


async def test_notes_of_a_ballot_stand_prompt_by_prompt(
    ada: Person, noor: Person, jun: Person
) -> None:
    await _written(ada, noor, jun)
    await moves_on(ada)
    page = notes_of(await noor.opens("retro.ballot"))

    assert list(page.values()) == list(NOTES), "start, stop, continue"


async def test_a_retro_that_nobody_wrote_in_can_be_closed_at_once(
    center: Rehearsal, ada: Person
) -> None:
    await ada.writes(ASK)
    for _ in range(2):
        await moves_on(ada)
    await closes(ada)

    assert "Nobody wrote a note, and no action was agreed." in seen(center)


async def test_a_retro_goes_on_after_a_restart(
    postgres: Server, company: Company, tmp_path: Path
) -> None:
    shutil.copytree(company.tenant, tmp_path / "tenant")
    with postgres.copy(company.database) as url:
        for phase in ("write", "vote", "actions", "closed"):
            async with rehearsal(url, data_dir=tmp_path / "tenant") as made:
                await made.ports.posting.addresses.moved_to(made.tenant.service_url)
                await _PHASES[phase](made)


async def _write(made: Rehearsal) -> None:
    ada, noor = Person(made, "ada"), Person(made, "noor.haddad")
    await ada.writes(ASK)
    await writes_note(noor, NOTES[1], "stop")


async def _vote(made: Rehearsal) -> None:
    await moves_on(Person(made, "ada"))
    await votes(Person(made, "noor.haddad"), {"Merging": 2})


async def _act(made: Rehearsal) -> None:
    await moves_on(Person(made, "ada"))
    assert "2 votes" in seen(made)
    await agrees(Person(made, "noor.haddad"), "Freeze on Fridays")


async def _close(made: Rehearsal) -> None:
    await closes(Person(made, "ada"))
    assert "closed · 1 action" in seen(made)
    assert len(made.cards(APOLLO)) == 1


_PHASES = {"write": _write, "vote": _vote, "actions": _act, "closed": _close}
