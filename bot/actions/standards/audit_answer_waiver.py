"""*Approve*, *Decline…* and a change of mind on a request for an exception: open the form."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import waiver_answer
from core.standards import who
from core.standards.waivers import exempting

TITLE = "Answer a request"


async def run(turn: Turn) -> Reply:
    """Hand out the form, with what was pressed chosen."""
    form = await exempting.hand_out_answer(turn.ports.standards, turn.text("waiver"), turn.data)
    return Reply(card=waiver_answer.build(form), title=TITLE)


BUTTON = Button(run, (Press.FETCH,), who.ANSWER)
