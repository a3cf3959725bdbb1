"""`away until DATE` — be left alone until the end of that day."""

from datetime import date, datetime, time, timedelta

from dateutil import parser

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.errors import InputError
from core.people.roles import ANYBODY
from core.pressing.place import Scope

LONGEST = timedelta(days=366)
HOW = "Write for example “away until 2026-12-01” or “away until Friday”."


async def run(turn: Turn) -> Reply:
    """Note the day; a later `away` replaces it."""
    until = _day(turn.words.removeprefix("until").strip(), turn.now.date())
    await turn.ports.people.absences.away(turn.person_id, turn.person_name, until)
    return Reply(
        says=f"Enjoy it. You are not asked until the end of {until:%A, %d %B %Y}. "
        "Write “back” to be asked again sooner."
    )


def _day(words: str, today: date) -> date:
    """The day that is meant: the next one where the year is left out. Raises InputError."""
    try:
        found: date = parser.parse(words, default=datetime.combine(today, time())).date()
    except (parser.ParserError, OverflowError) as error:
        raise InputError(f"I do not understand the date. {HOW}") from error
    if found < today and str(found.year) not in words:
        found = found.replace(year=found.year + 1)
    if not today <= found <= today + LONGEST:
        raise InputError(f"That day is past, or more than a year away. {HOW}")
    return found


COMMAND = Command(
    run,
    help="Be left alone until the end of that day",
    who=ANYBODY,
    offered={Scope.PERSONAL: "Leave me alone, for example: away until 14 June"},
    takes="until DATE",
)
