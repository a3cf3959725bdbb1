"""`digest` — get one card of how everything in your scope stands now."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.digests import digest
from cards.kit.message import message
from core.digests import service
from core.digests.model import Digest


async def run(turn: Turn) -> Reply:
    """The card is the answer; a message that Teams repeats is one digest."""
    whose = await service.leader(turn.ports.digests, turn.place)
    asked = uuid5(NAMESPACE_URL, f"{turn.conversation_id}/{turn.activity_id}")
    await service.make(turn.ports.digests, asked.hex, "", whose, turn.now, _write)
    return Reply()


def _write(made: Digest) -> Mapping[str, object]:
    return message(digest.build(made))


COMMAND = Command(run, help="For leaders: see how everything in your scope stands")
