"""A round of a check-in: how many answered, or at last its report."""

from typing import Any

from cards.checkins import checkin_open, checkin_report
from cards.kit.message import message
from core.ports import Ports
from jobs.pictures import Picture


async def draw(ports: Ports, round_id: str, recipient: str) -> dict[str, Any]:
    """The one card in the channel."""
    del recipient
    round_ = await ports.checkins.rounds.round(round_id, ports.clock.now())
    if round_.is_open:
        return message(checkin_open.build(round_))
    return message(checkin_report.build(round_, await ports.checkins.closing.report(round_id)))


PICTURE = Picture(draw)
