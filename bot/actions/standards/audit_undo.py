"""*Undo* on the card of a plan: all that it changed, and can be put back, is put back."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.standards import who
from core.standards.changes.approving import approve_undo
from core.standards.changes.model import Who

SAYS = "It is being put back. This card shows what became of it."


async def run(turn: Turn) -> Reply:
    """Twice is once."""
    who_ = Who(turn.person_id, turn.person_name or "Somebody")
    await approve_undo(turn.ports.changes, turn.text("plan"), [], who_)
    return Reply(says=SAYS)


BUTTON = Button(run, (Press.ONE,), who.UNDO)
