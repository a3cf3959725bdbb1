"""`digest` — get one card of how everything in your scope stands now."""

from uuid import NAMESPACE_URL, uuid5

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.digests import service, who
from core.pressing.place import Scope

IN_OUR_CHAT = "Your digest is for you alone, so it comes in our chat."
WAITS = (
    "Your digest is for you alone. Write anything to me in a chat of our own, and it comes there."
)


async def run(turn: Turn) -> Reply:
    """The card is the answer, in a personal chat; a message that Teams repeats is one digest."""
    whose = await service.leader(turn.ports.digests, turn.person_id)
    asked = uuid5(NAMESPACE_URL, f"{turn.conversation_id}/{turn.activity_id}")
    await service.make(turn.ports.digests, asked.hex, "", whose, turn.now)
    if turn.channel_id is None:
        return Reply()
    return Reply(says=IN_OUR_CHAT if whose.conversation_id else WAITS)


COMMAND = Command(
    run,
    help="For leaders: see how everything in your scope stands",
    who=who.GET,
    alone=who.GET,
    offered={Scope.PERSONAL: "How everything in your scope stands, for leaders"},
)
