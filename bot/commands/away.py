"""`away until DAY` — be left alone until the end of that day."""

import asyncio
from datetime import date, timedelta

from bot.chat.said_days import said_day
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from core.days import DAYS, MONTHS, full_day, local_day
from core.errors import InputError
from core.people.roles import ANYBODY
from core.pressing.place import Scope

LONGEST = timedelta(days=2 * 365 + 1)
UNTIL = ("until", "till", "til")
EXAMPLE = timedelta(weeks=2)  # from today, so that what we show is a day to be away until
HOW = "Write for example “{typed} Friday” or “{typed} {day} {month}”."


async def run(turn: Turn) -> Reply:
    """Note the day; a later `away` replaces it."""
    clock = await turn.clock()
    # The words of a language take a tenth of a second to load, once: others are answered meanwhile.
    today = local_day(turn.now, clock.zone)
    how = _how(today, turn.typed("away until"))
    until = await asyncio.to_thread(_day, turn.words, today, clock.locale, how)
    await turn.ports.people.absences.away(turn.person_id, turn.person_name, until)
    return Reply(
        says=f"Enjoy it. You are not asked until the end of {DAYS[until.weekday()]}, "
        f"{full_day(until)}. Write “{turn.typed('back')}” to be asked again sooner."
    )


def _day(words: str, today: date, locale: str, how: str) -> date:
    """The day that is meant. Raises InputError, which says `how` it is written."""
    first, _, rest = words.partition(" ")
    until = said_day(rest if first.rstrip(":").casefold() in UNTIL else words, today, locale)
    if until is None:
        raise InputError(f"Until which day? {how}")
    if not today <= until <= today + LONGEST:
        raise InputError(f"That day is past, or more than two years away. {how}")
    return until


def _how(today: date, typed: str) -> str:
    then = today + EXAMPLE
    return HOW.format(typed=typed, day=then.day, month=MONTHS[then.month - 1])


COMMAND = Command(
    run,
    help="Be left alone until the end of that day",
    who=ANYBODY,
    offered=dict.fromkeys(
        (Scope.PERSONAL, Scope.GROUP), "Leave me alone, for example: away until Friday"
    ),
    takes="until DAY",
)
