"""By which way somebody is reached who never wrote to us."""

from core.people.rosters import Channel, ChannelKind, Roster
from core.posting.addresses import Address, Met
from core.posting.contacts import Contact, Way
from core.posting.deliveries import Cause
from store.posting.contacts import ContactStore
from tests.ground import CHANNEL, TEAM, Ground, member
from tests.store.contacts import GENERAL, PRIVATE, due, kim, waiting, wants

__all__ = ["waiting"]


async def test_who_has_something_waiting_is_due_with_the_ways_to_them(waiting: Ground) -> None:
    way = Address(CHANNEL, "http://127.0.0.1:9/", "28:bot", "home")
    assert await kim(waiting) == Contact("kim", (Way(TEAM, way),), way)


async def test_nobody_is_due_for_whom_nothing_waits(inside: Ground) -> None:
    await inside.meet()
    await inside.roster("kim")
    assert await due(inside) == []


async def test_who_is_in_no_team_of_ours_is_due_without_a_way(inside: Ground) -> None:
    await wants(inside)
    assert await kim(inside) == Contact("kim")

    await inside.meet()
    found = await kim(inside)
    assert found.ways == ()
    assert found.anywhere is not None


async def test_who_is_in_no_team_of_ours_is_not_looked_for_in_another_organisation(
    inside: Ground,
) -> None:
    """One that may speak to us has spoken last."""
    await inside.meet()
    theirs = Address("a:guest", "http://127.0.0.1:9/", "28:bot", "fabrikam")
    await inside.ports.posting.addresses.learn(Met(theirs, None, "guest"))
    await wants(inside)

    (found,) = await ContactStore(inside.database, inside.engine.defer_in, ("home",)).due()
    assert found.anywhere is not None
    assert found.anywhere.tenant_id == "home"


async def test_the_way_of_a_private_channel_is_for_its_members_alone(inside: Ground) -> None:
    """And a team is reached by a channel that all of it is in."""
    for channel in (GENERAL, PRIVATE):  # the newest address is that of the private one
        await inside.meet(channel=channel)
    channels = (Channel(GENERAL, ChannelKind.STANDARD), Channel(PRIVATE, ChannelKind.PRIVATE))
    own = {PRIVATE: (member("lee"),)}
    people = (member("kim"), member("lee"))
    roster = Roster(TEAM, people, channels, own, frozenset())
    await inside.ports.people.rosters.save(roster)
    for person in ("kim", "lee"):
        await wants(inside, person, person)

    found = {each.person_id: each.ways for each in await inside.ports.posting.contacts.due()}
    assert [(each.place, each.address.conversation_id) for each in found["kim"]] == [
        (TEAM, GENERAL)
    ]
    assert {each.place for each in found["lee"]} == {TEAM, PRIVATE}


async def test_an_owner_who_is_no_member_is_in_the_team_too(inside: Ground) -> None:
    await inside.meet()
    await inside.roster("ada", owners=["kim"])
    await wants(inside)
    assert [each.place for each in (await kim(inside)).ways] == [TEAM]


async def test_a_channel_that_refuses_us_is_no_way(waiting: Ground) -> None:
    await waiting.ports.posting.addresses.close(CHANNEL, TEAM, "blocked", Cause.BLOCKED)
    assert (await kim(waiting)).ways == ()
