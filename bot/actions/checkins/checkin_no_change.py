"""*Nothing changed*: answer as last time with one press."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.checkins import service


async def run(turn: Turn) -> Reply:
    """Repeat the last answer."""
    return Reply(says=await service.no_change(turn.ports, turn.text("round"), turn.place, turn.now))


ACTION = Action(run, (Press.ONE,))
