"""*Ask for an exception* below a finding of a team, or in the form that would fix it: its form."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import waiver_ask
from core.standards import who
from core.standards.waivers import exempting

TITLE = "Ask for an exception"


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    about = turn.text("run"), turn.text("team"), turn.text("finding")
    form = await exempting.hand_out(turn.ports.standards, *about)
    return Reply(card=waiver_ask.build(form), title=TITLE)


BUTTON = Button(run, (Press.FETCH, Press.SUBMIT), who.ASK)
