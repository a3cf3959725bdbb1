"""*Next* on the card of what an owner has to put right: the same card, another page."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import fixes
from core.errors import NotAllowed
from core.people.roles import ANYBODY
from core.pressing.place import Scope
from core.standards import who
from core.standards.changes import owning


async def run(turn: Turn) -> Reply:
    """Always of who presses."""
    if turn.place.scope is not Scope.PERSONAL:
        raise NotAllowed(who.FIXES_IN_CHAT)
    found = await owning.all_of(turn.ports.standards, turn.ports.fixes, turn.person_id)
    return Reply(card=fixes.build(found, turn.page))


BUTTON = Button(run, (Press.ONE,), ANYBODY)
