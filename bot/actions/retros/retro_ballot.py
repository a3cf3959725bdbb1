"""*Vote*: open this person's ballot, as far as they have filled it in."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_ballot
from cards.retros.retro_words import title
from core.retros import service


async def run(turn: Turn) -> Reply:
    """Hand out its first page."""
    form = await service.ballot(turn.ports, turn.text("retro"), turn.place, 1, turn.now)
    return Reply(card=retro_ballot.build(form), title=title(form.retro))


ACTION = Action(run, (Press.FETCH,))
