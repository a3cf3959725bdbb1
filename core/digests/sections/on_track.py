"""The rest in one figure: what is green, and not contradicted by its own figures."""

from collections.abc import Sequence

from core.digests.model import Facts
from core.digests.rows import sign
from core.digests.sections import Entry, Section, Sign
from core.words import count


def write(facts: Facts) -> Sequence[Entry]:
    """With the age of the oldest of these reports: that much of it may be out of date."""
    green = [each for each in facts.projects if sign(each, facts.today) is Sign.GREEN]
    heard = [each.latest.reported_on for each in green if each.latest]
    if not heard:
        return []
    what = "other" if len(green) < len(facts.projects) else "project"
    means = f"{count(green, what).partition(' ')[2]} green"
    age = (facts.today - min(heard)).days
    oldest = f"oldest report {count(age, 'day')} old" if age else "all reported today"
    return [Entry(f"{means}, {oldest}", figure=f"{len(green):,}")]


SECTION = Section(write, title="On track", order=80)
