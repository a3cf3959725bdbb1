"""*Close the retro*: its card becomes the summary."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Close it in whatever phase it is."""
    said = await service.close(
        turn.ports.retros, turn.text("retro"), turn.now, turn.number("moves")
    )
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.LEAD)
