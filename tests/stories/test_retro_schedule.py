"""Retros open by the office file's schedule: every second week, once, and never on top of one."""

import re
from datetime import timedelta

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.people import MONDAY, Person
from tests.stories.retros import ASK, offered, retro_cards, seen, writes_note

WEEK = timedelta(days=7)
FRIDAY = MONDAY.replace(day=27, hour=15)
EVERY_SECOND = '{cron: "0 15 * * FRI", every_weeks: 2, starts_on: 2026-11-23}'


@pytest.fixture
async def center(center: Rehearsal) -> Rehearsal:
    """The company, with Apollo's retro every second Friday from 27 November on."""
    text, planned = re.subn(
        r"(id: apollo-retro,.*?schedule: )\{[^}]*\}", rf"\1{EVERY_SECOND}", center.tenant.office()
    )
    assert planned == 1
    await center.import_office(text)
    return center


async def outcomes(center: Rehearsal) -> list[tuple[str, str]]:
    """When Apollo's retro was due, by its wall clock, and what became of it, in order."""
    found = await center.database.all(
        dict,
        """
        SELECT to_char(due_local, 'DD Mon HH24:MI') AS due, outcome FROM occurrences
        WHERE schedule = 'retro:apollo-retro' ORDER BY due_local
        """,
    )
    return [(each["due"], each["outcome"]) for each in found]


async def test_it_opens_every_second_friday_in_the_format_of_the_office_file(
    center: Rehearsal,
) -> None:
    await center.at(FRIDAY - WEEK)
    assert retro_cards(center) == []

    for number in range(3):
        await center.at(FRIDAY + number * WEEK)
    assert await outcomes(center) == [("27 Nov 15:00", "opened"), ("11 Dec 15:00", "opened")]
    assert len(retro_cards(center)) == 2
    assert "retro 2 · writing" in seen(center)
    assert "What should we start doing?" in seen(center)


async def test_one_that_nobody_moved_on_is_closed_as_it_is_when_the_next_comes(
    center: Rehearsal, noor: Person
) -> None:
    await center.at(FRIDAY)
    await writes_note(noor, "Nobody pressed on")
    await center.at(FRIDAY + WEEK)
    assert "retro 1 · writing" in seen(center), "nobody is nagged, and nothing ends by itself"

    await center.at(FRIDAY + 2 * WEEK)
    old, new = (str(card) for card in retro_cards(center))
    assert "closed" in old
    assert "Nobody pressed on" in old
    assert "Nobody pressed on" not in new
    assert offered(center) == ["retro.add_note", "retro.next"]


async def test_a_retro_begun_in_the_channel_is_closed_for_the_one_that_is_due(
    center: Rehearsal, ada: Person
) -> None:
    await center.at(FRIDAY - timedelta(hours=1))
    await ada.writes(f"{ASK} sailboat")
    await center.at(FRIDAY)

    assert len(retro_cards(center)) == 2
    assert "retro 2 · writing" in seen(center)
    assert "retro 1 · closed" in str(retro_cards(center)[0]["speak"])


async def test_of_those_missed_only_the_latest_opens_and_only_within_a_day(
    center: Rehearsal,
) -> None:
    await center.at(FRIDAY + 2 * WEEK + timedelta(hours=23))
    assert await outcomes(center) == [("27 Nov 15:00", "missed"), ("11 Dec 15:00", "late")]
    assert len(retro_cards(center)) == 1

    await center.at(FRIDAY + 4 * WEEK + timedelta(hours=25))
    assert (await outcomes(center))[-1] == ("25 Dec 15:00", "missed")
    assert len(retro_cards(center)) == 1


async def test_the_owner_of_the_project_moves_a_scheduled_one_on(
    center: Rehearsal, ada: Person
) -> None:
    await center.at(FRIDAY)
    await ada.presses("retro.next")
    await center.settled()

    assert "retro 1 · voting" in seen(center)


async def test_a_team_without_the_app_gets_its_retro_when_it_is_installed(
    center: Rehearsal,
) -> None:
    dovetail = "19:aa2ae590ec1151b6acddf57286c9da8f@thread.tacv2"
    await center.at(FRIDAY)
    await center.install(["PRJ-Dovetail"])
    (opened, *_), unknown = await center.ports.retros.retros.open(
        ["dovetail-retro"], center.ports.clock.now()
    )
    await center.settled()

    assert unknown == []
    assert opened.series == "dovetail-retro"
    assert "Dovetail scheduling · retro 1 · writing" in seen(center, dovetail)
