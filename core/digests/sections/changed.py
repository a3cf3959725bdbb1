"""What is worse or better than the leader's last digest said; what fell silent counts as worse."""

from collections.abc import Sequence

from core.checkins.model import Colour
from core.digests.model import Facts, Project
from core.digests.rows import sign
from core.digests.sections import Entry, Section
from core.digests.standing import is_silent, shown_colour
from core.digests.words import named
from core.words import count


def write(facts: Facts) -> Sequence[Entry]:
    """Nothing in the first digest: there is nothing to compare with."""
    if facts.since is None:
        return []
    moved = [each for each in facts.projects if _moved(each)]
    moved.sort(key=lambda each: (_order(each), each.title.casefold(), each.id))
    return [*(_entry(each, facts) for each in moved), *_new(facts)]


def _moved(project: Project) -> bool:
    return project.before is not None and project.before.colour is not shown_colour(project)


def _order(project: Project) -> tuple[bool, int]:
    """Worse before better, and the worst of each first."""
    colour = shown_colour(project)
    return (not _is_worse(project), -list(Colour).index(colour) if colour else 0)


def _is_worse(project: Project) -> bool:
    now, then = shown_colour(project), project.before.colour if project.before else None
    if now is None or then is None:
        return now is None
    return list(Colour).index(now) > list(Colour).index(then)


def _entry(project: Project, facts: Facts) -> Entry:
    then = project.before.colour if project.before else None
    return Entry(
        project.title, f"{_now(project)}, was {then or 'grey'}", sign=sign(project, facts.today)
    )


def _now(project: Project) -> str:
    if is_silent(project):
        return "worse: silent"
    colour = shown_colour(project)
    if colour is None:
        return "asked no more"
    if project.before is None or project.before.colour is None:
        return f"heard of again: {colour}"
    return f"{'worse' if _is_worse(project) else 'better'}: {colour}"


def _new(facts: Facts) -> list[Entry]:
    new = sorted(each.title for each in facts.projects if each.before is None)
    if not new:
        return []
    return [Entry(count(new, "project"), "not in your last digest", small=named(new))]


SECTION = Section(write, title="Changed", order=30)
