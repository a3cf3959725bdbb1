"""Another page of how all check-ins stand."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkins_overview
from core.checkins import who


async def run(turn: Turn) -> Reply:
    """As they stand now."""
    watched = await turn.ports.checkins.rounds.overview(turn.now)
    return Reply(card=checkins_overview.build(watched, turn.page))


BUTTON = Button(run, (Press.ONE,), who.WATCH)
