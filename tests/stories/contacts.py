"""First contact in the stories: whom Teams was asked about, and what came of it."""

from typing import Any

from tests.rehearsal import Rehearsal
from tests.stories.people import Person

BEGIN = "/teams/v3/conversations"


def begun(center: Rehearsal, who: Person) -> list[int]:
    """What Teams answered each time that we would begin a chat with somebody."""
    return [
        each["status"]
        for each in center.tenant.log()
        if each["path"] == BEGIN and each["conversation"] == who.chat
    ]


async def unsent(center: Rehearsal, who: Person) -> list[tuple[str, str]]:
    """The cards for somebody that are not sent: their state, and why."""
    found = await center.ports.posting.unsent.all()
    return [(each.shown, each.reason) for each in found if each.recipient == who.account.id]


async def at_once(center: Rehearsal) -> None:
    """The time comes at which who was refused, or not answered for, is tried again."""
    await center.database.run("UPDATE first_contacts SET again_at = now()")
    await center.sweep()
    await center.settled()


async def met(center: Rehearsal, person: str) -> bool:
    """Whether there is a chat with them."""
    found = await center.database.row("SELECT chat_of(%(person)s) AS chat", {"person": person})
    return bool(found and found["chat"])


async def wants(center: Rehearsal, who: Person) -> None:
    """A message for somebody with whom there is no chat; nobody looks after it yet."""
    body: dict[str, Any] = {"text": "Hello."}
    await center.ports.posting.deliveries.add("one", f"person:{who.account.id}", None, body)
    await center.settled()
