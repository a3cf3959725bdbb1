"""*Show all*, *Next* and *Back* on a digest: the same card, another page."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest
from core.digests import service


async def run(turn: Turn) -> Reply:
    """Turn to the page that was asked for."""
    shown = await service.turn(turn.ports.digests, turn.text("digest"), turn.page, turn.place)
    return Reply(card=digest.build(shown, shown.page))


ACTION = Action(run, (Press.ONE,))
