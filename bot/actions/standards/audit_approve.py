"""*Approve* of that form: what is ticked is done, or the form comes back with a sentence."""

from bot.actions import Button, Press
from bot.actions.standards.audit_review_fixes import TITLE
from bot.chat.turn import Reply, Turn
from cards.standards import fix_review
from core.people.model import Person
from core.standards import who
from core.standards.changes import reviewing


async def run(turn: Turn) -> Reply:
    """Take what was ticked, chosen and written."""
    person = Person(turn.person_id, turn.person_name)
    said = await reviewing.approve(turn.ports.fixes, turn.text("team"), person, turn.data)
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=fix_review.build(said), title=TITLE)


BUTTON = Button(run, (Press.SUBMIT,), who.FIX)
