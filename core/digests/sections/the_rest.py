"""All other projects in one line: how many there are of each colour."""

from collections import Counter
from collections.abc import Sequence

from core.days import weekday
from core.digests.model import Facts, Project
from core.digests.rows import sign
from core.digests.sections import Entry, Section, Sign
from core.digests.sections.worst_first import MOST, bad
from core.digests.standing import is_silent
from core.words import many

_KINDS = ("red", "amber", "green in doubt", "green", "silent", "without a colour", "not asked")


def write(facts: Facts) -> Sequence[Entry]:
    """Where all of them are green, how old that is: so much of it may be out of date."""
    shown = {each.id for each in bad(facts)[:MOST]}
    rest = [each for each in facts.projects if each.id not in shown]
    if not rest:
        return []
    number = Counter(_kind(each, facts) for each in rest)
    others = many(len(rest), "other" if shown else "project")
    if len(number) == 1:
        (kind,) = number
        return [Entry(says=f"{others} {kind}{_oldest(rest, facts) if kind == 'green' else ''}")]
    kinds = ", ".join(f"{number[each]:,} {each}" for each in _KINDS if number[each])
    return [Entry(says=f"{others}: {kinds}")]


def _kind(project: Project, facts: Facts) -> str:
    looks = sign(project, facts.today)
    if looks is Sign.DOUBTED:
        return "green in doubt"
    if looks is not Sign.GREY:
        return looks.value
    if is_silent(project):
        return "silent"
    return "without a colour" if project.asks and project.latest else "not asked"


def _oldest(green: Sequence[Project], facts: Facts) -> str:
    heard = [each.latest.reported_on for each in green if each.latest]
    return f", oldest report {weekday(min(heard), facts.today)}" if heard else ""


SECTION = Section(write, title="All others", order=30)
