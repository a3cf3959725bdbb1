"""A leader's question in the chat of who was asked, with the reply once there is one."""

from typing import Any

from cards.digests import digest_question
from cards.kit.message import message
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, question_id: str, recipient: str) -> dict[str, Any]:
    """The one card of the project's owner."""
    del recipient
    return message(digest_question.build(await ports.digests.digests.question(question_id)))


PICTURE = Picture(draw)
