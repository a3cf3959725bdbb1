"""All that an owner has to put right, in their chat, as it stands now."""

from typing import Any

from cards.chat import notice
from cards.kit.message import message
from cards.standards import fixes
from core.days import full_day
from core.ports import Ports
from core.standards.changes import owning
from jobs.pictures import Picture

OLDER = "There is a newer card with what is to be put right. Write “fixes” to see it."
PUT_OFF = "Put off until {day}. It comes again then; write “fixes” to see it before."


async def draw(ports: Ports, card_id: str, recipient: str) -> dict[str, Any]:
    """One that another took the place of says so; one that was put off says until when."""
    newest = await ports.fixes.reminders.newest(recipient)
    if newest is None or newest[0] != card_id:
        return message(notice.build(OLDER))
    if newest[1] is not None:
        return message(notice.build(PUT_OFF.format(day=full_day(newest[1]))))
    found = await owning.all_of(ports.standards, ports.fixes, recipient)
    return message(fixes.build(found, later=True))


PICTURE = Picture(draw)
