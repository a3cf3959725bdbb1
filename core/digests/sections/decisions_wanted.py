"""What teams wait for this leader to decide: the first due first, and since when they ask."""

from collections.abc import Sequence
from datetime import date

from core.days import by, weekday
from core.digests.model import Facts, Wanted
from core.digests.sections import Entry, Section
from core.digests.words import is_question


def write(facts: Facts) -> Sequence[Entry]:
    """Each with its buttons; decided ones stay in the digest that asked for them."""
    return [_entry(each, facts.today) for each in sorted(facts.wanted, key=_first_due)]


def _first_due(wanted: Wanted) -> tuple[date, date, str]:
    return (wanted.due_on or date.max, wanted.raised_on, wanted.id)


def _entry(wanted: Wanted, today: date) -> Entry:
    """Words that are no question are led in by what yes and no are about."""
    until = (by(wanted.due_on, today),) if wanted.due_on else ()
    asked = f"its team asked on {weekday(wanted.raised_on, today)}"
    if wanted.recommends:
        asked += f" and recommends {wanted.recommends}"
    return Entry(
        title=wanted.what,
        lead="" if is_question(wanted.what) else "Yes or no to: ",
        of=wanted.project,
        small=(asked, *until),
        wants=wanted.id,
    )


SECTION = Section(write, title="Decisions", order=10)
