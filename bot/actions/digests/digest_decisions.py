"""*Next* and *Back* below what was decided: the same card, another page."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_decisions
from core.digests import log, who


async def run(turn: Turn) -> Reply:
    """Read it anew: a page has what is there now."""
    staff = await turn.ports.people.parts.is_staff(turn.person_id)
    found = await log.read(turn.ports.digests, turn.person_id, staff, turn.now)
    return Reply(card=digest_decisions.build(found, turn.page))


BUTTON = Button(run, (Press.ONE,), who.LOG)
