"""`help` — what can be typed here."""

from bot import commands
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.chat import help as help_card
from cards.kit.elements import Place
from core.registry import collect


async def run(turn: Turn) -> Reply:
    """List the commands, from the folder itself."""
    known = collect(commands, "COMMAND", Command)
    lines = [
        (f"{commands.spoken(name)} {each.takes}".strip(), each.help) for name, each in known.items()
    ]
    where: Place = "team" if turn.channel_id else "personal"
    return Reply(card=help_card.build(lines, where, unknown=bool(turn.words)))


COMMAND = Command(run, help="Show what you can type")
