"""Plays the year, tells how it goes, and says what came of it."""

import resource
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random

from bench.figures import Figure, Found, at_most
from bench.processes import spent
from bench.stage import Stage, staged
from bench.year.bounds import Bounds, grown_old, heavier
from bench.year.company import Company, Plan
from bench.year.crew import Crew, crewed
from bench.year.ending import Ending, ended
from bench.year.judging import Judge
from bench.year.lasting import Lasting
from bench.year.meetings import Meetings
from bench.year.people import Answers
from bench.year.scrapes import Scrapes
from bench.year.seen import Watch
from bench.year.talk import Talk
from bench.year.trouble import RESTARTS, Trouble
from bench.year.walk import Walk
from bot.office_import import import_office
from bot.planning import on_import
from bot.settings import Settings
from bot.system_clock import system_time
from store.office.file import read_file

WEEKS = 52
MONTHS = 13  # in how many pieces the time is measured
STEPS = 45.0  # moments a week, about
OPEN = timedelta(hours=25)  # the longest that anything judged is open, and an hour
FULL = 32  # weeks from which on growth is judged
HEAVIER, LONGER = 1.2, 1.1
FORGOTTEN = 3  # 429 for each loss of power: how much was sent before is not known after it
KEPT = {"KEEP_MESSAGES": "30d", "KEEP_RUNS": "60d"}
WRONG = (
    "check-ins that did not come",
    "check-ins that came twice",
    "retros that did not come",
    "retros that came twice",
    "digests that did not come",
    "digests that came twice",
    "audit reports that did not come",
    "cards too many where the channel may be looked up",
    "messages too many of which no send was cut off",
    "answers that are not as they were acknowledged",
    "answers that the report leaves out",
    "rounds that are not closed",
    "rounds without their report in the channel",
    "reports that count wrongly",
)


@dataclass
class Clocked:
    """Real seconds since it began, and of each week."""

    began: float
    weeks: list[float]


async def measure(weeks: int = WEEKS, seed: int = 11) -> Found:
    """So many weeks of the year; the same seed throws the same dice, but not the same races."""
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(staged(Company(0), inside=True))
        database = await stack.enter_async_context(Lasting(made.database.url))
        stage = replace(made, database=database)
        walk = await _begun(stack, stage, seed)
        bounds, clocked = Bounds(stage.database), Clocked(time.monotonic(), [])
        for number in range(weeks):
            await _week(walk, bounds, clocked, number, weeks)
        ending = await ended(walk)
        return _found(walk, bounds, clocked, ending)


def begins(today: date) -> date:
    """The Monday of next spring, six days before clocks change in Chicago."""
    first = date(today.year + 1, 3, 2)
    return first + timedelta(days=-first.weekday() % 7)


async def _begun(stack: AsyncExitStack, stage: Stage, seed: int) -> Walk:
    """The office is imported, everybody has met us, and all processes run."""
    dice = Random(seed)  # noqa: S311 a play
    tenant, plan = stage.inside, Plan(stage.facts, begins(system_time().date()))
    crew = await stack.enter_async_context(crewed(stage, _environment(stage), dice))
    watch, answers = Watch(tenant), Answers(tenant, dice)
    walk = Walk(
        stage,
        tenant,
        plan,
        crew,
        Trouble(tenant, crew, dice, STEPS),
        watch,
        answers,
        Meetings(stage, tenant, dice),
        Talk(tenant, plan, watch, dice),
        Judge(stage.database, plan, watch, answers),
        Scrapes(stage.session, crew.ports),
        dice,
    )
    await walk.go_to(walk.begins)
    read = read_file(plan.office().encode(), "office.yaml")
    planned = partial(on_import, stage.database, system_time())
    await import_office(stage.database, read, on_change=planned)
    await tenant.install()
    await stage.at_rest(within=120)
    watch.look()
    walk.trouble.begin()
    return walk


def _environment(stage: Stage) -> dict[str, str]:
    """Little is kept for long, where this version knows how to remove things."""
    kept = {
        f"PROCESS_CENTER_{name}": value
        for name, value in KEPT.items()
        if name.lower() in Settings.model_fields
    }
    return {**stage.environment, **kept}


async def _week(walk: Walk, bounds: Bounds, clocked: Clocked, number: int, weeks: int) -> None:
    began = time.monotonic()
    quarters = {weeks // 4, 3 * weeks // 4}
    thirds = {weeks // 3, 2 * weeks // 3}
    await walk.week(
        number, restart=number in thirds, refuse=number in quarters, delete=number % 4 == 1
    )
    await walk.judge.judge(walk.begins + timedelta(weeks=number + 1) - OPEN)
    if number % max(1, weeks // MONTHS) == 0 or number == weeks - 1:
        await bounds.measure(number + 1)
    clocked.weeks.append(time.monotonic() - began)
    _tell(walk, clocked, number, weeks)


def _tell(walk: Walk, clocked: Clocked, number: int, weeks: int) -> None:
    spent = time.monotonic() - clocked.began
    left = spent / (number + 1) * (weeks - number - 1) / 60
    wrong = sum(walk.judge.tally.wrong.values())
    sys.stdout.write(
        f"  week {number + 1} of {weeks} in {clocked.weeks[-1]:.0f} s, {left:.0f} min left · "
        f"{walk.crew.killed} kills · {walk.answers.counts['saved']} answers saved · "
        f"{wrong} wrong\n"
    )
    sys.stdout.flush()


def _found(walk: Walk, bounds: Bounds, clocked: Clocked, ending: Ending) -> Found:
    tally, crew = walk.judge.tally, walk.crew
    restarts = walk.trouble.counts.get(RESTARTS, 0)
    figures = [at_most(what, tally.wrong[what], 0) for what in WRONG]
    figures += [
        at_most("notes of retros that are lost", walk.notes_lost, 0),
        at_most("words that nobody answered", len(walk.talk.unanswered), 0),
        at_most("words answered twice though nothing was cut", len(walk.talk.doubled), 0),
        at_most("odd answers to presses", len(walk.answers.odd), 0),
        at_most("things that nobody expected", ending.unexpected, 0),
        at_most("left undone at the end", sum(ending.left.values()), 0),
        at_most("empty queues that metrics tell to be full", walk.scrapes.full.total(), 0),
        at_most("moments that did not come to rest", len(walk.slow), 0),
        at_most("429 caused by us", len(walk.throttled), FORGOTTEN * restarts),
        at_most("processes that ended by themselves", len(crew.died), 0),
        at_most("processes that did not obey SIGTERM", crew.disobeyed, 0),
        at_most("kinds of errors in the logs", len(ending.errors), 0),
        *_of_bounds(walk, bounds, clocked),
    ]
    return Found(tuple(figures), _raw(walk, bounds, clocked, ending))


def _of_bounds(walk: Walk, bounds: Bounds, clocked: Clocked) -> list[Figure]:
    """Nothing of a few weeks: no half of them is as long as what is kept."""
    if len(clocked.weeks) < FULL:
        return []
    growth, weight = bounds.growth(), heavier(walk.crew.weights)
    lives = [*grown_old(walk.crew.weights), 0.0]
    return [
        at_most("rows kept for a while, second half over first", max(growth.values()), LONGER),
        at_most("memory of a process, last quarter over first", max(weight.values()), HEAVIER),
        at_most("memory of a process, end of its life over its begin", max(lives), HEAVIER),
    ]


def _raw(walk: Walk, bounds: Bounds, clocked: Clocked, ending: Ending) -> dict[str, object]:
    last, crew = bounds.sizes[-1], walk.crew
    large = sorted(last.sizes, key=lambda each: -last.sizes[each])[:8]
    return {
        "what went wrong": {**walk.trouble.told(), "ended by SIGKILL": walk.crew.killed},
        "what came": dict(walk.judge.tally.right),
        "presses": dict(walk.answers.counts),
        "said": {"in all": walk.talk.said, "while nobody listened": walk.talk.unheard},
        "retros held": walk.meetings.held,
        "meetings broken off": walk.broken_off,
        "decided, asked": [walk.meetings.decided, walk.meetings.asked],
        "sends cut off after storing": len(walk.watch.cut),
        "processor time of a week, of all but PostgreSQL (s)": _used(crew) / len(clocked.weeks),
        "a week, the slowest (s)": [
            sum(clocked.weeks) / len(clocked.weeks),
            max(clocked.weeks),
        ],
        "database month by month (MB)": bounds.megabytes(),
        "largest tables (MB)": {each: last.sizes[each] for each in large},
        "rows kept for a while, second half over first": bounds.growth(),
        "memory of each, last quarter over first": heavier(walk.crew.weights),
        "memory over long lives": sorted(grown_old(walk.crew.weights))[-5:],
        "largest memory of a process (MB)": max(each.megabytes for each in walk.crew.weights),
        "metrics": {"scraped": walk.scrapes.scraped, **walk.scrapes.full},
        "left undone": dict(ending.left),
        "things without an end": dict(ending.endless),
        "told": "".join(f"\n          {each}" for each in _told(walk, ending)),
    }


def _used(crew: Crew) -> float:
    """Seconds of processor time: ours with the tenant's in it, and of all processes there were."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    ended = sum(each.ru_utime + each.ru_stime for each in found)
    return ended + sum(map(spent, crew.alive.values()))


def _told(walk: Walk, ending: Ending) -> list[str]:
    return [
        *walk.judge.tally.told,
        *(f"unanswered: {each}" for each in walk.talk.unanswered[:10]),
        *(f"answered twice: {each}" for each in walk.talk.doubled[:10]),
        *walk.answers.odd[:5],
        *(f"no rest: {each}" for each in walk.slow[:10]),
        *walk.crew.died[:5],
        *(f"429 at {each}" for each in walk.throttled[:5]),
        *(f"logged: {each}" for each in ending.errors[:10]),
    ]
