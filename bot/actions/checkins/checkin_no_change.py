"""*Nothing changed*: answer as last time with one press."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.checkins import service, who


async def run(turn: Turn) -> Reply:
    """Repeat the last answer."""
    round_id = turn.text("round")
    said = await service.no_change(turn.ports.checkins, round_id, turn.person_id, turn.now)
    return Reply(says=said)


BUTTON = Button(run, (Press.ONE,), who.ANSWER)
