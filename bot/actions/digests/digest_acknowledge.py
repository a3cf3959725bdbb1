"""*Seen*: the digest notes when its leader saw it."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest
from core.digests import service, who


async def run(turn: Turn) -> Reply:
    """Mark it as seen; the first time counts."""
    seen = await service.acknowledge(
        turn.ports.digests, turn.text("digest"), turn.person_id, turn.now
    )
    return Reply(card=digest.build(seen, turn.now))


BUTTON = Button(run, (Press.ONE,), who.READ)
