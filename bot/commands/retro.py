"""`retro [format]` — begin a retro in this channel, in the format that is named."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.pressing.place import Scope
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """The card is the answer; of a retro that is open already it is said where that stands."""
    begun = await service.start(turn.ports.retros, turn.place, turn.words, turn.now)
    if begun.new:
        return Reply()
    return Reply(
        says=f"The retro of {begun.project} is open already; its card is above. "
        "Another one can begin when it is closed."
    )


COMMAND = Command(
    run,
    help="Look back with the team in this channel",
    who=who.OPEN,
    offered={Scope.TEAM: "Look back with the team, for example: retro sailboat"},
    takes="[format]",
)
