"""What a leader decided, in the chat of the project's owner, with every change of mind."""

from typing import Any

from cards.digests import digest_decision
from cards.kit.message import message
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, ruling_id: str, recipient: str) -> dict[str, Any]:
    """The one card of the project's owner."""
    del recipient
    return message(digest_decision.build(await ports.digests.digests.ruling(ruling_id)))


PICTURE = Picture(draw)
