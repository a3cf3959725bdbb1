"""An exception is asked for at a finding, answered by the Process Center, and kept under watch."""

from datetime import timedelta

import pytest

from core.standards import who as words_of
from core.standards.waivers.exempting import NO_STAFF
from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, NIGHT, night, owners
from tests.stories.digests import chat, offered, opens, sends
from tests.stories.people import MONDAY, Person, read, said
from tests.stories.waivers import (
    EMBER,
    ONE_OWNER,
    TWO_OF_US,
    answers,
    asks,
    form,
    kept,
    night_without_ember,
    owner_of_ember,
    requests,
    takes_back,
    team_card,
    words,
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


async def test_an_owner_asks_staff_approve_and_everybody_hears(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    filled = await form(darnell)
    assert ONE_OWNER in read(filled.card)
    assert filled.filled["until"] == "2027-02-14", "90 days from Monday, 16 November"

    heard = await asks(darnell)
    assert heard == "Saved. The Process Center is asked; the answer comes to you in our chat."
    (asked,) = requests(center, pat)
    assert asked.startswith("PRJ-Ember · exception asked for")
    assert ONE_OWNER in asked
    assert f"Darnell Hughes asks for an exception until 14 February 2027: {TWO_OF_US}" in asked
    assert "waits for the Process Center" in requests(center, darnell)[0]
    assert "Exception asked for by Darnell Hughes until 14 Feb" in team_card(center)

    heard = await answers(pat, "approve", "Fine until March.")
    assert heard == "Saved. Darnell Hughes hears that you approved it."
    for whose in (pat, darnell):
        assert requests(center, whose)[0].startswith("PRJ-Ember · exception approved")
        assert "Approved by Pat" in requests(center, whose)[0]
        assert "Fine until March." in requests(center, whose)[0]
    assert "Exception until 14 February 2027, approved by Pat" in team_card(center)

    again = await darnell.writes(ASK)
    assert f"Accepted: {ONE_OWNER}; waived until 14 February 2027, approved by Pat" in again
    assert TWO_OF_US in again


async def test_a_decline_needs_a_word_and_can_be_asked_anew(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    filled = await opens(pat, "audit.answer_waiver", outcome="decline")
    assert filled.filled["outcome"] == "decline"
    back = await sends(filled, "audit.submit_waiver_answer", why=" ")
    assert "Say in a sentence why, for Darnell Hughes." in read(back["card"])
    assert await words(center) == []

    await answers(pat, "decline", "Two leave in May.")
    said_so = f"Exception declined by {pat.account.name}: Two leave in May."
    assert said_so in team_card(center)
    assert await kept(center) == []
    assert (await asks(darnell, "Then until May.", until="2027-05-01")).startswith("Saved.")
    assert len(requests(center, pat)) == 2


async def test_a_decision_can_be_changed_and_each_word_is_kept(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    name = pat.account.name
    await asks(darnell)
    await answers(pat, "approve")
    assert len(await kept(center)) > 0
    await answers(pat, "decline", "The second left again.")
    assert await kept(center) == []
    assert "exception declined" in requests(center, darnell)[0]
    await answers(pat, "approve", "A new one came.")

    assert len(await kept(center)) > 0
    assert await words(center) == [
        ("approved", name, ""),
        ("declined", name, "The second left again."),
        ("approved", name, "A new one came."),
    ]


async def test_the_same_answer_twice_is_told_and_changes_nothing(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    await answers(pat, "approve")
    filled = await opens(pat, "audit.answer_waiver")
    back = await sends(filled, "audit.submit_waiver_answer", outcome="approve")

    assert f"{pat.account.name} approved it." in read(back["card"])
    assert len(await words(center)) == 1


async def test_the_night_holds_it_too_and_another_value_opens_the_finding_again(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    await answers(pat, "approve")
    await night(center)
    found = await _said_of_ember(center)
    assert all(outcome == "waived" for outcome, _ in found), found

    owners(center, "PRJ-Ember").remove(darnell.account.id)
    await night(center, NIGHT + timedelta(days=1))
    found = await _said_of_ember(center)
    assert found
    for outcome, says in found:
        assert outcome == "failed"
        assert "the waiver accepted 1, now it is 0" in says


async def test_the_day_after_its_end_it_counts_again_and_says_so(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell, until="2026-11-17")
    await answers(pat, "approve")
    await night(center)
    assert {outcome for outcome, _ in await _said_of_ember(center)} == {"waived"}

    await night(center, NIGHT + timedelta(days=1))
    found = await _said_of_ember(center)
    assert {outcome for outcome, _ in found} == {"failed"}
    assert all("its waiver ended on 17 November 2026" in says for _, says in found)


async def test_what_was_asked_for_until_a_day_that_is_over_is_not_answered(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell, until="2026-11-17")
    filled = await opens(pat, "audit.answer_waiver", outcome="approve")
    await center.at(MONDAY + timedelta(days=2))
    heard = said(await sends(filled, "audit.submit_waiver_answer"))

    assert heard == "It was asked for until 17 November 2026, which is over. They can ask anew."
    assert await kept(center) == []


async def test_of_a_team_that_is_gone_nothing_is_approved(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    await night_without_ember(center)
    filled = await opens(pat, "audit.answer_waiver", outcome="approve")
    back = await sends(filled, "audit.submit_waiver_answer")
    assert "The last audit found no team PRJ-Ember any more" in read(back["card"])
    assert await kept(center) == []

    assert (await answers(pat, "decline", "It is gone.")).startswith("Saved.")


async def test_who_asked_takes_it_back_while_nobody_answered(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    mine = Person(center, darnell.name, darnell.chat)
    await asks(darnell)
    filled = await opens(pat, "audit.answer_waiver")
    assert "request taken back" in await takes_back(mine)
    assert not offered(center.cards(darnell.chat)[-1], "audit.withdraw_waiver")
    assert "request taken back" in requests(center, pat)[0]
    assert "Exception asked for" not in team_card(center)
    late = said(await sends(filled, "audit.submit_waiver_answer", outcome="approve"))
    assert late == "Darnell Hughes took it back. There is nothing to answer."
    assert await kept(center) == []

    assert (await asks(darnell)).startswith("Saved."), "and can ask for it anew"


async def test_what_was_answered_is_not_taken_back(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await asks(darnell)
    data = offered(center.cards(darnell.chat)[-1], "audit.withdraw_waiver")[0]
    await answers(pat, "approve")
    card = center.tenant.messages(darnell.chat)[-1]["id"]
    button = {"type": "Action.Execute", "verb": data["verb"], "data": data}
    heard = await center.tenant.acts.press(darnell.account.id, darnell.chat, card, button, {})

    assert said(heard) == f"{pat.account.name} approved it. Ask the Process Center to change that."
    assert len(await kept(center)) > 0


async def test_it_is_asked_for_once_until_there_is_an_answer(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    filled = await form(darnell)
    await asks(darnell)
    heard = said(await sends(filled, "audit.submit_waiver", reason="Again."))

    assert heard == words_of.ASKED_ALREADY
    assert len(requests(center, pat)) == 1
    await answers(pat, "approve")
    heard = said(await sends(filled, "audit.submit_waiver", reason="Again."))
    assert heard == words_of.HOLDS.format(until="14 February 2027")


@pytest.mark.usefixtures("darnell")
async def test_a_member_may_ask_from_the_card_in_the_channel(
    center: Rehearsal, pat: Person
) -> None:
    world = center.tenant.world
    roster = world.directory.rosters[look_up.team(world, "PRJ-Ember").id]
    member = next(
        each
        for each in world.directory.people.values()
        if each.id in roster.members and each.id not in roster.owners
    )
    who = Person(center, member.mail.split("@")[0], EMBER)

    assert (await asks(who)).startswith("Saved.")
    assert f"{member.name} asks for an exception" in requests(center, pat)[0]


async def test_from_a_chat_of_one_s_own_it_goes_the_same_way(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    await night(center)
    mine = Person(center, darnell.name, darnell.chat)
    assert ONE_OWNER in await mine.writes("audit PRJ-Ember")

    assert (await asks(mine)).startswith("Saved.")
    assert "Exception asked for by Darnell Hughes" in team_card(center, darnell.chat)
    assert "Exception asked for by Darnell Hughes" in team_card(center), "and where others see it"
    await answers(pat, "approve")
    assert "approved by" in team_card(center, darnell.chat)


async def test_where_nobody_could_answer_it_is_said_and_nothing_stored(
    center: Rehearsal, darnell: Person
) -> None:
    await center.database.run("UPDATE office_items SET body = body - 'staff' WHERE part = 'center'")
    heard = await darnell.presses("audit.waive")

    assert said(heard) == NO_STAFF


async def test_each_of_the_staff_has_a_card_and_all_follow(
    center: Rehearsal, pat: Person, darnell: Person
) -> None:
    yuki = await chat(center, "yuki.tanabe")
    await asks(darnell)
    assert len(requests(center, yuki)) == 1
    stale = await opens(yuki, "audit.answer_waiver", outcome="decline")
    await answers(pat, "approve")
    assert "Approved by" in requests(center, yuki)[0]

    back = await sends(stale, "audit.submit_waiver_answer", why="I think not.")
    assert f"{pat.account.name} approved it. Look at it again, then send." in read(back["card"])
    assert len(await words(center)) == 1
    await answers(yuki, "decline", "I think not.")
    assert [state for state, _, _ in await words(center)] == ["approved", "declined"]
    assert "exception declined" in requests(center, pat)[0]


async def _said_of_ember(center: Rehearsal) -> list[tuple[str, str]]:
    """What the newest run found of the owners of PRJ-Ember, each clause by itself."""
    found = await center.database.all(
        dict,
        """
        SELECT outcome, says FROM audit_findings JOIN audit_clauses USING (run, clause)
        WHERE run = (SELECT max(number) FROM audit_runs) AND rule = 'enough_owners'
          AND team_name = 'PRJ-Ember'
        """,
    )
    return [(each["outcome"], each["says"]) for each in found]
