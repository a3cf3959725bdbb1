"""One thing may have a card for each of many people: each is sent and edited by itself."""

from datetime import UTC, datetime

from core.posting.addresses import Address, Met
from core.posting.subjects import Subject
from store.posting.cards import NewCard, post
from store.posting.things import Thing, begin, change, end
from tests.ground import Ground
from tests.store.cards import arrive, edits, show, unshown
from tests.store.cards import posted as where

ENDS = datetime(2026, 11, 17, 15, tzinfo=UTC)
ADA, KIM, LEE = (Subject("round", "one", who) for who in ("ada", "kim", "lee"))


async def posted(inside: Ground) -> set[str]:
    """Ada and Kim have a chat with us, Lee has not; whose things have to wait."""
    for who in ("ada", "kim"):
        address = Address(f"a:{who}", "http://127.0.0.1:9/", "28:bot", "home")
        await inside.ports.posting.addresses.learn(Met(address, None, who))
    cards = [NewCard(each, f"a:{each.recipient}") for each in (ADA, KIM)]
    async with inside.database.transaction() as connection:
        await begin(connection, Thing("round", "one", ends_at=ENDS))
        waiting = NewCard(LEE, "person:lee")
        return await post(connection, inside.engine.defer_in, *cards, waiting)


async def test_each_is_sent_once_and_waits_by_itself(inside: Ground) -> None:
    assert await posted(inside) == {"one"}
    assert len(await inside.jobs("deliver")) == 2
    async with inside.database.transaction() as connection:
        again = await post(connection, inside.engine.defer_in, NewCard(ADA, "a:ada"))
    assert again == set()
    assert len(await inside.jobs("deliver")) == 2

    address = Address("a:lee", "http://127.0.0.1:9/", "28:bot", "home")
    await inside.ports.posting.addresses.learn(Met(address, None, "lee"))
    assert await inside.ports.posting.deliveries.release("a:lee", None) == 1
    assert len(await inside.jobs("deliver")) == 3


async def test_a_change_is_shown_on_each_and_counts_as_shown_on_that_one_alone(
    inside: Ground,
) -> None:
    await posted(inside)
    for each in (ADA, KIM):
        await arrive(inside, each)
    async with inside.database.transaction() as connection:
        await change(connection, "round", ["one"])
    assert {*await edits(inside)} == {ADA, KIM}

    places = [(await where(inside, each)).conversation_id for each in (ADA, KIM)]
    assert places == ["a:ada", "a:kim"]
    await show(inside, ADA)
    assert [await unshown(inside, each) for each in (ADA, KIM)] == [0, 1]
    await inside.forget_jobs()
    assert await edits(inside) == [KIM]


async def test_what_has_ended_is_sent_to_nobody_who_waits(inside: Ground) -> None:
    await posted(inside)
    await arrive(inside, ADA)
    async with inside.database.transaction() as connection:
        await end(connection, "round", "one")

    assert await inside.ports.posting.deliveries.outcomes("round", ["one"], 3) == {
        "sent": 1,
        "cancelled": 2,
    }
    assert await edits(inside) == [ADA]
