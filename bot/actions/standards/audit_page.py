"""*Show more* on a card of an audit: the same card, another page."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import audit_report, audit_team
from cards.standards.audit_lines import LINES
from core.standards import asking, who
from core.standards.reports import aloud


async def run(turn: Turn) -> Reply:
    """Turn to the page that was asked for; the first one when that is no number."""
    run_id, team_id, since = (turn.text(each) for each in ("run", "team", "since"))
    if not team_id and turn.page > 1:
        listed = await asking.list_again(turn.ports.standards, run_id, turn.page, LINES, since)
        return Reply(card=audit_report.build_page(listed))
    if not team_id:
        report = await asking.report_again(turn.ports.standards, run_id, since)
        return Reply(card=audit_report.build(report, turn.page))
    found = await asking.team_again(turn.ports.standards, run_id, team_id)
    shown = aloud.report(found) if turn.channel_id else found
    return Reply(card=audit_team.build(shown, turn.page))


BUTTON = Button(run, (Press.ONE,), who.SEE)
