"""*Send* of an answer: it counts from now on, or the form comes back with a sentence."""

from bot.actions import Button, Press
from bot.actions.standards.audit_answer_waiver import TITLE
from bot.chat.turn import Reply, Turn
from cards.standards import waiver_answer
from core.people.model import Person
from core.standards import who
from core.standards.waivers import exempting


async def run(turn: Turn) -> Reply:
    """Take what was chosen and typed."""
    person = Person(turn.person_id, turn.person_name)
    waiver_id = turn.text("waiver")
    said = await exempting.answer(turn.ports.standards, waiver_id, person, turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=waiver_answer.build(said), title=TITLE)


BUTTON = Button(run, (Press.SUBMIT,), who.ANSWER)
