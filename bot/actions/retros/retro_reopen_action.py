"""*Not done* beside an action: somebody pressed *Done* too early, and it is open again."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Open it again."""
    said = await service.reopen_action(turn.ports.retros, turn.text("retro"), turn.text("action"))
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.FOLLOW_UP)
