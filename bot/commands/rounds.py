"""`rounds` — how all check-ins stand, for the Process Center, in a personal chat."""

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.checkins import checkins_overview
from core.checkins import who
from core.pressing.place import Scope

IN_OUR_CHAT = "How all check-ins stand is not for a channel. Write “rounds” to me in our chat."


async def run(turn: Turn) -> Reply:
    """What needs somebody first."""
    if turn.channel_id is not None:
        return Reply(says=IN_OUR_CHAT)
    watched = await turn.ports.checkins.rounds.overview(turn.now)
    return Reply(card=checkins_overview.build(watched))


COMMAND = Command(
    run,
    help="For the Process Center: see how all check-ins stand",
    who=who.WATCH,
    alone=who.WATCH,
    offered={Scope.PERSONAL: "How all check-ins stand, for the Process Center"},
)
