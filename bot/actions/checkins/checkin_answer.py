"""*Answer*: open the form, as a dialog for the one who pressed."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_form
from cards.checkins.rounds import title
from core.checkins import service, who


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await service.hand_out(turn.ports.checkins, turn.text("round"), turn.person_id, turn.now)
    return Reply(card=checkin_form.build(form), title=title(form.round))


BUTTON = Button(run, (Press.FETCH,), who.ANSWER)
