"""One project, once: its colour since when, why, what contradicts it, and how it moved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.checkins.model import Colour
from core.days import weekday
from core.digests import changes, slips
from core.digests.changes import Move
from core.digests.model import Facts, OpenAction, Project, Reported
from core.digests.sections import Entry, Sign
from core.digests.standing import is_doubted, is_silent, reports, shown_colour
from core.digests.words import promised
from core.words import count

_SIGNS = {Colour.RED: Sign.RED, Colour.AMBER: Sign.AMBER, Colour.GREEN: Sign.GREEN}
_BADNESS = list(Sign)


def sign(project: Project, today: date) -> Sign:
    """The shape before a project."""
    if is_doubted(project, today):
        return Sign.DOUBTED
    colour = shown_colour(project)
    return _SIGNS[colour] if colour else Sign.GREY


def worst_first(facts: Facts) -> list[Project]:
    """By what it looks like, then what got worse since the last digest, then the longest so.

    Of the grey those that are silent come before those whom nobody asks.
    """

    def badness(project: Project) -> tuple[int, bool, bool, date, str, str]:
        looks = sign(project, facts.today)
        return (
            _BADNESS.index(looks),
            looks is Sign.GREY and not is_silent(project),
            changes.moved(project, facts) is not Move.WORSE,
            _since(project),
            project.title.casefold(),
            project.id,
        )

    return sorted(facts.projects, key=badness)


def _since(project: Project) -> date:
    if project.latest is None:
        return project.silent_since or date.min
    return project.latest.since if shown_colour(project) else project.latest.reported_on


def rows(projects: Iterable[Project], facts: Facts) -> list[Entry]:
    """The projects in a line each, in the order given."""
    titles = {each.id: each.title for each in facts.initiatives}
    actions: dict[str, list[OpenAction]] = {}
    for each in facts.open_actions:
        actions.setdefault(each.project_id, []).append(each)
    return [_row(each, facts, titles, actions.get(each.id, ())) for each in projects]


def _row(
    project: Project, facts: Facts, titles: Mapping[str, str], actions: Sequence[OpenAction]
) -> Entry:
    today, looks = facts.today, sign(project, facts.today)
    doubted = looks is Sign.DOUBTED
    below = [
        "" if doubted else slips.slip(project, today),
        *_steady(project, today),
        changes.said(project, facts),
    ]
    serves = [titles[each] for each in project.initiatives if each in titles]
    behind = [
        *slips.details(project, today),
        *_heard(project, today),
        promised(actions, today),
    ]
    return Entry(
        title=project.title,
        says=_says(project, today),
        why=slips.contradiction(project, today) if doubted else _why(project),
        small=tuple(filter(None, below)),
        more=tuple(filter(None, behind)),
        of=serves[0] if serves else "",
        sign=looks,
        asks=project.id,
    )


def _says(project: Project, today: date) -> str:
    latest, colour = project.latest, shown_colour(project)
    if is_silent(project):
        return f"{f'{colour}, ' if colour else ''}{_silence(project, today)}"
    if latest is None or not reports(project):
        return "not asked yet" if project.asks else "asked by no check-in"
    return _stands(latest, today)


def _silence(project: Project, today: date) -> str:
    """Since when nobody answered, and what a grey one said before."""
    since = project.silent_since
    says = f"silent since {weekday(since, today)}" if since else _for_rounds(project.silent_rounds)
    if project.latest is None:
        return f"{says}, never reported"
    if shown_colour(project) or project.latest.colour is None:
        return says
    return f"{says}, {project.latest.colour} before"


def _for_rounds(rounds: int) -> str:
    return f"silent for {count(rounds, 'round')}"


def _stands(latest: Reported, today: date) -> str:
    """A colour with its age and what it was: "red since Tue 3 Nov, was amber"."""
    if latest.colour is None:
        return "reported without a colour"
    was = f", was {latest.was}" if latest.was and latest.was is not latest.colour else ""
    return f"{latest.colour} since {weekday(latest.since, today)}{was}"


def _why(project: Project) -> str:
    colour = shown_colour(project)
    return project.latest.why if project.latest and colour and colour is not Colour.GREEN else ""


def _steady(project: Project, today: date) -> list[str]:
    """How it stood when it fell silent, that it was only repeated, that nobody spoke in between."""
    latest = project.latest
    if latest is None or shown_colour(project) is None:
        return []
    said = latest.said_on
    return [
        *([_stands(latest, today)] if is_silent(project) else []),
        *([f"unchanged since {weekday(said, today)}"] if said else []),
        *([f"{_for_rounds(latest.silences)} in between"] if latest.silences else []),
    ]


def _heard(project: Project, today: date) -> tuple[str, ...]:
    """When it was last heard of, and by how many it was said."""
    latest = project.latest
    if latest is None:
        return ()
    on = weekday(latest.reported_on, today)
    if project.asks:
        of = f" of {latest.expected}" if latest.expected is not None else ""
        return (f"reported {on} by {latest.answered}{of}",)
    then = f", {latest.colour} then" if latest.colour else ""
    return (f"last heard {on}{then}",)
