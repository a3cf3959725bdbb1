"""*Send*: store the answer, or show the form again with a sentence at what is wrong."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_form
from cards.checkins.rounds import title
from core.checkins import service


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit(turn.ports, turn.text("round"), turn.place, turn.data, turn.now)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=checkin_form.build(said), title=title(said.round))


ACTION = Action(run, (Press.SUBMIT,))
