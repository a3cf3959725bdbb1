"""*All notes*: a dialog with every note that may be read, page by page."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_notes
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Open the page that was asked for; the first one when that is no page."""
    board = await service.notes(turn.ports.retros, turn.text("retro"))
    return Reply(card=retro_notes.build(board, turn.page), title=title(board.retro))


BUTTON = Button(run, (Press.FETCH, Press.SUBMIT), who.FOLLOW_UP)
