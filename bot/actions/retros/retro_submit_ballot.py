"""*Vote*: keep the votes of one page, and turn to the next where that was pressed."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.retros import retro_ballot
from cards.retros.retro_words import title
from core.retros import service, who


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit_ballot(
        turn.ports.retros, turn.text("retro"), turn.person_id, turn.data
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=retro_ballot.build(said), title=title(said.retro))


BUTTON = Button(run, (Press.SUBMIT,), who.TAKE_PART)
