"""The log for a terminal."""

from collections.abc import Iterator, Sequence

from core.standards.changes.model import Entry
from core.standards.changes.wording import in_short
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.kit.times import utc


def write(entries: Sequence[Entry]) -> Iterator[str]:
    """One line an entry, oldest first."""
    if not entries:
        yield "Nothing was proposed or changed yet.\n"
    for each in entries:
        change = each.change
        who = f"{each.by_name} (as {each.with_} of this machine)" if each.with_ else each.by_name
        before, after = (in_short(change.thing, value) for value in (each.before, each.after))
        values = f"{neutral(before)} → {neutral(after)}"
        what = f"{neutral(change.team_name)}: {change.kind} {neutral(change.label)}".rstrip()
        why = f"  {neutral(each.why)}" if each.why else ""
        when = f"{utc(each.at, 'seconds')}  {each.event:<13}"
        yield f"{when} {what}: {values}  by {neutral(who)}{why}\n"


FORMAT = FileFormat(write, title="for a terminal: one line an entry")
