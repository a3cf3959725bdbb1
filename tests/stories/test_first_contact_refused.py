"""Teams refuses, throttles, or says nothing, when a chat with somebody is to be begun."""

import asyncio

import pytest

from jobs.tasks import Later, begin_chats
from simulator import look_up
from simulator.faults import Fault, FaultKind
from tests.rehearsal import Rehearsal
from tests.stories.contacts import at_once, begun, met, unsent
from tests.stories.digests import asks, chat, digests, tuesday
from tests.stories.digests import wants as wanted
from tests.stories.people import MONDAY, Person, said


async def test_who_left_the_team_is_not_reached_through_it(
    center: Rehearsal, desmond: Person
) -> None:
    """Our roster of it is older."""
    sales = look_up.team(center.tenant.world, "Sales")
    center.tenant.world.directory.change_members(sales, [], [desmond.account.id])
    await tuesday(center)

    ((state, why),) = await unsent(center, desmond)
    assert state == "not_installed"
    assert why.startswith("Teams answered 404 MemberNotFoundInConversation: ")


async def test_a_team_that_refuses_is_passed_for_another(
    center: Rehearsal, desmond: Person
) -> None:
    """Here we were removed from it, and did not hear of that."""
    await center.install(["Customer Care"])
    care = look_up.team(center.tenant.world, "Customer Care")
    center.tenant.world.installs.remove_team(care)
    await tuesday(center)
    assert len(digests(center, desmond)) == 1


async def test_an_address_that_nobody_answers_at_any_more_is_passed_for_another(
    center: Rehearsal, desmond: Person
) -> None:
    """As where Teams moved one and nothing was heard from that team since."""
    await center.install(["Customer Care"])
    care = look_up.team(center.tenant.world, "Customer Care")
    await center.database.run(
        "UPDATE addresses SET service_url = 'http://127.0.0.1:9/' WHERE team_id = %(team)s",
        {"team": care.id},
    )
    await tuesday(center)
    assert len(digests(center, desmond)) == 1


async def test_where_we_are_removed_from_their_team_what_comes_later_waits(
    center: Rehearsal, desmond: Person
) -> None:
    await tuesday(center)
    await center.tenant.uninstall(["Sales"], [])
    await tuesday(center, weeks=1)
    assert len(digests(center, desmond)) == 1

    await center.install(["Sales"])
    await center.database.run("UPDATE addresses SET closed_until = now() WHERE closed IS NOT NULL")
    await center.sweep()
    await center.settled()
    assert len(digests(center, desmond)) == 2


@pytest.mark.parametrize("kind", [FaultKind.ROSTER, FaultKind.BLOCKED, FaultKind.FORBIDDEN])
async def test_whom_teams_refuses_is_not_installed_and_asked_a_day_later(
    center: Rehearsal, desmond: Person, kind: FaultKind
) -> None:
    center.tenant.fault(Fault(kind, conversation=desmond.chat))
    await tuesday(center)
    ((state, why),) = await unsent(center, desmond)
    assert state == "not_installed"
    assert why.startswith("Teams answered 403 ")
    assert (await center.ports.posting.contacts.unmet())[0].why == why

    center.tenant.clear_faults()
    await at_once(center)
    assert len(digests(center, desmond)) == 1


@pytest.mark.parametrize(
    "kind",
    [
        *(FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.UNAVAILABLE),
        *(FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER, FaultKind.GATEWAY_TIMEOUT),
    ],
)
async def test_an_answer_that_is_lost_is_asked_for_again(
    center: Rehearsal, desmond: Person, kind: FaultKind
) -> None:
    """A process that dies before it kept the chat finds the same."""
    center.tenant.fault(Fault(kind, conversation=desmond.chat, times=1))
    await tuesday(center)
    assert digests(center, desmond) == []
    assert [state for state, _ in await unsent(center, desmond)] == ["queued"]

    await at_once(center)
    assert len(digests(center, desmond)) == 1
    assert len(center.cards(desmond.chat)) == 1


@pytest.mark.parametrize("kind", [FaultKind.THROTTLE, FaultKind.SIGN_IN])
async def test_while_teams_asks_us_to_wait_nobody_is_refused(
    center: Rehearsal, desmond: Person, kind: FaultKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begin_chats, "SIGNED_OUT", 0.1)
    times = 1 if kind is FaultKind.THROTTLE else 2  # a token that is refused is renewed once
    fault = Fault(kind, conversation=desmond.chat, times=times, retry_after=1)
    center.tenant.fault(fault)
    await tuesday(center)

    assert len(digests(center, desmond)) == 1
    assert begun(center, desmond)[-1] == 201


async def test_two_servers_at_once_send_each_card_once(
    center: Rehearsal, desmond: Person, other: Rehearsal
) -> None:
    """The queue has only one of them work at a time; here both do."""
    await center.at(MONDAY)
    await center.ports.posting.deliveries.add(
        "one", f"person:{desmond.account.id}", None, {"text": "Hello."}
    )
    await center.settled()
    await asyncio.gather(*(begin_chats.run(each.ports) for each in (center, other)))
    await center.settled()

    assert len(center.tenant.messages(desmond.chat)) == 1
    kept = "SELECT count(*) AS many FROM addresses WHERE person_id = %(person)s"
    found = await center.database.row(kept, {"person": desmond.account.id})
    assert found == {"many": 1}


@pytest.mark.usefixtures("desmond")
async def test_who_is_of_no_tenant_of_ours_is_refused(center: Rehearsal) -> None:
    """As somebody from elsewhere whom the office file names by their id."""
    stranger = "99999999-0000-4000-8000-000000000000"
    await center.ports.posting.deliveries.add("one", f"person:{stranger}", None, {"text": "Hello."})
    await center.settled()
    await center.sweep()
    await center.settled()

    found = await center.ports.posting.unsent.all()
    assert [each.shown for each in found if each.recipient == stranger] == ["not_installed"]


async def test_a_team_of_hundreds_is_asked_no_faster_than_teams_allows(
    center: Rehearsal, desmond: Person
) -> None:
    """Who somebody is in a team may be asked so often; the others come again in a moment."""
    sales = look_up.team(center.tenant.world, "Sales")
    people = center.tenant.world.directory.rosters[sales.id].members
    for person in people:
        await center.ports.posting.deliveries.add(
            f"to {person}", f"person:{person}", None, {"text": "Hello."}
        )
    await center.settled()
    assert await center.ports.posting.limits.members(sales.general) == 0.0
    await center.database.run("UPDATE limits SET free_at = now() + interval '1 minute'")
    with pytest.raises(Later) as caught:
        await begin_chats.run(center.ports)
    assert 40 < caught.value.delay <= 60
    assert begun(center, desmond) == []
    assert not any([await met(center, each) for each in people])

    await center.database.run("DELETE FROM limits")
    await center.sweep()
    await center.settled()
    assert all([await met(center, each) for each in people])
    assert center.tenant.counts()["throttled"] == 0


@pytest.mark.usefixtures("desmond")
async def test_an_owner_whom_nothing_reaches_is_not_asked(center: Rehearsal, ada: Person) -> None:
    """And once Teams has refused them."""
    kim = await chat(center, "kim")
    await center.at(MONDAY)
    await wanted(center)
    await tuesday(center)
    center.tenant.fault(Fault(FaultKind.ROSTER, conversation=ada.chat))
    await asks(kim, "By when?", project="apollo")
    await center.sweep()
    await center.settled()

    refused = await center.tenant.press(
        kim.account.id, kim.chat, "digest.ask", data={"project": "apollo"}
    )
    assert "has not met Process Center yet" in said(refused)
