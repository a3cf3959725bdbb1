"""*Back to writing*, *Back to voting*, *Reopen*: what was left too early is taken up again."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Take the retro back."""
    said = await service.back(
        turn.ports.retros, turn.text("retro"), turn.text("phase"), turn.now, turn.number("moves")
    )
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.LEAD)
