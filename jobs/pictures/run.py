"""What an audit of one team found, where it was asked for, with the exceptions asked for since."""

from typing import Any

from cards.kit.message import message, sentence
from cards.standards import audit_team
from core.errors import NotAllowed
from core.ports import Ports
from core.standards import asking
from jobs.pictures import Picture


async def draw(ports: Ports, run_id: str, recipient: str) -> dict[str, Any]:
    """The card in the channel or in somebody's chat, from its first page.

    Whoever may see it no longer is told so in its place.
    """
    try:
        return message(audit_team.build(await asking.run_again(ports.standards, run_id, recipient)))
    except NotAllowed as error:
        return sentence(error.says)


PICTURE = Picture(draw)
