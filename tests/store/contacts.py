"""Somebody for whom a card waits, and who never wrote to us."""

from datetime import timedelta

import pytest

from core.posting.addresses import Address
from core.posting.contacts import Contact
from core.posting.subjects import Subject
from store.posting.cards import NewCard, post
from store.posting.things import Thing, begin
from tests.ground import Ground

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
