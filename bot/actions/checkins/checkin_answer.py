"""*Answer*: open the form, as a dialog for the one who pressed."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_form
from cards.checkins.rounds import title
from core.checkins import service


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await service.hand_out(turn.ports, turn.text("round"), turn.place, turn.now)
    return Reply(card=checkin_form.build(form), title=title(form.round))


ACTION = Action(run, (Press.FETCH,))
