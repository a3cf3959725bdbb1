"""What a round's card shows now: open, or its report."""

from typing import Any

from cards import checkin_open, checkin_report
from cards.message import message
from core.checkins.sitting import Showing
from core.ports import Ports


async def picture(ports: Ports, round_id: str) -> tuple[Showing, dict[str, Any]]:
    """The round with its version, and the message that shows just this version."""
    showing = await ports.checkins.showing(round_id, ports.clock.now())
    if showing.round.is_open:
        minutes = ports.questions[showing.round.questions].minutes
        return showing, message(checkin_open.build(showing.round, minutes))
    report = await ports.closing.report(round_id)
    return showing, message(checkin_report.build(showing.round, report))
