"""What a report has to say by the diary, line by line, in any order."""

from statistics import fmean, median

from tests.stories.five_weeks.diary import (
    DIMENSIONS,
    Entry,
    Project,
    day,
    monday,
    tuesday,
    unchanged,
    weekday,
)
from tests.stories.five_weeks.script import ITEMS

TITLES = {"schedule": "Schedule", "budget": "Budget", "risks": "Risks"}
SHAPES = {"green": "●", "amber": "▲", "red": "■", None: "○"}
WORDS = {None: "not reported"}
ORDINALS = {2: "2nd", 3: "3rd", 4: "4th", 5: "5th"}
STRIP = 5


def report(project: Project, week: int) -> list[str]:
    """All lines of the report of that week."""
    answers, before = project.answers(week), project.heard_before(week)
    lines = [
        f"{project.title} · Monday check-in",
        f"{len(answers)} of {project.asked} answered · closed {weekday(tuesday(week))}"
        f"{_nothing_new(answers)}",
        f"{SHAPES[project.overall(week)]} {(project.overall(week) or 'not reported').capitalize()}",
        _compared(project, week, before),
    ]
    if answers:
        for each in DIMENSIONS:
            lines += [SHAPES[project.colour(week, each)], _dimension(project, week, each, before)]
            lines += _reasons(project, week, each)
        lines.append("All answers: for the project’s owner and the Process Center.")
    else:
        lines.append(_nobody(project, before))
    return [
        *lines,
        *_figures(project, week, before),
        *_items(project, week),
        *_quotes(project, week),
        *_strips(project, week),
    ]


def _nothing_new(answers: list[Entry]) -> str:
    since = unchanged(answers)
    return f" · nothing changed since {weekday(since)}" if since else ""


def _gap(week: int, before: int) -> str:
    """The day of the report before, where silence lies in between."""
    return f" on {weekday(tuesday(before))}" if week - before > 1 else ""


def _compared(project: Project, week: int, before: int | None) -> str:
    if before is None:
        return "first report"
    was, now = project.overall(before), project.overall(week)
    if was != now:
        return f"was {was}{_gap(week, before)}"
    return f"as{_gap(week, before)}" if week - before > 1 else "as last time"


def _dimension(project: Project, week: int, dimension: str, before: int | None) -> str:
    colour = project.colour(week, dimension)
    answers = project.answers(week)
    saying = [each for each in answers if each.colours[dimension] == colour]
    told = f"{TITLES[dimension]} {colour} by {len(saying)} of {len(answers)}"
    if before is None:
        return told
    if project.colour(before, dimension) != colour:
        return f"{told}, was {project.colour(before, dimension)}{_gap(week, before)}"
    if unchanged(answers):
        return told
    if since := unchanged(saying):
        return f"{told}, unchanged since {weekday(since)}"
    if week - before > 1:
        return f"{told}, as{_gap(week, before)}"
    return f"{told}, {ORDINALS[project.row(week, dimension)]} week in a row"


def _reasons(project: Project, week: int, dimension: str) -> list[str]:
    colour = project.colour(week, dimension)
    said = {
        each.reasons[dimension]
        for each in project.answers(week)
        if each.colours[dimension] == colour and dimension in each.reasons
    }
    return [f"– {each}" if len(said) > 1 else each for each in said]


def _nobody(project: Project, before: int | None) -> str:
    if before is None:
        return "Nobody answered, so nothing is known yet."
    said = f"the report of {day(tuesday(before))} said {project.overall(before)}"
    return f"Nobody answered, so nothing new is known; {said}."


def _figures(project: Project, week: int, before: int | None) -> list[str]:
    now = _numbers(project.answers(week))
    was = _numbers(project.answers(before)) if before is not None else {}
    lines = []
    for name, means in (("done", "done"), ("finish", "finish"), ("mood", "mood of 5")):
        if name not in now:
            continue
        older = f", was {was[name]}" if name in was else ""
        if now[name] == was.get(name):
            older = ", as before"
        lines += [now[name], f"{means}{older}"]
    return lines


def _numbers(answers: list[Entry]) -> dict[str, str]:
    """The middle of what is done, the latest finish, the mean of the moods, as written."""
    done = [each.done for each in answers if each.done is not None]
    finish = [each.finish for each in answers if each.finish]
    moods = [each.mood for each in answers if each.mood is not None]
    found = {}
    if done:
        found["done"] = f"{round(median(done))}\u00a0%"
    if finish:
        found["finish"] = day(max(finish))
    if moods:
        found["mood"] = f"{round(fmean(moods), 1):g}"
    return found


def _items(project: Project, week: int) -> list[str]:
    raised = project.raised(week)
    lines = ["Needs attention"] if raised else []
    for number, (words, since) in enumerate(raised.items(), start=1):
        new = "new, said" if since == monday(week) else "since"
        item = ITEMS[words]
        late = "was due" if item.due < tuesday(week) else "by"
        owner = f"{item.owner} · " if item.owner else ""
        said = project.recommends(week, words)
        advice = f" · the team recommends {said}" if said else ""
        details = f"{owner}{late} {weekday(item.due)} · {new} {weekday(since)}{advice}"
        ruling = project.ruling(words, since)
        if ruling and ruling[1] <= tuesday(
            week
        ):  # else it stands in the report that was the newest
            decided = f"said {ruling[0]} on {weekday(ruling[1])}"
            details = f"{item.owner} {decided} · asked on {weekday(since)}"
        lines += [str(number), words, details]
    return lines


def _quotes(project: Project, week: int) -> list[str]:
    quotes = project.quotes(week)
    return ["Heard", *[f"“{each}”" for each in quotes]] if quotes else []


def _strips(project: Project, week: int) -> list[str]:
    if week == 0:
        return []
    shown = range(max(0, week + 1 - STRIP), week + 1)
    lines = [f"Last {len(shown)} weeks, newest on the right"]
    for each in DIMENSIONS:
        shapes = [SHAPES[project.colour(number, each)] for number in shown]
        lines += [" ".join(shapes), TITLES[each]]
    return lines
