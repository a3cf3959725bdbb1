"""`help` — what can be typed here."""

from bot import commands
from bot.commands import Command
from bot.turn import Reply, Turn
from cards import help as help_card
from core.registry import collect


async def run(turn: Turn) -> Reply:
    """List the commands, from the folder itself."""
    known = collect(commands, "COMMAND", Command)
    lines = [
        (f"{commands.spoken(name)} {each.takes}".strip(), each.help) for name, each in known.items()
    ]
    return Reply(card=help_card.build(lines, "team" if turn.channel_id else "personal"))


COMMAND = Command(run, help="Show what you can type")
