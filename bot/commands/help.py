"""`help` — what can be typed here."""

from bot import commands
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.chat import help as help_card
from core.people.roles import ANYBODY
from core.pressing.place import Scope
from core.registry import collect

LINE = "What I understand, in one card"


async def run(turn: Turn) -> Reply:
    """List the commands, from the folder itself."""
    known = collect(commands, "COMMAND", Command)
    lines = [
        (f"{commands.spoken(name)} {each.takes}".strip(), each.help) for name, each in known.items()
    ]
    return Reply(card=help_card.build(lines, turn.place.scope, unknown=bool(turn.words)))


COMMAND = Command(
    run,
    help="Show what you can type",
    who=ANYBODY,
    offered=dict.fromkeys(Scope, LINE),
)
