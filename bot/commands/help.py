"""`help` — what can be typed here."""

from bot import commands
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.chat import help as help_card
from core.people.roles import ANYBODY
from core.pressing.place import Scope
from core.registry import collect

LINE = "What you can write here"


async def run(turn: Turn) -> Reply:
    """List the commands that are offered in this kind of chat, from the folder itself."""
    here = turn.place.scope
    known = collect(commands, "COMMAND", Command)
    lines = [
        (commands.spoken(name), each.offered[here])
        for name, each in known.items()
        if here in each.offered and each is not COMMAND
    ]
    return Reply(card=help_card.build(lines, here))


COMMAND = Command(
    run,
    help="Show what you can type",
    who=ANYBODY,
    offered=dict.fromkeys(Scope, LINE),
)
