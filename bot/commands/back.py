"""`back` — be asked again."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.people.roles import ANYBODY
from core.pressing.place import Scope


async def run(turn: Turn) -> Reply:
    """End the absence, if there is one."""
    await turn.ports.people.absences.away(turn.person_id, turn.person_name, None)
    return Reply(says="Welcome back. You are asked again from the next check-in on.")


COMMAND = Command(
    run,
    help="Be asked again after being away",
    who=ANYBODY,
    offered={Scope.PERSONAL: "I am here again"},
)
