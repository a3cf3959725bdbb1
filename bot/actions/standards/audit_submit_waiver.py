"""*Ask* of that form: staff are asked, or the form comes back with a sentence."""

from bot.actions import Button, Press
from bot.actions.standards.audit_waive import TITLE
from bot.chat.turn import Reply, Turn
from cards.standards import waiver_ask
from core.people.model import Person
from core.standards import who
from core.standards.waivers import exempting


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    person = Person(turn.person_id, turn.person_name)
    about = turn.text("run"), turn.text("team"), turn.text("finding")
    said = await exempting.ask(turn.ports.standards, *about, person, turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=waiver_ask.build(said), title=TITLE)


BUTTON = Button(run, (Press.SUBMIT,), who.ASK)
