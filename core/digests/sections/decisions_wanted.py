"""What teams wait for this leader to decide: the first due first, each with its age."""

from collections.abc import Sequence
from datetime import date

from core import days
from core.digests.model import Facts, Wanted
from core.digests.sections import Entry, Section
from core.digests.words import open_for


def write(facts: Facts) -> Sequence[Entry]:
    """Each with its buttons; decided ones stay in the digest that asked for them."""
    return [_entry(each, facts.today) for each in sorted(facts.wanted, key=_first_due)]


def _first_due(wanted: Wanted) -> tuple[date, date, str]:
    return (wanted.due_on or date.max, wanted.raised_on, wanted.id)


def _entry(wanted: Wanted, today: date) -> Entry:
    by = (days.by(wanted.due_on, today),) if wanted.due_on else ()
    return Entry(
        title=wanted.what,
        small=(wanted.project, *by, open_for(wanted.raised_on, today)),
        wants=wanted.id,
    )


SECTION = Section(write, title="Decisions", order=10)
