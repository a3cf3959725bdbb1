"""*Vote*: open this person's ballot, as far as they have filled it in."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_ballot
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Hand out its first page."""
    form = await service.ballot(turn.ports.retros, turn.text("retro"), turn.person_id, 1)
    return Reply(card=retro_ballot.build(form), title=title(form.retro))


BUTTON = Button(run, (Press.FETCH,), who.TAKE_PART)
