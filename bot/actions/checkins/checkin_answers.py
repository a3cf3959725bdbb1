"""*All answers*: who wrote what, for the project's owner and the Process Center."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.checkins import checkin_answers
from core.checkins import service


async def run(turn: Turn) -> Reply:
    """Open the page that was asked for; the first one when that is no page."""
    sitting, answers = await service.sheet(turn.ports, turn.text("round"), turn.place, turn.now)
    page = turn.data.get("page", 1)
    number = page if isinstance(page, int) else 1
    questions = turn.ports.questions[sitting.round.questions]
    names = {person.id: person.name for person in sitting.people}
    card = checkin_answers.build(sitting.round, answers, number, questions, names)
    return Reply(card=card, title="All answers")


ACTION = Action(run, (Press.FETCH, Press.SUBMIT))
