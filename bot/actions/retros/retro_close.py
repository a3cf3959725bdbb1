"""*Close the retro*: its card becomes the summary."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Close it in whatever phase it is."""
    said = await service.close(turn.ports, turn.text("retro"), turn.place, turn.now)
    return Reply(says=said)


ACTION = Action(run, (Press.ONE,))
