"""*Save* of that form: the card comes again on that day."""

from bot.actions import Button, Press
from bot.actions.standards.audit_later import TITLE
from bot.chat.turn import Reply, Turn
from cards.standards import fix_later
from core.people.roles import ANYBODY
from core.standards.changes import reminding


async def run(turn: Turn) -> Reply:
    """It is about the card of who presses, whatever card it was."""
    ports = turn.ports
    said = await reminding.put_off(ports.standards, ports.fixes, turn.person_id, turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=fix_later.build(said), title=TITLE)


BUTTON = Button(run, (Press.SUBMIT,), ANYBODY)
