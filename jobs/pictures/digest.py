"""A leader's digest: what they saw, decided and asked, on the page that they turned to last."""

from typing import Any

from cards.digests import digest
from cards.kit.message import message
from core.digests import service
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, digest_id: str, recipient: str) -> dict[str, Any]:
    """As its leader may see it now."""
    del recipient
    shown = await service.again(ports.digests, digest_id)
    return message(digest.build(shown, ports.clock.now(), shown.page))


PICTURE = Picture(draw)
