"""*Save*: keep an action, or show its form again with a sentence at what is wrong."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_action
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit_action(turn.ports.retros, turn.text("retro"), turn.data, turn.now)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=retro_action.build(said), title=title(said.retro))


BUTTON = Button(run, (Press.SUBMIT,), who.FOLLOW_UP)
