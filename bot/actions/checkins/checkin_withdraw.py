"""*Withdraw my answer*: take it back while the round is open."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.checkins import service, who


async def run(turn: Turn) -> Reply:
    """Take the answer back."""
    said = await service.withdraw(
        turn.ports.checkins, turn.text("round"), turn.person_id, turn.data, turn.now
    )
    return Reply(says=said)


BUTTON = Button(run, (Press.SUBMIT,), who.ANSWER)
