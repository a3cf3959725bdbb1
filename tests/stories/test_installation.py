"""Where Process Center is installed it greets once; where it is not, its cards wait."""

from datetime import timedelta

import pytest

from simulator.faults import Fault, FaultKind
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY, Person, read, shown
from tests.stories.records import deliveries
from tests.stories.wire import Wire

DOVETAIL = "19:aa2ae590ec1151b6acddf57286c9da8f@thread.tacv2"


def greetings(center: Rehearsal, team: str = "PRJ-Apollo") -> int:
    """How often a team's channel General was greeted."""
    found = center.tenant.world.directory.teams.values()
    general = next(each.general for each in found if each.name == team)
    return sum("Check-ins come to this team" in read(card) for card in center.cards(general))


async def test_a_team_is_greeted_once_though_teams_tells_of_it_twice(center: Rehearsal) -> None:
    assert greetings(center) == 1
    assert greetings(center, "PRJ-Dovetail") == 0


async def test_a_team_is_greeted_once_though_the_two_tell_of_different_channels(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    """As when somebody installs from a channel: one event names it, the other names General."""
    added = {"membersAdded": [{"id": center.tenant.world.bot_id}], "type": "conversationUpdate"}
    heard = await wire.posts(
        wire.message(noor, "", type="installationUpdate", action="add"),
        wire.message(noor, "") | added,
    )
    await center.settled()

    assert [each.status for each in heard] == [200, 200]
    assert greetings(center) == 1
    assert center.cards(APOLLO) == []


async def test_a_person_is_greeted_in_their_own_chat(center: Rehearsal, noor: Person) -> None:
    await center.tenant.install([], [noor.account.id])
    await center.settled()

    (card,) = center.cards(noor.chat)
    assert "Write check in to see what waits for you" in read(card)


async def test_who_removes_it_and_adds_it_again_is_greeted_again(
    center: Rehearsal, noor: Person
) -> None:
    for _ in range(2):
        await center.tenant.install(["PRJ-Apollo"], [noor.account.id])
        await center.settled()
        await center.tenant.uninstall(["PRJ-Apollo"], [noor.account.id])
    await center.install(["PRJ-Apollo"])

    assert greetings(center) == 3
    assert len(center.cards(noor.chat)) == 2


async def test_an_upgrade_of_the_app_is_no_reason_to_greet(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    upgraded = wire.message(noor, "", type="installationUpdate", action="add-upgrade")
    await wire.post(upgraded)
    await center.settled()

    assert greetings(center) == 1
    assert center.cards(APOLLO) == []


async def test_a_round_of_a_team_that_has_not_met_us_is_posted_when_it_does(
    center: Rehearsal,
) -> None:
    await center.at(MONDAY)
    (waiting,) = await deliveries(center, DOVETAIL)
    assert (waiting["state"], waiting["waits"]) == ("queued", True)
    assert "has not met Process Center" in waiting["reason"]

    await center.install(["PRJ-Dovetail"])
    assert "0 of 8 answered" in shown(center, DOVETAIL)
    (posted,) = await deliveries(center, DOVETAIL)
    assert (posted["state"], posted["waits"], posted["reason"]) == ("sent", False, None)


async def test_a_round_that_waited_until_its_close_is_never_posted(center: Rehearsal) -> None:
    await center.at(MONDAY)
    await center.at(MONDAY + timedelta(days=1))
    await center.install(["PRJ-Dovetail"])

    assert [each["state"] for each in await deliveries(center, DOVETAIL)] == ["cancelled"]
    assert center.cards(DOVETAIL) == []


async def test_the_card_of_a_team_that_removed_us_waits_until_we_are_back(
    center: Rehearsal,
) -> None:
    await center.tenant.uninstall(["PRJ-Apollo"])
    await center.at(MONDAY)
    assert center.cards(APOLLO) == []

    await center.install(["PRJ-Apollo"])
    assert "0 of 7 answered" in shown(center)


async def test_a_round_that_closed_while_we_were_removed_shows_its_report_when_we_are_back(
    monday: Rehearsal, noor: Person
) -> None:
    await noor.answers(schedule="green", budget="green", risks="green")
    await monday.settled()
    await monday.tenant.uninstall(["PRJ-Apollo"])
    await monday.at(MONDAY + timedelta(days=1))
    assert "open until" in shown(monday)

    await monday.install(["PRJ-Apollo"])
    assert "1 of 7 answered · closed Tue 17 Nov" in shown(monday)


@pytest.mark.parametrize("kind", [FaultKind.ROSTER, FaultKind.BLOCKED])
async def test_a_channel_that_refuses_fails_once_and_waits_for_an_installation(
    center: Rehearsal, kind: FaultKind
) -> None:
    center.tenant.fault(Fault(kind, conversation=APOLLO))
    await center.at(MONDAY)
    (refused,) = await deliveries(center)
    assert refused["state"] == "failed"
    assert "403" in refused["reason"]
    asked = len([each for each in center.tenant.log() if each["conversation"] == APOLLO])

    await center.at(MONDAY + timedelta(days=7))
    _, waiting = await deliveries(center)
    assert (waiting["state"], waiting["waits"]) == ("queued", True)
    assert len([e for e in center.tenant.log() if e["conversation"] == APOLLO]) == asked

    center.tenant.clear_faults()
    await center.tenant.uninstall(["PRJ-Apollo"])
    await center.install(["PRJ-Apollo"])
    assert "0 of 7 answered" in shown(center)


async def test_what_waits_in_a_closed_channel_goes_out_when_the_app_is_added_anew(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    """Also where we never heard that it had been removed."""
    center.tenant.fault(Fault(FaultKind.ROSTER, conversation=APOLLO, times=1))
    await center.at(MONDAY)
    await center.at(MONDAY + timedelta(days=7))
    assert shown(center) == ""

    general = Person(center, noor.name, noor_general(center))
    await wire.post(wire.message(general, "", type="installationUpdate", action="add"))
    await center.settled()
    assert "0 of 7 answered" in shown(center)


def noor_general(center: Rehearsal) -> str:
    """The channel General of Apollo."""
    teams = center.tenant.world.directory.teams.values()
    return next(each.general for each in teams if each.name == "PRJ-Apollo")
