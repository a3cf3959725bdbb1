"""Who is written to first, what became of it, and when again after a refusal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.people.rosters import Channel, ChannelKind, Roster
from core.posting.addresses import Met
from core.posting.contacts import Unmet
from core.posting.deliveries import Cause
from jobs.tasks import clear
from store.database import Database
from tests.ground import CHANNEL, TEAM, Ground, ground, member
from tests.store.contacts import (
    CHAT,
    SALES,
    SALES_CHANNEL,
    due,
    kim,
    refuse,
    waiting,
    wants,
)

__all__ = ["waiting"]


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
