"""*Later* on the card of what an owner has to put right: open the form with a day."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import fix_later
from core.people.roles import ANYBODY
from core.standards.changes import reminding

TITLE = "Later"


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    return Reply(card=fix_later.build(await reminding.hand_out(turn.ports.standards)), title=TITLE)


BUTTON = Button(run, (Press.FETCH,), ANYBODY)
