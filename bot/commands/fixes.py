"""`fixes` — all that somebody has to put right in the teams that they own."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.standards import fixes
from core.people.roles import ANYBODY
from core.pressing.place import Scope
from core.standards.changes import owning

IN_CHAT = "That is shown in a chat with me alone: write “fixes” there."


async def run(turn: Turn) -> Reply:
    """In a channel others read along."""
    if turn.place.scope is not Scope.PERSONAL:
        return Reply(says=IN_CHAT)
    found = await owning.all_of(turn.ports.standards, turn.ports.fixes, turn.person_id)
    return Reply(card=fixes.build(found))


COMMAND = Command(
    run,
    help="What is to be put right in the teams that you own, and how",
    who=ANYBODY,
    offered={Scope.PERSONAL: "What is to be put right in the teams that you own"},
)
