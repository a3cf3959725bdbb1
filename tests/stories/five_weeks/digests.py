"""What a leader's digest has to say by the diary: its first page, line by line, in any order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from tests.stories.five_weeks.decisions import decisions, last_heard
from tests.stories.five_weeks.diary import (
    BADNESS,
    DIMENSIONS,
    Project,
    tuesday,
    unchanged,
    weekday,
)

SHAPES = {"red": "■", "amber": "▲", "doubted": "◐", "grey": "○", "green": "●"}
LOOKS = tuple(SHAPES)
SHOWN = 3
BEHIND = 25  # percentage points


def first_page(projects: Sequence[Project], week: int) -> list[str]:
    """All lines of the digest of that Tuesday, before anything is pressed on it."""
    today = tuesday(week)
    known = sum(bool(each.answers(week)) for each in projects)
    silent = len(projects) - known
    ordered = sorted(projects, key=lambda each: _badness(each, week))
    bad = [each for each in ordered if _look(each, week) != "green"]
    return [
        f"Week {today.isocalendar().week} · Contoso · 4 initiatives",
        f"{known} of {len(projects)} projects reported · "
        + (f"{silent} silent · " if silent else "")
        + weekday(today),
        *decisions(projects, week),
        *[line for each in bad[:SHOWN] for line in _row(each, week)],
        *_others([each for each in ordered if each not in bad[:SHOWN]], week),
        _moves(projects, week),
    ]


def _colour(project: Project, week: int) -> str | None:
    """What it shows: the newest colour, but that a green which fell silent is none."""
    heard = last_heard(project, week)
    if heard is None:
        return None
    colour = project.overall(heard)
    return None if colour == "green" and heard < week else colour


def _run(project: Project, heard: int) -> list[int]:
    """The weeks with an answer in which it had the colour of `heard`, one after the other."""
    answered = [each for each in range(heard, -1, -1) if project.answers(each)]
    found = []
    for each in answered:
        if project.overall(each) != project.overall(heard):
            break
        found.append(each)
    return found[::-1]


def _since(project: Project, heard: int) -> date:
    return tuesday(_run(project, heard)[0])


def _look(project: Project, week: int) -> str:
    colour = _colour(project, week)
    if colour == "green":
        return "doubted" if _contradiction(project, week) else "green"
    return colour or "grey"


def _contradiction(project: Project, week: int) -> str:
    """What its own figures say against a green."""
    answers = project.answers(week)
    finish = max((each.finish for each in answers if each.finish), default=None)
    if finish and finish > project.ends:
        late = (finish - project.ends).days
        return f"Its own forecast is {late} day{'' if late == 1 else 's'} after its date."
    done = _done(project, week)
    if tuesday(week) > project.ends and done != 100:
        return f"Its date, {weekday(project.ends)}, has passed."
    passed = 100 * (tuesday(week) - project.starts).days // (project.ends - project.starts).days
    used = max(0, min(100, passed))
    if done is not None and used - done >= BEHIND:
        return f"{done}\u00a0% is done in {used}\u00a0% of its time."
    return ""


def _done(project: Project, week: int) -> int | None:
    said = sorted(each.done for each in project.answers(week) if each.done is not None)
    if not said:
        return None
    middle = len(said) // 2
    return said[middle] if len(said) % 2 else round((said[middle - 1] + said[middle]) / 2)


def _moved(project: Project, week: int) -> str:
    """How it moved since the digest before."""
    if week == 0:
        return ""
    now, then = _colour(project, week), _colour(project, week - 1)
    silent = not project.answers(week)
    if now == then or (then is None and silent):
        return ""
    if then is None:
        return "heard of again"
    if now is None:
        return "worse"
    return "worse" if BADNESS.index(now) > BADNESS.index(then) else "better"


def _badness(project: Project, week: int) -> tuple[int, bool, date, str]:
    heard = last_heard(project, week)
    if heard is None:
        since = tuesday(0)
    else:
        since = _since(project, heard) if _colour(project, week) else tuesday(heard)
    looks = LOOKS.index(_look(project, week))
    return (looks, _moved(project, week) != "worse", since, project.title.casefold())


def _row(project: Project, week: int) -> list[str]:
    looks, moved = _look(project, week), _moved(project, week)
    small = [_slip(project, week) if looks != "doubted" else "", *_steady(project, week)]
    small.append(
        f"{moved} since your last digest" if moved and not _is_evident(project, week) else ""
    )
    why = _contradiction(project, week) if looks == "doubted" else _why(project, week)
    below = " · ".join(filter(None, small))
    lines = [SHAPES[looks], f"{project.title} {_says(project, week)}", why, below]
    return [each for each in lines if each]


def _is_evident(project: Project, week: int) -> bool:
    """Whether "red since Tue 24 Nov, was amber" says that it moved since the digest before."""
    if not project.answers(week):
        return False
    first = _run(project, week)[0]
    return first == week and project.heard_before(first) is not None


def _says(project: Project, week: int) -> str:
    heard, colour = last_heard(project, week), _colour(project, week)
    if heard == week:
        return _stands(project, week)
    since = f"silent since {weekday(tuesday((-1 if heard is None else heard) + 1))}"
    if heard is None:
        return f"{since}, never reported"
    return f"{colour}, {since}" if colour else f"{since}, {project.overall(heard)} before"


def _stands(project: Project, heard: int) -> str:
    """ "red since Tue 3 Nov, was amber"."""
    first = _run(project, heard)[0]
    before = project.heard_before(first)
    was = f", was {project.overall(before)}" if before is not None else ""
    return f"{project.overall(heard)} since {weekday(_since(project, heard))}{was}"


def _steady(project: Project, week: int) -> list[str]:
    heard = last_heard(project, week)
    if heard is None or _colour(project, week) is None:
        return []
    run = _run(project, heard)
    quiet = run[-1] - run[0] + 1 - len(run)
    said = unchanged(project.answers(heard))
    return [
        _stands(project, heard) if heard < week else "",
        f"unchanged since {weekday(said)}" if said else "",
        f"silent for {quiet} round{'' if quiet == 1 else 's'} in between" if quiet else "",
    ]


def _why(project: Project, week: int) -> str:
    """The newest reason given with its red or amber, of the first dimension that has one."""
    heard, colour = last_heard(project, week), _colour(project, week)
    if heard is None or colour in (None, "green"):
        return ""
    for each in DIMENSIONS:
        if project.colour(heard, each) == colour:
            return min(
                answer.reasons[each]
                for answer in project.answers(heard)
                if answer.colours[each] == colour
            )
    return ""


def _slip(project: Project, week: int) -> str:
    heard = last_heard(project, week)
    answers = project.answers(heard) if heard is not None else []
    finish = max((each.finish for each in answers if each.finish), default=None)
    today = tuesday(week)
    late = max((finish - project.ends).days, 0) if finish else 0
    done = _done(project, heard) if heard is not None else None
    overdue = today > project.ends and done != 100
    if not late and not overdue:
        return ""
    if finish is None or finish < max(project.ends, today):
        return f"was to finish {weekday(project.ends)}"
    return f"{late} day{'' if late == 1 else 's'} late: finish {weekday(finish)}"


def _others(rest: Sequence[Project], week: int) -> list[str]:
    names: Mapping[str, str] = {"doubted": "green in doubt", "grey": "silent"}
    found = Counter(names.get(looks := _look(each, week), looks) for each in rest)
    if not rest:
        return []
    head = f"{len(rest)} other{'' if len(rest) == 1 else 's'}"
    if len(found) == 1:
        (kind,) = found
        heard = [tuesday(each) for one in rest if (each := last_heard(one, week)) is not None]
        oldest = f", oldest report {weekday(min(heard))}" if kind == "green" else ""
        return [f"{head} {kind}{oldest}"]
    order = ("red", "amber", "green in doubt", "green", "silent")
    return [f"{head}: {', '.join(f'{found[each]} {each}' for each in order if found[each])}"]


def _moves(projects: Sequence[Project], week: int) -> str:
    if week == 0:
        return "A digest of a later day says what changed."
    found = Counter(_moved(each, week) for each in projects)
    told = [
        f"{found[each]} {each}" for each in ("worse", "better", "heard of again") if found[each]
    ]
    on = weekday(tuesday(week - 1))
    return f"Since {on}: {', '.join(told)}" if told else f"No colour changed since {on}."
