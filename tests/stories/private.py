"""A company whose Process Center answers privately, and what each of its people sees."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from simulator.slash import Slash
from tests.conftest import Server
from tests.rehearsal import Company, Rehearsal, restarted
from tests.stories.people import APOLLO, Person, read

BOT = "bot"


@asynccontextmanager
async def private(
    postgres: Server, company: Company, folder: Path, *, replies: bool = True
) -> AsyncIterator[Rehearsal]:
    """The company after a restart, in which people can write to us with a slash."""
    async with restarted(postgres, company, folder, private_replies=replies) as made:
        made.tenant.world.switches.slash = Slash()
        yield made


async def slash(who: Person, text: str) -> str:
    """Write privately, as after a slash; what is new for this person."""
    before = len(said(who.center))
    await who.center.tenant.say(who.account.id, who.channel, text, private=True)
    await who.center.settled()
    new = said(who.center, reader=who)[before:]
    return "\n".join(new)


def said(center: Rehearsal, channel: str = APOLLO, reader: Person | None = None) -> list[str]:
    """What we said in a channel, oldest first; of what `reader` does not see, nothing stands there.

    Without a reader all of it.
    """
    ours = [each for each in center.tenant.messages(channel) if each["sender"] == BOT]
    seen = [not reader or each["only"] in (None, reader.account.id) for each in ours]
    words = [each["content"]["text"] or read(*each["cards"]) for each in ours]
    return [text if yes else "" for text, yes in zip(words, seen, strict=True)]


def posts(center: Rehearsal, channel: str = APOLLO) -> list[int]:
    """How the Connector answered each post into a channel."""
    log = center.tenant.log()
    ours = [each for each in log if each["method"] == "POST" and each["where"] == "connector"]
    return [each["status"] for each in ours if each["conversation"] == channel]
