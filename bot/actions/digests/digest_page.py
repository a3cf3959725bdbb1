"""*Show all*, *Next* and *Back* on a digest: the same card, another page."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest
from core.digests import service, who


async def run(turn: Turn) -> Reply:
    """Turn to the page that was asked for."""
    shown = await service.turn(turn.ports.digests, turn.text("digest"), turn.page, turn.person_id)
    return Reply(card=digest.build(shown, turn.now, shown.page))


BUTTON = Button(run, (Press.ONE,), who.READ)
