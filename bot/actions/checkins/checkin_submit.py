"""*Send*: store the answer, or show the form again with a sentence at what is wrong."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_form
from cards.checkins.rounds import title
from core.checkins import service, who


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await service.submit(
        turn.ports.checkins, turn.text("round"), turn.person_id, turn.data, turn.now
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=checkin_form.build(said), title=title(said.round))


BUTTON = Button(run, (Press.SUBMIT,), who.ANSWER)
