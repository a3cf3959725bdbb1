"""*Show* beside one of an owner’s teams: it is read again, and its findings come as a card."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from core.errors import NotAllowed
from core.standards import asking

READING = "Reading the team. The answer comes here in a moment."


async def run(turn: Turn) -> Reply:
    """Only in a personal chat; in a channel, `audit` is what is written."""
    team_id = turn.text("team")
    if turn.channel_id is not None:
        raise NotAllowed(asking.ELSEWHERE)
    await asking.check_may_ask(turn.ports, team_id, turn.person_id)
    await asking.ask(turn.ports, turn.wish(team_id))
    return Reply(says=READING)


ACTION = Action(run, (Press.ONE,))
