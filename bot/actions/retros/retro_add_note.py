"""*Add a note*: open the form for one note, as a dialog for the one who pressed."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_note
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await service.add_note(turn.ports.retros, turn.text("retro"))
    return Reply(card=retro_note.build(form), title=title(form.retro))


BUTTON = Button(run, (Press.FETCH,), who.TAKE_PART)
