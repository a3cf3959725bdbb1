"""*Save*: keep a note, without who wrote it and when; on request with a form for the next one."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_note
from cards.retros.retro_words import title
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit_note(turn.ports, turn.text("retro"), turn.place, turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=retro_note.build(said), title=title(said.retro))


ACTION = Action(run, (Press.SUBMIT,))
