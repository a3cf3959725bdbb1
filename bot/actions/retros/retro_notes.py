"""*All notes*: a dialog with every note that may be read, page by page."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_notes
from cards.retros.retro_words import title
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Open the page that was asked for; the first one when that is no page."""
    board = await service.notes(turn.ports, turn.text("retro"), turn.place, turn.now)
    page = turn.data.get("page", 1)
    card = retro_notes.build(board, page if isinstance(page, int) else 1)
    return Reply(card=card, title=title(board.retro))


ACTION = Action(run, (Press.FETCH, Press.SUBMIT))
