"""`audit` in a personal chat: staff see all, owners their own teams, others what they may ask."""

from datetime import timedelta

from bot.actions.standards.audit_team import READING
from core.standards.who import OWNERS_ONLY
from tests.rehearsal import Rehearsal
from tests.stories.audits import NIGHT, chats, night, owners, reports, runs
from tests.stories.people import Person, read, said


async def test_before_the_first_audit_it_is_said_when_the_next_is_due(center: Rehearsal) -> None:
    pat, ada = await chats(center, "pat", "ada")

    due = "No audit of all teams has been done yet. The next one is due Tuesday, 17 November"
    assert (await pat.writes("audit", pat.chat)).startswith(due)
    assert "process-center audit" in await pat.writes("audit", pat.chat)
    heard = await ada.writes("audit", ada.chat)
    assert heard.startswith(due)
    assert "process-center audit" not in heard


async def test_staff_see_the_newest_report_and_turn_its_pages(center: Rehearsal) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)
    first = await pat.writes("audit", pat.chat)
    assert "Contoso" in first

    turned = await center.tenant.press(pat.account.id, pat.chat, "audit.page")
    assert turned["kind"] == "card"
    assert read(turned["card"]) != first
    assert "PRJ" in read(turned["card"])


async def test_an_owner_sees_their_own_teams_and_opens_one(center: Rehearsal) -> None:
    (ada,) = await chats(center, "ada")
    await night(center)
    owners(center, "PRJ-Apollo").remove(Person(center, "anil.deshpande").account.id)
    teams = await ada.writes("audit", ada.chat)
    assert "PRJ-Apollo" in teams
    assert "PRJ-Borealis" not in teams

    heard = said(await center.tenant.press(ada.account.id, ada.chat, "audit.team"))
    await center.settled()
    assert heard == READING
    card = read(center.cards(ada.chat)[-1])
    assert "1 active owner; the standard asks for 2" in card, "it was read again"


async def test_who_is_no_owner_any_more_does_not_see_the_team_that_the_list_still_has(
    center: Rehearsal,
) -> None:
    (anil,) = await chats(center, "anil.deshpande")
    await night(center)
    await anil.writes("audit", anil.chat)
    owners(center, "Engineering").remove(anil.account.id)
    await center.tenant.press(anil.account.id, anil.chat, "audit.team")
    await center.settled()

    assert center.tenant.messages(anil.chat)[-1]["content"]["text"] == OWNERS_ONLY


async def test_who_owns_nothing_is_told_what_they_may_ask(center: Rehearsal) -> None:
    (caleb,) = await chats(center, "caleb.yellowhorse")
    await night(center)

    assert "You own no team" in await caleb.writes("audit", caleb.chat)


async def test_the_report_is_in_each_staff_chat_exactly_once(center: Rehearsal) -> None:
    pat, yuki, kim = await chats(center, "pat", "yuki.tanabe", "kim")
    await night(center)
    await center.sweep()
    await center.settled()

    assert [len(reports(center, each)) for each in (pat, yuki, kim)] == [1, 1, 0]
    assert [(each["audit"], each["state"]) for each in await runs(center)] == [("nightly", "done")]


async def test_what_is_new_and_what_was_put_right_stands_in_the_next_report(
    center: Rehearsal,
) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)
    owners(center, "Sales").pop()
    owners(center, "Field Service").append(Person(center, "ada").account.id)
    await night(center, NIGHT + timedelta(days=1))
    newest = read(reports(center, pat)[-1])

    assert "1 active owner; the standard asks for 2" in newest
    assert "Sales" in newest
    assert "fixed since" in newest
    assert "Field Service" in newest


async def test_an_audit_of_one_team_hides_neither_the_report_nor_what_is_new_in_it(
    center: Rehearsal, ada: Person
) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)
    before = await pat.writes("audit", pat.chat)
    await ada.writes("@Process Center audit")

    assert await pat.writes("audit", pat.chat) == before


async def test_in_a_chat_too_a_name_is_shown_as_it_was_typed(center: Rehearsal) -> None:
    (ada,) = await chats(center, "ada")
    owners(center, "PRJ-Borealis").append(ada.account.id)
    await night(center)

    assert "PRJ-Borealis" in await ada.writes("audit", ada.chat)
