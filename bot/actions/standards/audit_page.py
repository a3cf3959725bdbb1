"""*Show more* on a card of an audit: the same card, another page."""

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.standards import audit_report, audit_team
from core.errors import NotAllowed
from core.standards import asking


async def run(turn: Turn) -> Reply:
    """Turn to the page that was asked for; the first one when that is no number."""
    run_id, team_id = turn.text("run"), turn.text("team")
    given = turn.data.get("page", 1)
    page = given if isinstance(given, int) else 1
    if not team_id:
        report = await asking.report_again(turn.ports, run_id, turn.person_id, turn.channel_id)
        return Reply(card=audit_report.build(report, page))
    if turn.channel_id is not None and await turn.team() != team_id:
        raise NotAllowed(asking.ELSEWHERE)
    found = await asking.team_again(turn.ports, run_id, team_id, turn.person_id)
    return Reply(card=audit_team.build(found, page))


ACTION = Action(run, (Press.ONE,))
