"""`audit` in a channel: what this team does not meet, for those who answer for it."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.markup import escape
from core.standards.who import HERE_ALONE, OWNERS_ONLY
from jobs.tasks.audit_team import WAITING
from simulator import look_up
from simulator.faults import Fault, FaultKind, Where
from tests.conftest import Server
from tests.rehearsal import QUICK, Company, Rehearsal, restarted
from tests.stories.audits import ASK, night, owners, runs
from tests.stories.people import APOLLO, CEDAR, Person, read
from tests.stories.wire import Wire

IMPATIENT = replace(QUICK, silence=timedelta(0))
EMBER = "19:6ade68d36360561da5cd5284daf18247@thread.tacv2"


async def test_an_owner_sees_what_is_not_met_why_and_how_to_put_it_right(
    center: Rehearsal,
) -> None:
    await center.install(["PRJ-Ember"])
    owners(center, "PRJ-Ember").append(Person(center, "darnell.hughes").account.id)
    card = await Person(center, "darnell.hughes", EMBER).writes(ASK)

    assert "PRJ-Ember" in card
    assert "1 active owner; the standard asks for 2" in card
    assert "Without a second owner one leave is enough" in card
    assert "Ask people who run the work" in card


async def test_the_process_center_may_ask_where_it_owns_nothing(center: Rehearsal) -> None:
    await center.install(["PRJ-Ember"])

    assert "the standard asks for 2" in await Person(center, "pat", EMBER).writes(ASK)


@pytest.mark.parametrize(
    ("name", "channel"),
    [("noor.haddad", APOLLO), ("peter.oduya", CEDAR)],
    ids=["a member", "a guest"],
)
async def test_others_are_told_who_may_ask_and_nothing_is_kept(
    center: Rehearsal, name: str, channel: str
) -> None:
    assert await Person(center, name, channel).writes(ASK) == OWNERS_ONLY
    assert await runs(center) == []


async def test_who_became_an_owner_may_ask_once_it_was_read_and_who_ceased_to_be_one_may_not(
    center: Rehearsal, noor: Person
) -> None:
    await night(center)
    anil = Person(center, "anil.deshpande")
    owners(center, "PRJ-Apollo").append(noor.account.id)
    owners(center, "PRJ-Apollo").remove(anil.account.id)

    assert await anil.writes(ASK) == OWNERS_ONLY, "as the team is now, not as its roster was"
    assert await noor.writes(ASK) == OWNERS_ONLY
    await center.settled()
    assert "PRJ-Apollo" in await noor.writes(ASK)
    assert await anil.writes(ASK) == OWNERS_ONLY


async def test_the_project_s_owner_may_ask_without_owning_the_team(
    center: Rehearsal, ada: Person
) -> None:
    owners(center, "PRJ-Apollo").remove(ada.account.id)
    await night(center)

    assert "PRJ-Apollo" in await ada.writes(ASK)


async def test_the_answer_stands_in_the_thread_where_it_was_asked(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    root = await center.tenant.say(ada.account.id, APOLLO, "Morning")
    said = wire.message(ada, "<at>Process Center</at> audit")
    said["conversation"]["id"] = f"{APOLLO};messageid={root['id']}"
    await wire.post(said)
    await center.settled()

    answer = center.tenant.messages(APOLLO)[-1]
    assert "PRJ-Apollo" in read(*answer["cards"])
    assert answer["thread"] == root["id"]


async def test_the_team_is_known_though_teams_names_only_its_thread(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    said = wire.message(ada, "<at>Process Center</at> audit")
    del said["channelData"]["team"]["aadGroupId"]
    await wire.post(said)
    await center.settled()

    assert "PRJ-Apollo" in read(*center.cards(APOLLO))


async def test_a_team_that_nobody_ever_named_is_said_to_be_unknown(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    await center.database.run("DELETE FROM addresses")
    await center.database.run("DELETE FROM channels")
    said = wire.message(ada, "<at>Process Center</at> audit")
    del said["channelData"]["team"]
    await wire.post(said)
    await center.settled()

    assert "which team this is" in center.tenant.messages(APOLLO)[-1]["content"]["text"]


async def test_a_message_that_teams_repeats_gets_one_card_and_one_run(
    center: Rehearsal, wire: Wire, ada: Person
) -> None:
    said = wire.message(ada, "<at>Process Center</at> audit", id="1700000000000")
    await wire.posts(*[said] * 4)
    await center.settled()
    await wire.post(said)
    await center.settled()

    assert read(*center.cards(APOLLO)).count("PRJ-Apollo") == 1
    assert len(await runs(center)) == 1


async def test_pairs_of_teams_come_from_the_last_audit_of_all_with_its_time(
    center: Rehearsal, ada: Person
) -> None:
    """Two teams of the same people can only be found where all teams are read."""
    roster = center.tenant.world.directory.rosters
    world = center.tenant.world
    apollo = next(each for each in world.directory.teams.values() if each.name == "PRJ-Apollo")
    cedar = next(each for each in world.directory.teams.values() if each.name == "PRJ-Cedar")
    roster[cedar.id].members[:] = [*roster[apollo.id].members, *roster[cedar.id].owners]
    assert "PRJ-Cedar" not in await ada.writes(ASK)

    await night(center)
    card = await ada.writes(ASK)
    assert "PRJ-Cedar" in card
    assert "Tue 17 Nov, 2:00" in card


async def test_who_is_in_another_team_is_told_in_an_owner_s_chat_and_not_where_guests_read_along(
    center: Rehearsal, ada: Person
) -> None:
    directory = center.tenant.world.directory
    apollo = look_up.team(center.tenant.world, "PRJ-Apollo")
    cedar = look_up.team(center.tenant.world, "PRJ-Cedar")
    theirs = directory.rosters[cedar.id]
    theirs.members[:] = [*directory.rosters[apollo.id].members, *theirs.owners]
    await center.tenant.install([], [ada.account.id])
    await night(center)
    names = {directory.people[id_].name for id_ in theirs.members}

    aloud = (await ada.writes(ASK)).partition("With other teams")[2]
    assert re.search(r"”: \d+ of \d+ people are in both; the standard asks for less", aloud)
    assert [name for name in names if name in aloud] == []
    own = (await ada.writes("audit PRJ-Apollo", ada.chat)).partition("With other teams")[2]
    assert [name for name in names if name in own]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FaultKind.SIGN_IN, "the sign-in was refused"),
        (FaultKind.HTML, "what answered is not Microsoft Graph"),
        (FaultKind.NOTHING, "the connection to Microsoft Graph broke off"),
    ],
)
async def test_a_graph_that_cannot_be_read_is_one_sentence_in_the_same_place(
    center: Rehearsal, ada: Person, kind: FaultKind, words: str
) -> None:
    center.tenant.fault(Fault(kind, where=Where.GRAPH))
    said = await ada.writes(ASK)

    assert words in said
    assert "\n" not in said
    assert await runs(center) == []


async def test_a_permission_that_is_missing_is_named_and_nothing_of_it_passes(
    center: Rehearsal, ada: Person
) -> None:
    center.tenant.deny("TeamSettings.Read.All")
    card = await ada.writes(ASK)

    assert "not permitted, needs TeamSettings.Read.All" in card


async def test_where_the_owners_cannot_be_read_only_the_process_center_sees_the_rest(
    center: Rehearsal,
) -> None:
    await center.install(["PRJ-Ember"])
    center.tenant.fault(Fault(FaultKind.FORBIDDEN, where=Where.GRAPH_PART, read="group_members"))

    assert "I cannot tell who owns this team" in await Person(center, "anil.deshpande").writes(ASK)
    assert "not permitted" in await Person(center, "pat", EMBER).writes(ASK)


async def test_who_waits_for_long_hears_that_it_goes_on(
    postgres: Server, company: Company, tmp_path: Path
) -> None:
    async with restarted(postgres, company, tmp_path, IMPATIENT) as center:
        said = await Person(center, "ada").writes(ASK)

    assert said.startswith(WAITING)
    assert "PRJ-Apollo" in said


async def test_names_are_shown_as_they_were_typed_and_none_is_logged(
    center: Rehearsal, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    directory = center.tenant.world.directory
    team = next(each for each in directory.teams.values() if each.name == "PRJ-Apollo")
    odd = "PRJ-*A* [b](http://c) <at>d</at> \u05d0\u05e4"
    directory.teams[team.id] = replace(team, name=odd)
    answer = await ada.writes(ASK)

    assert escape(odd) in answer
    assert odd not in caplog.text


async def test_in_a_channel_its_own_team_is_checked_and_no_other(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    await night(center)

    assert "PRJ-Apollo · check against" in await ada.writes(f"{ASK} prj-apollo")
    assert await ada.writes(f"{ASK} PRJ-Borealis") == HERE_ALONE
    assert await noor.writes(f"{ASK} PRJ-Borealis") == OWNERS_ONLY
