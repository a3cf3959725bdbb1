"""*Add an action*: open the form for what will be done, by whom, and by when."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_action
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await service.add_action(turn.ports.retros, turn.text("retro"), turn.now)
    return Reply(card=retro_action.build(form), title=title(form.retro))


BUTTON = Button(run, (Press.FETCH,), who.FOLLOW_UP)
