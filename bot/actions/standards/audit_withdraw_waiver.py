"""*Take back* on a request for an exception, while nobody has answered it."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import waiver
from core.people.model import Person
from core.standards import who
from core.standards.waivers import exempting


async def run(turn: Turn) -> Reply:
    """Take it back; twice changes nothing."""
    person = Person(turn.person_id, turn.person_name)
    taken = await exempting.withdraw(turn.ports.standards, turn.text("waiver"), person)
    return Reply(card=waiver.for_asker(taken))


BUTTON = Button(run, (Press.ONE,), who.TAKE_BACK)
