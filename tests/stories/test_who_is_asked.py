"""Who is asked follows the channel's roster, the office file, and who is away."""

from collections.abc import Callable

import pytest

from tests.rehearsal import Rehearsal
from tests.sayings import SAVED
from tests.stories.people import (
    APOLLO,
    BOREALIS,
    CEDAR,
    GREEN,
    MONDAY,
    Person,
    read,
    said,
    shown,
)
from tests.stories.wire import Wire, answer, open_round

Asked = Callable[..., str]


async def test_who_joins_is_asked_and_who_leaves_is_not(monday: Rehearsal, wire: Wire) -> None:
    kim, jun = Person(monday, "kim"), Person(monday, "jun.takahashi")
    form = await jun.opens()
    await monday.tenant.change_members("PRJ-Apollo", add=[kim.account.id])
    await monday.settled()
    assert "0 of 8 answered" in shown(monday)
    assert await kim.answers(**GREEN) == SAVED

    await monday.tenant.change_members("PRJ-Apollo", remove=[jun.account.id])
    await monday.settled()
    assert "1 of 7 answered" in shown(monday)
    heard = await wire.post(wire.press(jun, form.data() | GREEN))
    assert "asks the members" in heard.says


async def test_who_answered_and_left_does_not_make_it_more_answers_than_people(
    monday: Rehearsal,
) -> None:
    team = monday.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team
    names = [monday.tenant.world.directory.people[each].mail for each in team.members]
    for name in names:
        await Person(monday, name.split("@")[0]).answers(**GREEN)
    await monday.tenant.change_members("PRJ-Apollo", remove=[team.members[-1]])
    await monday.settled()

    assert "7 of 7 answered" in shown(monday)


async def test_who_has_just_joined_and_was_refused_can_answer_a_moment_later(
    monday: Rehearsal, wire: Wire
) -> None:
    """Teams did not tell us; the refused press itself has the roster read again."""
    kim = Person(monday, "kim")
    data = answer(await open_round(monday))
    team = monday.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team
    monday.tenant.world.directory.change_members(team, [kim.account.id], [])
    assert "try again in a minute" in (await wire.post(wire.press(kim, data))).says
    await monday.settled()

    assert (await wire.post(wire.press(kim, data))).says == SAVED


async def test_who_is_away_is_not_counted_and_not_asked_until_they_are_back(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    assert "until the end of Friday" in await noor.writes("away until friday", noor.chat)
    assert "0 of 6 answered" in shown(monday)
    data = answer(await open_round(monday))
    assert "You are away until 20 November 2026" in (await wire.post(wire.press(noor, data))).says

    assert "Welcome back" in await noor.writes("back", noor.chat)
    assert "0 of 7 answered" in shown(monday)
    assert await noor.answers(**GREEN) == SAVED


async def test_an_absence_ends_by_itself_after_its_last_day(
    center: Rehearsal, noor: Person
) -> None:
    await noor.writes("away until 2026-11-16", noor.chat)
    await center.at(MONDAY)
    assert "0 of 6 answered" in shown(center)

    await center.at(MONDAY.replace(day=23))
    assert "0 of 7 answered" in shown(center)


async def test_guests_are_asked_only_where_the_check_in_names_them(center: Rehearsal) -> None:
    guest = Person(center, "peter.oduya", CEDAR)
    named = "people: [gerald.fitzsimmons@contoso.example"
    text = center.tenant.office().replace(named, f"{named}, {guest.account.id}")
    await center.at(MONDAY)
    assert "0 of 8 answered" in shown(center, CEDAR), "seven members and Gerald"

    await center.import_office(text)
    await center.at(MONDAY.replace(day=23))
    assert "0 of 9 answered" in shown(center, CEDAR)
    assert await guest.answers(**GREEN) == SAVED


async def test_a_leader_is_named_in_the_form_without_being_asked_or_counted(
    monday: Rehearsal, wire: Wire
) -> None:
    kim, desmond = Person(monday, "kim", BOREALIS), Person(monday, "desmond.achebe", BOREALIS)
    henrik = Person(monday, "henrik.lindqvist", BOREALIS)
    counted = shown(monday, BOREALIS)
    form = await henrik.opens()

    assert kim.account.id in form.offered["attention_owner"]
    assert desmond.account.id not in form.offered["attention_owner"], "not in their scope"
    assert "ask for a yes or a no: Should we …?" in read(form.card)
    asks = {"attention": "Should we stop?", "attention_owner": kim.account.id}
    assert said(await form.sends(**GREEN, **asks)) == SAVED
    await monday.settled()
    assert shown(monday, BOREALIS) == counted.replace("0 of", "1 of")
    round_id = await open_round(monday, BOREALIS)
    heard = await wire.post(wire.press(kim, answer(round_id)))
    assert "asks the members of this channel" in heard.says
    sheet = await monday.ports.checkins.answers.sheet(round_id, MONDAY)
    assert sheet.names[kim.account.id] == "Kim Halvorsen", "all answers say whom they name"


async def test_until_when_is_said_by_the_clock_of_all_and_else_by_each_reader_s(
    monday: Rehearsal,
) -> None:
    """Two of Borealis are in Berlin and Kolkata, by the office file."""
    assert "open until Tuesday 9:00" in shown(monday)
    assert "open until {{DATE(2026-11-17T15:00:" in shown(monday, BOREALIS)


def own_channel(center: Rehearsal, name: str) -> str:
    """A private or shared channel of Apollo."""
    team = center.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team
    return next(each.id for each in team.channels if each.name == name)


@pytest.fixture
def only(center: Rehearsal) -> Asked:
    """The office file with another channel for Apollo, or with other people asked there."""

    def change(channel: str = APOLLO, respondents: str = "members") -> str:
        text = center.tenant.office().replace(APOLLO, channel)
        line = next(each for each in text.splitlines() if "id: apollo-weekly" in each)
        asked = line.replace("respondents: members", f"respondents: {respondents}")
        return text.replace(line, asked)

    return change


async def test_a_check_in_may_ask_nobody_but_those_it_names(center: Rehearsal, only: Asked) -> None:
    people = "{members: false, people: [ada@contoso.example, nobody.here@contoso.example]}"
    await center.import_office(only(respondents=people))
    await center.at(MONDAY)

    assert "0 of 1 answered" in shown(center)
    assert await Person(center, "ada").answers(**GREEN) == SAVED


@pytest.mark.parametrize(
    ("name", "member"), [("Steering", "kim"), ("Beta customers", "nadia.rahman")]
)
async def test_a_private_or_shared_channel_asks_its_own_members(
    center: Rehearsal, only: Asked, wire: Wire, name: str, member: str
) -> None:
    channel = own_channel(center, name)
    await center.import_office(only(channel=channel))
    await center.tenant.reshaping.add_app(channel)
    await center.at(MONDAY)
    assert "0 of 4 answered" in shown(center, channel)
    assert await Person(center, member, channel).answers(**GREEN) == SAVED

    data = answer(await open_round(center, channel))
    outside = Person(center, "noor.haddad", channel)
    assert "asks the members of this channel" in (await wire.post(wire.press(outside, data))).says


async def test_whom_a_team_brings_into_a_shared_channel_is_asked_and_counted(
    center: Rehearsal, only: Asked
) -> None:
    """PRJ-Borealis has eight people, none of whom was added to the channel themselves."""
    shared = own_channel(center, "Beta customers")
    await center.import_office(only(channel=shared))
    await center.tenant.reshaping.add_app(shared)
    await center.at(MONDAY)
    assert "0 of 4 answered" in shown(center, shared)

    await center.tenant.reshaping.share(shared, "PRJ-Borealis")
    await center.settled()
    assert "0 of 12 answered" in shown(center, shared)
    assert await Person(center, "henrik.lindqvist", shared).answers(**GREEN) == SAVED

    await center.tenant.reshaping.share(shared, "PRJ-Borealis", shared=False)
    await center.settled()
    assert "1 of 5 answered" in shown(center, shared), "who answered counts on"


async def test_people_of_another_organisation_are_not_asked_and_not_counted(
    center: Rehearsal, only: Asked, wire: Wire
) -> None:
    shared = own_channel(center, "Beta customers")
    (outsider,) = center.tenant.world.facts.outsiders
    rahel = Person(center, outsider.mail.split("@")[0], shared)
    await center.import_office(only(channel=shared))
    await center.tenant.reshaping.add_app(shared)
    await center.tenant.reshaping.change_members(shared, [outsider.id], [])
    await center.at(MONDAY)

    assert "0 of 4 answered" in shown(center, shared)
    data = answer(await open_round(center, shared))
    assert "asks the members of this channel" in (await wire.post(wire.press(rahel, data))).says


async def test_while_the_roster_cannot_be_read_the_card_counts_without_of_how_many(
    center: Rehearsal, noor: Person
) -> None:
    await center.database.run("UPDATE rosters SET read_at = NULL, asked_at = now()")
    await center.at(MONDAY)
    assert "**0 answered**" in shown(center)
    assert await noor.answers(**GREEN) == SAVED

    await center.at(MONDAY.replace(day=17))
    assert "1 answered · closed" in shown(center)


@pytest.mark.usefixtures("monday")
async def test_who_is_away_is_told_so_instead_of_that_nothing_waits(noor: Person) -> None:
    await noor.writes("away until friday", noor.chat)
    assert "You are away until 20 November 2026, so no check-in asks you." in await noor.writes(
        "check in", noor.chat
    )
    await noor.writes("back", noor.chat)
    assert "1 check-in to answer" in await noor.writes("check in", noor.chat)
