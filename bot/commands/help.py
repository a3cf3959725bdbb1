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
    """List the commands that are offered in this kind of chat, from the folder itself.

    In a chat of several, where few are, it says where the others are.
    """
    here = turn.place.scope
    known = {
        commands.spoken(name): each.offered
        for name, each in collect(commands, "COMMAND", Command).items()
        if each is not COMMAND
    }
    lines = [(name, offered[here]) for name, offered in known.items() if here in offered]
    rest = {
        scope: [name for name, offered in known.items() if scope in offered]
        for scope in (Scope.TEAM, Scope.PERSONAL)
    }
    return Reply(card=help_card.build(lines, here, rest if here is Scope.GROUP else {}))


COMMAND = Command(
    run,
    help="Show what you can type",
    who=ANYBODY,
    offered=dict.fromkeys(Scope, LINE),
)
