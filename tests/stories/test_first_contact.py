"""Whoever has something due gets it without having written first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.audits import night, reports
from tests.stories.contacts import at_once, begun, unsent
from tests.stories.digests import asks, chat, digests, letters, replies, tuesday
from tests.stories.digests import wants as wanted
from tests.stories.people import MONDAY, Person


async def test_a_leader_who_never_wrote_gets_every_digest_in_one_chat(
    center: Rehearsal, desmond: Person
) -> None:
    await tuesday(center)
    assert len(digests(center, desmond)) == 1
    assert len(center.cards(desmond.chat)) == 1, "no greeting goes before it"

    await tuesday(center, weeks=1)
    assert len(digests(center, desmond)) == 2
    assert begun(center, desmond) == [201], "the chat was begun once"


async def test_they_press_and_write_in_that_chat_as_in_any_other(
    center: Rehearsal, desmond: Person
) -> None:
    await tuesday(center)
    await center.tenant.press(desmond.account.id, desmond.chat, "digest.acknowledge")
    await center.tenant.say(desmond.account.id, desmond.chat, "help")
    await center.settled()

    told = digests(center, desmond)
    assert "Seen" in str(told[0])
    assert len(center.cards(desmond.chat)) == 2
    assert begun(center, desmond) == [201]


async def test_the_staff_get_the_report_of_an_audit(center: Rehearsal) -> None:
    pat, yuki = Person(center, "pat"), Person(center, "yuki.tanabe")
    await center.install(["Process Center"])
    await night(center)

    assert [len(reports(center, each)) for each in (pat, yuki)] == [1, 1]


async def test_of_the_reports_of_many_nights_only_the_newest_waits(center: Rehearsal) -> None:
    yuki = Person(center, "yuki.tanabe")
    for nights in range(3):
        await center.at(MONDAY.replace(hour=2) + timedelta(days=1 + nights))
    ((state, why),) = await unsent(center, yuki)
    assert state == "not_installed"
    assert why.startswith("They are in no team that has Process Center")

    await center.install(["Process Center"])
    await center.sweep()
    await center.settled()
    assert len(center.tenant.messages(yuki.chat)) == 1


@pytest.mark.usefixtures("desmond")
async def test_the_owner_of_a_project_is_asked_and_replies(center: Rehearsal, ada: Person) -> None:
    kim = await chat(center, "kim")
    await center.at(MONDAY)
    await wanted(center)
    await tuesday(center)
    assert (await asks(kim, "By when?", project="apollo")).startswith("Sent to Ada")
    await center.sweep()
    await center.settled()

    owner = replace(ada, channel=ada.chat)
    assert "By when?" in str(center.cards(ada.chat))
    assert await replies(owner, "On Friday.") == "Sent to Kim Halvorsen."
    assert "On Friday." in letters(center, kim)[-1]


@pytest.mark.usefixtures("desmond")
async def test_two_questions_to_an_owner_who_never_wrote_both_arrive(
    center: Rehearsal, ada: Person
) -> None:
    kim = await chat(center, "kim")
    await center.at(MONDAY)
    await wanted(center)
    await tuesday(center)
    for text in ("By when?", "At what cost?"):
        await asks(kim, text, project="apollo")
    await center.sweep()
    await center.settled()

    assert len(center.cards(ada.chat)) == 2


@pytest.mark.usefixtures("desmond")
async def test_who_is_in_no_team_with_the_app_waits_until_one_gets_it(center: Rehearsal) -> None:
    kim = Person(center, "kim")
    await tuesday(center)
    ((state, why),) = await unsent(center, kim)
    assert state == "not_installed"
    assert why == (
        "They are in no team that has Process Center, and have not added it for themselves."
    )
    for _ in range(3):
        await center.sweep()
        await center.settled()
    assert begun(center, kim) == [403], "and nobody asks again before a day is over"

    await center.install(["Leadership"])
    await center.sweep()
    await center.settled()
    assert len(digests(center, kim)) == 1
    assert await unsent(center, kim) == []


@pytest.mark.usefixtures("desmond")
async def test_who_adds_the_app_meanwhile_gets_what_waited(center: Rehearsal) -> None:
    await tuesday(center)
    kim = await chat(center, "kim")
    assert len(digests(center, kim)) == 1


@pytest.mark.usefixtures("desmond")
async def test_who_got_the_app_while_we_were_away_is_found_a_day_later(center: Rehearsal) -> None:
    """By a setup policy, for example, of which Teams told us in vain."""
    kim = Person(center, "kim")
    await tuesday(center)
    center.tenant.world.installs.add_person(kim.account.id)
    await at_once(center)

    assert len(digests(center, kim)) == 1
    assert begun(center, kim) == [403, 201]
