"""*Stop* on the card of a plan: what waits is approved no more."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.standards import who
from core.standards.changes.approving import stop
from core.standards.changes.model import Who

SAYS = "Stopped. What was not begun is approved no more; what is under way ends."


async def run(turn: Turn) -> Reply:
    """Pressed again it says that nothing waits."""
    who_ = Who(turn.person_id, turn.person_name or "Somebody")
    await stop(turn.ports.changes, turn.text("plan"), who_)
    return Reply(says=SAYS)


BUTTON = Button(run, (Press.ONE,), who.UNDO)
