"""*Done* beside an action: it leaves the list, also when an earlier retro agreed on it."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Mark it as done."""
    said = await service.close_action(
        turn.ports.retros, turn.text("retro"), turn.text("action"), turn.now
    )
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.FOLLOW_UP)
