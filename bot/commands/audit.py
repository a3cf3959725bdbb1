"""`audit` — check this channel’s team now; in a personal chat, see what the last audit found.

In a personal chat `audit` and the name of a team checks that team now.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.standards import audit_choice, audit_report
from core.pressing.place import Scope
from core.standards import asking, who

NO_TEAM = (
    "Teams did not tell me which team this is. Write “audit” in the team’s General channel, "
    "or remove Process Center from the team and add it again."
)
NO_STANDARDS = "There are no standards to check against. The Process Center adds them as files."


async def run(turn: Turn) -> Reply:
    """In a channel the answer comes by itself when the team was read."""
    if not turn.ports.standards.standards:
        return Reply(says=NO_STANDARDS)
    if turn.channel_id is None:
        return await _personal(turn)
    team_id = await turn.team()
    if team_id is None:
        return Reply(says=NO_TEAM)
    if turn.words and not await asking.is_named(turn.ports.standards, team_id, turn.words):
        return Reply(says=who.HERE_ALONE)
    await asking.ask(
        turn.ports.standards,
        team_id,
        turn.person_id,
        turn.conversation_id,
        turn.activity_id,
        in_channel=True,
        only_for=turn.only_for,
    )
    return Reply()


async def _personal(turn: Turn) -> Reply:
    ports = turn.ports.standards
    newest = await ports.runs.latest()
    staff = await ports.parts.is_staff(turn.person_id)
    if newest is None:
        return Reply(says=await _none_yet(turn, staff))
    if turn.words:
        here, said = turn.conversation_id, turn.activity_id
        await asking.ask_by_name(ports, turn.words, turn.person_id, here, said)
        return Reply()
    if staff:
        return Reply(card=audit_report.build(await asking.report(ports, newest)))
    owned = await ports.runs.owned(turn.person_id)
    _, zone = await ports.runs.center()
    return Reply(card=audit_choice.build(owned, newest.run.finished_at, zone))


async def _none_yet(turn: Turn, staff: bool) -> str:
    due = await turn.ports.standards.runs.next_at()
    _, zone = await turn.ports.standards.runs.center()
    when = f"The next one is due {_spoken(due, zone)}." if due else "None is planned yet."
    how = " To start one now, run “process-center audit”." if staff else ""
    here = "" if staff else " Owners can ask for one of their team in its channels."
    return f"No audit of all teams has been done yet. {when}{how}{here}"


def _spoken(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A, %d %B at %H:%M}"


COMMAND = Command(
    run,
    help="Check this team against the standards; in a personal chat, see the last audit, "
    "or check a team by its name",
    who=who.SEE_TEAM,
    takes="[team]",
    offered={
        Scope.TEAM: "Check this team against the standards, for its owners",
        Scope.PERSONAL: "What the last audit found, for owners and the Process Center",
    },
)
