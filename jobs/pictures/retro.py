"""A retro: the phase that it is in, or at last its summary."""

from typing import Any

from cards.kit.message import message
from cards.retros import retro_card
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, retro_id: str, recipient: str) -> dict[str, Any]:
    """The one card in the channel. Nothing of a note goes through the queue."""
    del recipient
    return message(retro_card.build(await ports.retros.retros.board(retro_id)))


PICTURE = Picture(draw)
