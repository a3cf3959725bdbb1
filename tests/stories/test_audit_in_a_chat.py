"""`audit` in a personal chat: staff see all, owners their own teams, others what they may ask."""

from dataclasses import replace
from datetime import timedelta
from json import dumps

from bot.actions.standards.audit_team import READING
from cards.kit.wire import to_json
from cards.standards import audit_report
from core.standards import asking
from core.standards.who import OWNERS_ONLY
from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.audits import NIGHT, chats, members, night, owners, reports, runs
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


async def test_the_process_center_has_any_team_read_by_its_name(center: Rehearsal) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)

    for written in ("audit PRJ-Ember", "Audit prj ember"):
        assert "PRJ-Ember · check against" in await pat.writes(written, pat.chat)
    near = await pat.writes("audit PRJ-Embr", pat.chat)
    assert near.startswith("There is no team “PRJ-Embr” whose audit you may see. Did you mean")
    assert "“PRJ-Ember”?" in near
    assert len(near) < 200


async def test_an_owner_names_their_own_team_and_learns_nothing_of_others(
    center: Rehearsal,
) -> None:
    (ada,) = await chats(center, "ada")
    await night(center)

    assert "PRJ-Apollo · check against" in await ada.writes("audit PRJ-Apollo", ada.chat)
    there = await ada.writes("audit PRJ-Borealis", ada.chat)
    nowhere = await ada.writes("audit PRJ-Nowhere", ada.chat)
    assert there.startswith("There is no team “PRJ-Borealis” whose audit you may see.")
    assert nowhere.startswith("There is no team “PRJ-Nowhere” whose audit you may see.")


async def test_who_answers_for_the_project_names_its_team_without_owning_it(
    center: Rehearsal,
) -> None:
    (ada,) = await chats(center, "ada")
    owners(center, "PRJ-Apollo").remove(ada.account.id)
    await night(center)

    assert "PRJ-Apollo · check against" in await ada.writes("audit PRJ-Apollo", ada.chat)


async def test_of_two_teams_with_one_name_none_is_guessed(center: Rehearsal) -> None:
    (pat,) = await chats(center, "pat")
    directory = center.tenant.world.directory
    ember = look_up.team(center.tenant.world, "PRJ-Ember")
    directory.teams[ember.id] = replace(directory.teams[ember.id], name="Sales")
    await night(center)

    heard = await pat.writes("audit sales", pat.chat)
    assert heard.startswith("There are 2 teams called “sales”")


async def test_one_lost_owner_is_one_new_finding(center: Rehearsal) -> None:
    """A must and a should of two standards are not met by it."""
    (pat,) = await chats(center, "pat")
    await night(center)
    owners(center, "PRJ-Apollo")[:] = owners(center, "PRJ-Apollo")[:1]
    await night(center, NIGHT + timedelta(days=1))
    newest = read(reports(center, pat)[-1])

    assert "1\nnew\n" in newest
    assert newest.count("PRJ-Apollo") == 1
    assert "PRJ-Apollo: 1 active owner; the standard asks for 2\nMust" in newest


async def test_three_nights_without_news_are_one_line_of_the_next_report(
    center: Rehearsal,
) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)
    ada = Person(center, "ada").account.id
    owners(center, "Field Service").append(ada)
    members(center, "Field Service").append(ada)
    before = len(center.tenant.messages(pat.chat))
    for nights in (1, 2, 3):
        await night(center, NIGHT + timedelta(days=nights))
    assert len(center.tenant.messages(pat.chat)) == before, "three nights, no message"
    assert "still open" in await pat.writes("audit", pat.chat)

    owners(center, "PRJ-Apollo")[:] = owners(center, "PRJ-Apollo")[:1]
    await night(center, NIGHT + timedelta(days=4))
    newest = read(reports(center, pat)[-1])

    assert "New since Tue 17 Nov\n3 audits in between had nothing new.\n" in newest
    assert "PRJ-Apollo: 1 active owner; the standard asks for 2\nMust" in newest
    assert " fixed since Tue 17 Nov: Field Service" in newest, "what was put right meanwhile"


async def test_what_is_new_is_new_to_whoever_did_not_see_it(center: Rehearsal) -> None:
    """Yuki has no chat yet when it is found; the report that waits is replaced, not lost."""
    (pat,) = await chats(center, "pat")
    await night(center)
    owners(center, "PRJ-Apollo")[:] = owners(center, "PRJ-Apollo")[:1]
    await night(center, NIGHT + timedelta(days=1))
    (yuki,) = await chats(center, "yuki.tanabe")
    assert len(reports(center, yuki)) == 1
    assert "PRJ-Apollo" in read(reports(center, yuki)[0])
    before = len(reports(center, pat))
    await night(center, NIGHT + timedelta(days=2))

    assert len(reports(center, yuki)) == 1
    assert len(reports(center, pat)) == before


async def test_a_report_that_goes_back_to_its_first_page_is_the_one_that_was_sent(
    center: Rehearsal,
) -> None:
    (pat,) = await chats(center, "pat")
    await night(center)
    await night(center, NIGHT + timedelta(days=1))
    owners(center, "PRJ-Apollo")[:] = owners(center, "PRJ-Apollo")[:1]
    await night(center, NIGHT + timedelta(days=2))
    first, _, third = [each["id"] for each in await runs(center)]
    card = reports(center, pat)[-1]

    assert f'"since": "{first}"' in dumps(card)
    again = await asking.report_again(center.ports.standards, third, first)
    assert read(to_json(audit_report.build(again))).count("since Tue 17 Nov") >= 1
    assert again.audited.before
    assert again.audited.before.id == first
