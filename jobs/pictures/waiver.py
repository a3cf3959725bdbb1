"""A request for an exception, in the chat of each of the staff and of who asked."""

from typing import Any

from cards.kit.message import message
from cards.standards import waiver
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, waiver_id: str, recipient: str) -> dict[str, Any]:
    """Staff can answer it, also where they asked for it themselves."""
    request = await ports.standards.waivers.get(waiver_id)
    staff = await ports.standards.parts.is_staff(recipient)
    return message(waiver.for_staff(request) if staff else waiver.for_asker(request))


PICTURE = Picture(draw)
