"""*Done* beside an action: it leaves the list, also when an earlier retro agreed on it."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Mark it as done."""
    said = await service.close_action(
        turn.ports, turn.text("retro"), turn.place, turn.text("action"), turn.now
    )
    return Reply(says=said)


ACTION = Action(run, (Press.ONE,))
