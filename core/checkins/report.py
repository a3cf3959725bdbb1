"""Answers become one report: worst colours, what needs attention, what changed, without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import fmean, median

from core.checkins.model import Answer, Colour, Dimension, Questions, worst

STRIP = 5  # rounds that a report looks back on


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension: its worst reported colour, how many said so, and what it was before.

    `colour` is None when nobody reported; `unchanged` counts the rounds in a row, this one
    included, with this colour; `strip` is oldest first and ends with this round.
    """

    dimension: str
    title: str
    colour: Colour | None
    said_by: int
    was: Colour | None
    unchanged: int
    notes: tuple[str, ...]
    strip: tuple[Colour | None, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that needs attention; `since` is the day it was first raised in these words.

    `owner` is the name of whose attention it needs, `owner_id` their Entra object id; reports from
    before digests have no id.
    """

    what: str
    owner: str | None
    due_on: date | None
    since: date
    new: bool
    owner_id: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a closed round says; kept as it was at the close. `mood` is an average of 1 to 5.

    `progress` is the median of what was given, in percent; `forecast` the latest date given.
    `expected` is None when the roster could not be read. `last_on` is the day of the report it
    is compared with, None for the first.
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


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of. `earlier` has the check-in's reports, newest first.

    `names` maps people to their names; `expected` is None when the roster could not be read.
    """

    answers: Sequence[Answer]
    earlier: Sequence[Report]
    names: Mapping[str, str]
    expected: int | None


def make(questions: Questions, material: Material, closed_at: datetime) -> Report:
    """Write the report of a round; `closed_at` is in the zone in which its day counts.

    The result does not depend on the order of the answers, so nothing in it tells who answered
    first.
    """
    answers, earlier = material.answers, material.earlier
    last = earlier[0] if earlier else None
    lines = tuple(_line(each, answers, earlier) for each in questions.dimensions)
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
        attention=_attention(material, closed_at.date()),
        heard=tuple(sorted({a.listen for a in answers if a.listen})),
        mood=round(fmean(moods), 1) if moods else None,
        mood_was=last.mood if last else None,
        progress=round(median(progress)) if progress else None,
        progress_was=last.progress if last else None,
        forecast=max(forecasts, default=None),
        forecast_was=last.forecast if last else None,
        last_on=last.closed_on if last else None,
    )


def _line(dimension: Dimension, answers: Sequence[Answer], earlier: Sequence[Report]) -> Line:
    said = [a.standings[dimension.id] for a in answers if dimension.id in a.standings]
    colour = worst([standing.colour for standing in said])
    before = [_colour_in(report, dimension.id) for report in earlier]
    unchanged = 1
    while unchanged <= len(before) and before[unchanged - 1] == colour:
        unchanged += 1
    notes = {standing.note for standing in said if standing.note and standing.colour == colour}
    others = {standing.note for standing in said if standing.note} - notes
    return Line(
        dimension=dimension.id,
        title=dimension.title,
        colour=colour,
        said_by=sum(standing.colour == colour for standing in said),
        was=before[0] if before else None,
        unchanged=unchanged,
        notes=(*sorted(notes), *sorted(others)),
        strip=(*reversed(before[: STRIP - 1]), colour),
    )


def _colour_in(report: Report, dimension: str) -> Colour | None:
    return next((line.colour for line in report.lines if line.dimension == dimension), None)


def _attention(material: Material, today: date) -> tuple[Item, ...]:
    """What needs attention, dated first; the same words are one thing, also of last time's."""
    last = material.earlier[:1]
    known = {_same(item.what): item for report in last for item in report.attention}
    items: dict[str, Item] = {}
    raised = [a.attention for a in material.answers if a.attention]
    for each in sorted(raised, key=lambda a: (a.due_on or date.max, a.what, a.owner or "")):
        sign = _same(each.what)
        before = known.get(sign)
        owner = material.names.get(each.owner) if each.owner else None
        since = before.since if before else today
        item = items.setdefault(sign, Item(each.what, None, each.due_on, since, before is None))
        if item.owner_id is None:
            items[sign] = replace(item, owner=owner, owner_id=each.owner)
    return tuple(items.values())


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .!")
