"""Who is written to first, by which way, and when again after a refusal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.people.rosters import Channel, ChannelKind, Roster
from core.posting.addresses import Address, Met
from core.posting.contacts import Contact, Unmet, Way
from core.posting.deliveries import Cause
from core.posting.subjects import Subject
from jobs.tasks import clear
from store.database import Database
from store.posting.cards import NewCard, post
from store.posting.contacts import ContactStore
from store.posting.things import Thing, begin
from tests.ground import CHANNEL, TEAM, Ground, ground, member

GENERAL, PRIVATE = "19:general@thread.tacv2", "19:private@thread.tacv2"
SALES, SALES_CHANNEL = "team-sales", "19:sales@thread.tacv2"
DAY = timedelta(days=1)
CHAT = Address("a:kim", "http://127.0.0.1:9/", "28:bot", "home")


@pytest.fixture
async def waiting(inside: Ground) -> Ground:
    """A card waits for Kim, who is in a team that has the app and never wrote."""
    await inside.meet()
    await inside.roster("kim", "ada")
    await wants(inside)
    return inside


async def wants(inside: Ground, id_: str = "one", person: str = "kim") -> None:
    """A card for somebody with whom there is no chat."""
    async with inside.database.transaction() as connection:
        await begin(connection, Thing("digest", id_, addressee=person, by_members=False))
        card = NewCard(Subject("digest", id_, person), f"person:{person}")
        await post(connection, inside.engine.defer_in, card)


async def due(inside: Ground) -> list[str]:
    """Whose turn it is."""
    return [each.person_id for each in await inside.ports.posting.contacts.due()]


async def kim(inside: Ground) -> Contact:
    """Kim as she is to be tried."""
    (found,) = await inside.ports.posting.contacts.due()
    return found


async def refuse(inside: Ground) -> None:
    """Teams lets us begin no chat with Kim."""
    found = await kim(inside)
    await inside.ports.posting.contacts.refused(found, "Teams says no.", DAY)


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


async def test_a_chat_that_is_begun_is_kept_and_gets_what_waited(waiting: Ground) -> None:
    await wants(waiting, "two")
    contacts = waiting.ports.posting.contacts
    assert await contacts.met("kim", CHAT) == 2
    assert await contacts.met("kim", CHAT) == 0, "twice is once"

    assert len(await waiting.jobs("deliver")) == 2
    assert await waiting.value("SELECT chat_of('kim')") == "a:kim"
    assert await waiting.ports.posting.addresses.find("a:kim", None) == CHAT
    where = "SELECT array_agg(DISTINCT conversation_id) FROM deliveries"
    assert await waiting.value(where) == ["a:kim"]
    assert await due(waiting) == []


async def test_what_began_to_wait_just_as_somebody_wrote_is_sent_all_the_same(
    waiting: Ground,
) -> None:
    """Its transaction did not see the chat yet."""
    await waiting.ports.posting.addresses.learn(Met(CHAT, None, "kim"))
    assert (await kim(waiting)).chat == "a:kim"

    await waiting.ports.posting.deliveries.release("a:kim", None)
    assert await due(waiting) == []


async def test_a_chat_that_was_known_without_its_person_becomes_theirs(waiting: Ground) -> None:
    await waiting.ports.posting.addresses.learn(Met(CHAT, None, None))
    await waiting.ports.posting.contacts.met("kim", CHAT)

    assert await waiting.value("SELECT chat_of('kim')") == "a:kim"
    assert await due(waiting) == []


@pytest.mark.parametrize("for_good", [True, False])
async def test_who_removed_or_blocked_us_is_not_written_to_first(
    waiting: Ground, for_good: bool
) -> None:
    addresses = waiting.ports.posting.addresses
    await addresses.learn(Met(CHAT, None, "kim"))
    await addresses.close("a:kim", None, "They removed it.", for_good=for_good)
    assert await due(waiting) == []


async def test_who_was_refused_rests_for_a_day(waiting: Ground) -> None:
    await refuse(waiting)
    assert await due(waiting) == []

    await waiting.database.run("UPDATE first_contacts SET again_at = again_at - interval '1 day'")
    assert await due(waiting) == ["kim"]


async def test_a_new_team_that_has_the_app_ends_the_rest(waiting: Ground) -> None:
    await refuse(waiting)
    await waiting.meet(SALES, SALES_CHANNEL)
    assert await due(waiting) == [], "she is not in it"

    sales = (Channel(SALES_CHANNEL, ChannelKind.STANDARD),)
    roster = Roster(SALES, (member("kim"),), sales, {}, frozenset())
    await waiting.ports.people.rosters.save(roster)
    assert await due(waiting) == ["kim"]
    await refuse(waiting)
    assert await due(waiting) == [], "both were tried now"


async def test_no_answer_is_no_refusal_and_is_asked_for_later_each_time(waiting: Ground) -> None:
    contacts = waiting.ports.posting.contacts
    waits = [await contacts.unanswered("kim") for _ in range(9)]

    assert [each.total_seconds() for each in waits[:4]] == [5, 10, 20, 40]
    assert waits[-1] == timedelta(minutes=10)
    assert await due(waiting) == []
    assert await contacts.unmet() == []
    await waiting.database.run("UPDATE first_contacts SET again_at = now()")
    assert await due(waiting) == ["kim"]


async def test_an_operator_is_told_who_is_not_met_while_something_waits(waiting: Ground) -> None:
    await refuse(waiting)
    contacts = waiting.ports.posting.contacts
    assert await contacts.unmet() == [Unmet("Kim", "Teams says no.")]

    (card,) = await waiting.ports.posting.unsent.all()
    assert (card.shown, card.reason, card.name) == ("not_installed", "Teams says no.", "Kim")
    await contacts.met("kim", CHAT)
    assert await contacts.unmet() == []
    assert await waiting.value("SELECT count(*) FROM first_contacts") == 0


async def test_a_card_is_on_its_way_until_somebody_says_no(waiting: Ground) -> None:
    (card,) = await waiting.ports.posting.unsent.all()
    assert (card.shown, card.stays) == ("queued", False)
    outcomes = waiting.ports.posting.deliveries.outcomes
    assert await outcomes("digest", ["one"], 3) == {"queued": 1}

    await refuse(waiting)
    assert await outcomes("digest", ["one"], 3) == {"waiting": 1}


async def test_a_message_that_waits_for_somebody_is_told_beside_the_cards(inside: Ground) -> None:
    """A report has no thing; once it failed in a chat nobody asks for it."""
    await inside.roster("kim")
    body = {"text": "The report."}
    deliveries = inside.ports.posting.deliveries
    await deliveries.add("report:run:kim", "person:kim", None, body)
    await deliveries.add("report:run:ada", "a:ada", None, body)
    for number in (1, 2):
        await deliveries.wait_for_address(number)
    await refuse(inside)

    (told,) = await inside.ports.posting.unsent.all()
    assert (told.called, told.shown, told.recipient) == ("a message to Kim", "not_installed", "kim")


async def test_whom_nobody_tried_for_a_day_is_forgotten(waiting: Ground) -> None:
    await refuse(waiting)
    await clear.JOB(waiting.ports)
    assert await waiting.value("SELECT count(*) FROM first_contacts") == 1

    await waiting.database.run(
        "UPDATE first_contacts SET again_at = again_at - interval '49 hours'"
    )
    await clear.JOB(waiting.ports)
    assert await waiting.value("SELECT count(*) FROM first_contacts") == 0


async def test_two_servers_begin_with_the_same_chat(waiting: Ground, database_url: str) -> None:
    async with Database(database_url) as another, ground(another) as two:
        sent = [await each.ports.posting.contacts.met("kim", CHAT) for each in (waiting, two)]
    assert sent == [1, 0]
    assert await waiting.value("SELECT count(*) FROM addresses WHERE person_id = 'kim'") == 1


@pytest.mark.parametrize(
    ("case", "installs", "reaches"),
    [
        ("in a team", False, "person:kim"),
        ("refused", False, None),
        ("refused", True, None),
        ("not answered for", False, "person:kim"),
        ("in no team", False, None),
        ("in no team", True, "person:kim"),
        ("nowhere", True, None),
        ("met", False, "a:kim"),
        ("removed us", True, None),
    ],
)
async def test_where_a_card_for_somebody_goes(
    waiting: Ground, case: str, installs: bool, reaches: str | None
) -> None:
    posting = waiting.ports.posting
    match case:
        case "refused":
            await refuse(waiting)
        case "not answered for":
            await posting.contacts.unanswered("kim")
        case "in no team":
            await waiting.ports.people.rosters.left(TEAM, ["kim"])
        case "nowhere":
            await posting.addresses.forget_team(TEAM)
        case "met":
            await posting.contacts.met("kim", CHAT)
        case "removed us":
            await posting.addresses.learn(Met(CHAT, None, "kim"))
            await posting.addresses.close("a:kim", None, "Removed.", for_good=True)
    found = await waiting.value("SELECT reach_of('kim', %(all)s)", all=installs)
    assert found == reaches


async def test_whoever_waits_longest_comes_first_and_thousands_come_in_parts(
    inside: Ground,
) -> None:
    await inside.database.run(
        """
        INSERT INTO deliveries (key, conversation_id, body, waits_for_address)
        SELECT 'm' || n, 'person:' || (1000 - n), '{}', true FROM generate_series(0, 499) AS n
        """
    )
    first = await due(inside)
    assert first[:2] == ["1000", "999"]
    assert len(first) == 200


async def test_an_address_that_refuses_is_not_the_one_that_is_used(inside: Ground) -> None:
    """Whoever has the app for themselves is reached through any that is open."""
    await inside.meet()
    await inside.meet(SALES, SALES_CHANNEL)
    await inside.ports.posting.addresses.close(SALES_CHANNEL, SALES, "gone", Cause.GONE)
    await wants(inside)
    found = (await kim(inside)).anywhere
    assert found == replace(CHAT, conversation_id=CHANNEL)
