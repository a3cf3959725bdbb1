"""Requests for exceptions that lie around, and exceptions taken out of the office file."""

from datetime import timedelta

import pytest

from bot.office_import import import_office
from core.errors import NotAllowed
from core.people import model
from core.standards.waivers import exempting
from core.standards.waivers.exempting import REPLACED
from core.standards.who import NOT_YOURS
from store.office.file import read_file
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, NIGHT, night, owners
from tests.stories.digests import chat, opens, sends
from tests.stories.people import MONDAY, Person, read, said
from tests.stories.waivers import (
    ONE_OWNER,
    answers,
    asks,
    kept,
    night_without_ember,
    owner_of_ember,
    requests,
    team_card,
)


@pytest.fixture
async def pat(center: Rehearsal) -> Person:
    """One of the Process Center, in a chat."""
    return await chat(center, "pat")


@pytest.fixture
async def darnell(center: Rehearsal) -> Person:
    """An owner of PRJ-Ember, who has its audit in its channel."""
    darnell = await owner_of_ember(center)
    assert ONE_OWNER in await darnell.writes(ASK)
    return darnell


async def test_what_nobody_answered_until_its_end_can_be_asked_for_anew(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell, until="2026-11-17")
    await center.at(MONDAY + timedelta(days=2))
    await darnell.writes(ASK)

    assert (await asks(darnell)).startswith("Saved.")
    assert len(requests(center, pat)) == 2
    await answers(pat, "approve")
    assert "Exception until 16 February 2027" in team_card(center)


async def test_what_waits_for_an_answer_does_not_keep_another_value_from_being_asked_for(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    owners(center, "PRJ-Ember").remove(darnell.account.id)
    staff = Person(center, "pat", darnell.channel)
    assert "0 active owners" in await staff.writes(ASK)

    assert (await asks(staff)).startswith("Saved.")
    await answers(pat, "approve")
    assert {each["accepted"] for each in await kept(center)} == {0}


async def test_a_card_that_shows_what_is_not_so_any_more_cannot_be_answered(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    """Whoever approves it has another number before them than the one that would count."""
    await asks(darnell)
    old = await opens(pat, "audit.answer_waiver")
    owners(center, "PRJ-Ember").remove(darnell.account.id)
    await Person(center, "pat", darnell.channel).writes(ASK)
    assert (await asks(Person(center, "pat", darnell.channel))).startswith("Saved.")

    first, second = requests(center, pat)
    assert "exception asked for anew" in first
    assert "Approve" not in first
    assert "0 active owners" in second
    typed = {"outcome": "approve", "why": ""}
    late = said(await sends(old, "audit.submit_waiver_answer", **typed))
    assert late == f"{REPLACED} Answer the new one."
    assert await kept(center) == []
    assert "Take back" not in requests(center, darnell)[0]
    request, who = old.data("audit.submit_waiver_answer")["waiver"], darnell.account
    with pytest.raises(NotAllowed, match="Take the new one back"):
        await exempting.withdraw(center.ports.standards, request, model.Person(who.id, who.name))

    await answers(pat, "approve")
    assert {each["accepted"] for each in await kept(center)} == {0}


async def test_what_was_taken_out_of_the_office_file_does_not_hold_and_can_be_asked_for_anew(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    await answers(pat, "approve")
    gone = [("waivers", each["id"]) for each in await kept(center)]
    await import_office(center.database, read_file(b"waivers: []\n"), prune=gone)

    card = await darnell.writes(ASK)
    assert f"Must: {ONE_OWNER}" in card
    assert "Exception until" not in card
    assert (await asks(darnell)).startswith("Saved.")


async def test_a_card_in_the_chat_of_somebody_who_owns_the_team_no_longer_shows_nothing_of_it(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    noor = await chat(center, "noor.haddad")
    owners(center, "PRJ-Ember").append(noor.account.id)
    await night(center)
    assert "check against" in await noor.writes("audit PRJ-Ember", noor.chat)
    await asks(darnell)
    owners(center, "PRJ-Ember").remove(noor.account.id)
    await night(center, NIGHT + timedelta(days=1))
    await answers(pat, "approve")

    texts = [each["content"].get("text") for each in center.tenant.messages(noor.chat)]
    assert NOT_YOURS in texts
    assert not any("check against" in read(card) for card in center.cards(noor.chat))


async def test_a_team_is_not_gone_where_the_list_of_teams_ended_early(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    await night_without_ember(center)
    await center.database.run(
        "UPDATE audit_runs SET complete = teams_read::double precision / (teams + 1) WHERE whole"
    )

    assert (await answers(pat, "approve")).startswith("Saved.")
