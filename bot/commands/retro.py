"""`retro [format]` — begin a retro in this channel, in the format that is named."""

from bot.chat.bringing import bring
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.posting.subjects import Subject
from core.pressing.place import Scope
from core.retros import service, who

ANOTHER = "Another one can begin when it is closed."


async def run(turn: Turn) -> Reply:
    """The card is the answer; of a retro that is open already it is said where that stands."""
    begun = await service.start(turn.ports.retros, turn.place, turn.words, turn.now)
    if begun.new:
        return Reply(to_all=turn.did(f"began a retro of {begun.project}"))
    says = f"The retro of {begun.project} is open already"
    await bring(turn, Subject("retro", begun.retro_id), says, ANOTHER)
    return Reply()


COMMAND = Command(
    run,
    help="Look back with the team in this channel",
    who=who.OPEN,
    offered={Scope.TEAM: "Look back with the team, for example: retro sailboat"},
    takes="[format]",
)
