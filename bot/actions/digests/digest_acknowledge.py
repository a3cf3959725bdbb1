"""*Acknowledge*: the digest notes when its leader saw it."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest
from core.digests import service


async def run(turn: Turn) -> Reply:
    """Mark it as seen; the first time counts."""
    seen = await service.acknowledge(turn.ports.digests, turn.text("digest"), turn.place, turn.now)
    return Reply(card=digest.build(seen))


ACTION = Action(run, (Press.ONE,))
