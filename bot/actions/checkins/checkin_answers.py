"""*All answers*: who wrote what, for the project's owner and the Process Center."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_answers
from core.checkins import service, who


async def run(turn: Turn) -> Reply:
    """Open the page that was asked for; the first one when that is no page."""
    sheet = await service.sheet(turn.ports.checkins, turn.text("round"), turn.now)
    return Reply(card=checkin_answers.build(sheet, turn.page), title="All answers")


BUTTON = Button(run, (Press.FETCH, Press.SUBMIT), who.READ_ALL)
