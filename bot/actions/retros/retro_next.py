"""*Start voting*, *Go on to actions*: leave the phase that the card showed for the next one."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Move the retro on."""
    said = await service.move_on(
        turn.ports.retros, turn.text("retro"), turn.text("phase"), turn.now, turn.number("moves")
    )
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.LEAD)
