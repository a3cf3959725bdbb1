"""What an audit of one team found, where it was asked for, with the exceptions asked for since."""

from typing import Any

from cards.kit.message import message
from cards.standards import audit_team
from core.ports import Ports
from core.standards import asking
from jobs.pictures import Picture


async def draw(ports: Ports, run_id: str, recipient: str) -> dict[str, Any]:
    """The one card in the channel or chat, from its first page."""
    del recipient
    return message(audit_team.build(await asking.run_again(ports.standards, run_id)))


PICTURE = Picture(draw)
