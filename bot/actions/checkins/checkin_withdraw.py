"""*Withdraw my answer*: take it back while the round is open."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.checkins import service


async def run(turn: Turn) -> Reply:
    """Take the answer back."""
    said = await service.withdraw(turn.ports, turn.text("round"), turn.place, turn.data, turn.now)
    return Reply(says=said)


ACTION = Action(run, (Press.SUBMIT,))
