"""What teams promised themselves in retros and have not done: overdue first, and counted."""

from collections.abc import Sequence
from datetime import date

from core import days
from core.digests.model import Facts, OpenAction
from core.digests.sections import Entry, Section
from core.digests.words import open_for


def write(facts: Facts) -> Sequence[Entry]:
    """The figure says how many of them are overdue."""
    actions = sorted(facts.open_actions, key=_first_due)
    if not actions:
        return []
    late = sum(_is_late(each, facts.today) for each in actions)
    what = "retro action" if len(actions) == 1 else "retro actions"
    counted = Entry(f"of {len(actions):,} open {what} overdue", figure=f"{late:,}")
    return [counted, *(_entry(each, facts.today) for each in actions)]


def _first_due(action: OpenAction) -> tuple[date, date, str, str]:
    return (action.due_on or date.max, action.opened_on, action.title, action.project_id)


def _is_late(action: OpenAction, today: date) -> bool:
    return action.due_on is not None and action.due_on < today


def _entry(action: OpenAction, today: date) -> Entry:
    by = (days.by(action.due_on, today),) if action.due_on else ()
    below = (action.project, action.owner or "nobody took it", *by)
    return Entry(action.title, small=(*below, open_for(action.opened_on, today)))


SECTION = Section(write, title="Open retro actions", order=60)
