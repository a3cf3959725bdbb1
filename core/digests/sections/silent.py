"""Who is not heard of: grey and counted, by project and never by person."""

from collections.abc import Sequence
from datetime import date

from core.checkins.model import Colour
from core.digests.model import Facts, Project
from core.digests.rows import rows
from core.digests.sections import Entry, Section, Sign
from core.digests.standing import is_silent, reports
from core.digests.words import named
from core.words import count


def write(facts: Facts) -> Sequence[Entry]:
    """What was bad when it was last heard of comes first, so that silence hides nothing.

    At the end, together, those whom nobody asks.
    """
    silent = sorted((each for each in facts.projects if is_silent(each)), key=_worst)
    return [*rows(silent, facts), *_unasked(facts)]


def _worst(project: Project) -> tuple[int, date, int, str, str]:
    latest = project.latest
    bad = list(Colour).index(latest.colour) if latest and latest.colour else 0
    heard = latest.reported_on if latest else date.min
    return (-bad, heard, -project.silent_rounds, project.title.casefold(), project.id)


def _unasked(facts: Facts) -> list[Entry]:
    titles = sorted(
        each.title for each in facts.projects if not is_silent(each) and not reports(each)
    )
    if not titles:
        return []
    says = "not asked by a check-in yet"
    return [Entry(count(titles, "project"), says, small=named(titles), sign=Sign.GREY)]


SECTION = Section(write, title="Silent", order=50)
