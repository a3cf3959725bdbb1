"""*Save*: keep an action, or show its form again with a sentence at what is wrong."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_action
from cards.retros.retro_words import title
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit_action(
        turn.ports, turn.text("retro"), turn.place, turn.data, turn.now
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=retro_action.build(said), title=title(said.retro))


ACTION = Action(run, (Press.SUBMIT,))
