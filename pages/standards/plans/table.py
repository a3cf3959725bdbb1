"""A plan for a terminal: before and after, and what became of each change."""

from collections import Counter
from collections.abc import Iterator, Sequence

from core.standards.changes.model import Change, Picks, Plan
from core.standards.changes.outcomes import Told
from core.standards.changes.wording import in_short
from core.standards.model import RemedyMode
from core.words import count
from pages.kit.formats import FileFormat
from pages.kit.text import neutral


def write(plan: Plan, told: Sequence[Told]) -> Iterator[str]:
    """A line a change, then how many of each state."""
    del plan
    for each in told:
        why = f"  {neutral(each.why)}" if each.why else ""
        yield f"  {each.state:<9} {_what(each.step.change)}{why}\n"
    numbers = Counter(each.state.value for each in told)
    yield f"{', '.join(f'{number} {state}' for state, number in numbers.items()) or 'Nothing'}.\n"


def proposed(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    """The same of what is only proposed."""
    del plan
    by_hand = sum(each.mode is RemedyMode.GUIDED for each in changes)
    for each in changes:
        yield f"  {each.mode.value:<8} {each.id}  {_what(each)}\n"
    more = f", {by_hand} of them by hand" if by_hand else ""
    yield f"{count(changes, 'change')} proposed{more}. Nothing was changed.\n"


def _what(change: Change) -> str:
    where = neutral(change.team_name or change.subject.name)
    what = f"{where}: {change.kind} {neutral(change.label)}".rstrip()
    if change.mode is RemedyMode.GUIDED:
        return f"{what}: {neutral(change.says)}"
    after = "to be written" if change.is_open else in_short(change.thing, change.after)
    chosen = f" (of {len(change.choices)})" if change.picks is not Picks.NOTHING else ""
    before = in_short(change.thing, change.before)
    return f"{what}: {neutral(before)} → {neutral(after)}{chosen}"


FORMAT = FileFormat(write, title="for a terminal: before, after, and what became of it")
