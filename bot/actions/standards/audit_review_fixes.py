"""*Fix it*, *Choose an owner*, *Put right*: open the form with what would be changed."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.standards import fix_review, fix_teams
from core.errors import NotFound
from core.standards import who
from core.standards.changes import reviewing

TITLE = "Put it right"


async def run(turn: Turn) -> Reply:
    """Hand out the form of a team; for staff, without one, the teams that have something."""
    fixes, team_id = turn.ports.fixes, turn.text("team")
    if team_id:
        form = await reviewing.hand_out(fixes, team_id, turn.person_id, turn.data)
        return Reply(card=fix_review.build(form), title=TITLE)
    start = (turn.page - 1) * fix_teams.PER_PAGE
    teams, of = await fixes.offers.teams(start, fix_teams.PER_PAGE)
    if not teams:
        raise NotFound(reviewing.NOTHING)
    return Reply(card=fix_teams.build(teams, turn.page, of), title=TITLE)


BUTTON = Button(run, (Press.FETCH, Press.SUBMIT), who.FIX_ANY)
