"""*Start voting*, *Go on to actions*: leave the phase that the card showed for the next one."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Move the retro on."""
    said = await service.move_on(
        turn.ports, turn.text("retro"), turn.place, turn.text("phase"), turn.now
    )
    return Reply(says=said)


ACTION = Action(run, (Press.ONE,))
