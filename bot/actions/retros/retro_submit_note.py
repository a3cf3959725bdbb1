"""*Save*: keep a note, without who wrote it and when; on request with a form for the next one."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_note
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit_note(turn.ports.retros, turn.text("retro"), turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=retro_note.build(said), title=title(said.retro))


BUTTON = Button(run, (Press.SUBMIT,), who.TAKE_PART)
