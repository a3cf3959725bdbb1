"""`retro [format]` — begin a retro in this channel, in the format that is named."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.retros import service


async def run(turn: Turn) -> Reply:
    """The card is the answer; of a retro that is open already it is said where that stands."""
    begun = await service.start(turn.ports, turn.ports.formats, turn.place, turn.words, turn.now)
    if begun.new:
        return Reply()
    return Reply(
        says=f"The retro of {begun.project} is open already; its card is above. "
        "Another one can begin when it is closed."
    )


COMMAND = Command(run, help="Look back with the team in this channel", takes="[format]")
