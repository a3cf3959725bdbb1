"""Answers become one report: worst colours, what needs attention, what changed, without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import fmean, median

from core.checkins.items import Item, Ruling, answered
from core.checkins.model import Answer, Attention, Colour, Dimension, Questions, worst
from core.words import told

STRIP = 5  # rounds that a report looks back on


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension: its worst reported colour, how many said so, and what it was before.

    `colour` is None when nobody reported; `notes` are the reasons of those who said it; `unchanged`
    counts the rounds in a row, this one included, with this colour; `strip` is oldest first and
    ends with this round. `was` is of the report that this one is compared with. `said_on` is the
    newest day on which somebody said this colour, where everybody who says it only repeats it.
    """

    dimension: str
    title: str
    colour: Colour | None
    said_by: int
    was: Colour | None
    unchanged: int
    notes: tuple[str, ...]
    strip: tuple[Colour | None, ...]
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a closed round says; kept as it was at the close. `mood` is an average of 1 to 5.

    `progress` is the median of what was given, in percent; `forecast` the latest date given.
    `expected` is None when the roster could not be read. It is compared with the newest report
    before it that anybody answered: `last_on` is the day of that one, None for the first, and
    `silent` counts the rounds between the two. `heard` are the words that are new. `said_on` is the
    newest day on which something was really said, where every answer only repeats.
    """

    closed_on: date
    answered: int
    expected: int | None
    overall: Colour | None
    was: Colour | None
    lines: tuple[Line, ...]
    attention: tuple[Item, ...]
    heard: tuple[str, ...]
    mood: float | None
    mood_was: float | None
    progress: int | None
    progress_was: int | None
    forecast: date | None
    forecast_was: date | None
    last_on: date | None
    silent: int = 0
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and the day of its round's zone on which it was given."""

    answer: Answer
    on: date


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of. `earlier` has the check-in's reports, newest first.

    `silent` has the last answer of each whom the round asks and who did not answer it. `rulings`
    are what leaders answered to items of the project, oldest first. `names` maps people to their
    names; `expected` is None when the roster could not be read.
    """

    answers: Sequence[Given]
    earlier: Sequence[Report]
    names: Mapping[str, str]
    expected: int | None
    silent: Sequence[Given] = ()
    project_id: str = ""
    rulings: Sequence[Ruling] = ()


def make(questions: Questions, material: Material, closed_at: datetime) -> Report:
    """Write the report of a round; `closed_at` is in the zone in which its day counts.

    The result does not depend on the order of the answers, so nothing in it tells who answered
    first.
    """
    answers, earlier = [each.answer for each in material.answers], material.earlier
    last = next((each for each in earlier if each.answered), None)
    silent = earlier[: earlier.index(last)] if last else earlier
    lines = tuple(_line(each, answers, earlier, last) for each in questions.dimensions)
    progress = [a.progress for a in answers if a.progress is not None]
    forecasts = [a.forecast for a in answers if a.forecast is not None]
    moods = [a.mood for a in answers if a.mood is not None]
    return Report(
        closed_on=closed_at.date(),
        answered=len(answers),
        expected=material.expected,
        overall=worst([line.colour for line in lines if line.colour]),
        was=last.overall if last else None,
        lines=lines,
        attention=_attention(material, earlier[: len(silent) + 1]),
        heard=tuple(sorted({a.listen for a in answers if a.listen and not a.listen_since})),
        mood=round(fmean(moods), 1) if moods else None,
        mood_was=last.mood if last else None,
        progress=round(median(progress)) if progress else None,
        progress_was=last.progress if last else None,
        forecast=max(forecasts, default=None),
        forecast_was=last.forecast if last else None,
        last_on=last.closed_on if last else None,
        silent=len(silent) if last else 0,
        said_on=_said_on(answers),
    )


def _line(
    dimension: Dimension, answers: Sequence[Answer], earlier: Sequence[Report], last: Report | None
) -> Line:
    said = [(a.standings[dimension.id], a) for a in answers if dimension.id in a.standings]
    colour = worst([standing.colour for standing, _ in said])
    saying = [(standing, a) for standing, a in said if standing.colour == colour]
    before = [_colour_in(report, dimension.id) for report in earlier]
    unchanged = 1
    while unchanged <= len(before) and before[unchanged - 1] == colour:
        unchanged += 1
    return Line(
        dimension=dimension.id,
        title=dimension.title,
        colour=colour,
        said_by=len(saying),
        was=_colour_in(last, dimension.id) if last else None,
        unchanged=unchanged,
        notes=tuple(sorted({standing.note for standing, _ in saying if standing.note})),
        strip=(*reversed(before[: STRIP - 1]), colour),
        said_on=_said_on([a for _, a in saying]),
    )


def _colour_in(report: Report, dimension: str) -> Colour | None:
    return next((line.colour for line in report.lines if line.dimension == dimension), None)


def _said_on(answers: Sequence[Answer]) -> date | None:
    """The newest day of answers that only repeat; None as soon as one of them does not."""
    days = [a.said_on for a in answers if a.said_on]
    return max(days) if days and len(days) == len(answers) else None


def _attention(material: Material, before: Sequence[Report]) -> tuple[Item, ...]:
    """What needs attention, dated first; the same words are one thing, also of those before."""
    known = {
        told(item.what): item
        for report in reversed(before)
        for item in report.attention
        if answered(item, material.project_id, material.rulings) is None
    }
    raised = [(a, each.on) for each in material.answers if (a := each.answer.attention)]
    raised += [
        (a, each.on)
        for each in material.silent
        if (a := each.answer.attention) and told(a.what) in known
    ]
    items: dict[str, Item] = {}
    wishes: dict[str, set[str]] = {}
    for each, on in sorted(raised, key=_first_due):
        sign = told(each.what)
        was = known.get(sign)
        since = min(each.since or on, was.since if was else date.max)
        owner = material.names.get(each.owner) if each.owner else None
        item = items.setdefault(sign, Item(each.what, None, each.due_on, since, was is None))
        item = replace(item, since=min(item.since, since), new=item.new and each.since is None)
        if item.owner_id is None:
            item = replace(item, owner=owner, owner_id=each.owner)
        items[sign] = item
        wishes.setdefault(sign, set()).update([each.recommends] if each.recommends else [])
    return tuple(
        replace(item, recommends=min(wishes[sign]) if len(wishes[sign]) == 1 else None)
        for sign, item in items.items()
    )


def _first_due(raised: tuple[Attention, date]) -> tuple[date, str, str, date, date]:
    each, on = raised
    return (each.due_on or date.max, each.what, each.owner or "", each.since or on, on)


def with_rulings(report: Report, project_id: str, rulings: Sequence[Ruling]) -> Report:
    """A report as its card shows it now: with what was answered to its items."""
    found = [(each, answered(each, project_id, rulings)) for each in report.attention]
    return replace(
        report,
        attention=tuple(
            replace(item, decided=(ruling.decided, ruling.on)) if ruling else item
            for item, ruling in found
        ),
    )
