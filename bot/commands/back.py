"""`back` — be asked again."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.days import local_day
from core.people.roles import ANYBODY
from core.pressing.place import Scope

WELCOME = "Welcome back. You are asked again, also by check-ins that are open now."
HERE = "You were not away; check-ins ask you as always."


async def run(turn: Turn) -> Reply:
    """End the absence, if there is one."""
    until = await turn.ports.people.absences.away(turn.person_id, turn.person_name, None)
    if until is None or until < local_day(turn.now, (await turn.clock()).zone):
        return Reply(says=HERE)
    return Reply(says=WELCOME)


COMMAND = Command(
    run,
    help="Be asked again after being away",
    who=ANYBODY,
    offered=dict.fromkeys((Scope.PERSONAL, Scope.GROUP), "I am here again"),
)
