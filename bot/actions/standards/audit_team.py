"""*Show* beside one of an owner’s teams: it is read again, and its findings come as a card."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from core.errors import NotAllowed
from core.standards import asking, who

READING = "Reading the team. The answer comes here in a moment."


async def run(turn: Turn) -> Reply:
    """Only in a personal chat; in a channel, `audit` is what is written."""
    if turn.channel_id is not None:
        raise NotAllowed(who.SEE_TEAM.elsewhere)
    await asking.ask(
        turn.ports.standards,
        turn.text("team"),
        turn.person_id,
        turn.conversation_id,
        turn.activity_id,
        in_channel=False,
    )
    return Reply(says=READING)


BUTTON = Button(run, (Press.ONE,), who.SEE_TEAM)
