"""Two runs that are kept, found by how somebody writes them, side by side. Nobody asks Graph."""

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.runtime import database, settings
from core.days import full_moment
from core.errors import InputError
from core.standards.model import Audited, Run
from core.standards.ports import Runs
from core.standards.reports.causes import by_cause
from core.standards.reports.comparing import by_clause, changes
from core.suggest import quoted
from core.words import listed
from pages.standards.comparisons import Beside, Comparison
from store.standards.runs import RunStore

MANY = 100  # runs among which two of the same standards are looked for
LATEST = 5  # runs that are named to who wrote a wrong one
TWO = "A comparison takes two runs of all teams against the same standards"


async def compare(written: Sequence[str]) -> tuple[Comparison, Beside]:
    """Two runs by their ids or how these begin; one: it and the newest; none: the last two.

    Raises InputError where there is no such run, or none to compare with.
    """
    async with database(settings()) as opened:
        runs = RunStore(opened)
        organisation, zone = await runs.center()
        one, other = await _pair(runs, [await _called(runs, each, zone) for each in written])
        audited = await runs.side_by_side(one.id, other.id)
    if audited is None or audited.before is None:
        raise InputError("One of the runs was removed meanwhile. Name another.")
    return _compared(audited, audited.before), Beside(organisation, ZoneInfo(zone))


def _compared(audited: Audited, before: Run) -> Comparison:
    told = changes(by_cause(audited))
    return Comparison(audited, before, told, changes(by_clause(audited)))


async def _called(runs: Runs, written: str, zone: str) -> Run:
    found = await runs.called(written)
    if len(found) > 1:
        raise InputError(f"Several runs begin with {quoted(written)}. Write more of its id.")
    if not found:
        raise InputError(f"There is no run {quoted(written)}. {await _those(runs, zone)}")
    if not found[0].whole:
        raise InputError(f"{TWO}; {quoted(written)} is one of some teams. Name another.")
    return found[0]


async def _those(runs: Runs, zone: str) -> str:
    """The latest there are, for who has to name one."""
    latest = await runs.history(LATEST)
    if not latest:
        return "None of all teams is kept yet: `process-center audit` makes one."
    named = [f"{run.id} ({full_moment(run.finished_at, ZoneInfo(zone))})" for run in latest[::-1]]
    return f"The latest are {listed(named)}."


async def _pair(runs: Runs, asked: Sequence[Run]) -> tuple[Run, Run]:
    """In any order."""
    if len(asked) == 2:
        return _alike(*asked)
    of = asked[0] if asked else await _newest(runs)
    others = await runs.history(2, of.standards)
    rest = [run for run in others if run.id != of.id]
    if not rest:
        raise InputError(
            f"{TWO}, and there is one only. `process-center audit` makes the next one."
        )
    return _alike(of, rest[-1])


async def _newest(runs: Runs) -> Run:
    """The newest one that has another against the same standards; without any, the newest."""
    latest = await runs.history(MANY)
    if not latest:
        raise InputError(f"{TWO}, and there is none yet. `process-center audit` makes one.")
    times = Counter(frozenset(run.standards) for run in latest)
    paired = (run for run in reversed(latest) if times[frozenset(run.standards)] > 1)
    return next(paired, latest[-1])


def _alike(one: Run, another: Run) -> tuple[Run, Run]:
    """Both, where they can be compared. Raises InputError."""
    if one.id == another.id:
        raise InputError("That is the same run twice. Name two.")
    if set(one.standards) != set(another.standards):
        against = (" and ".join(run.standards) for run in (one, another))
        raise InputError(
            f"{TWO}: one of these is against {next(against)}, the other against {next(against)}."
        )
    return one, another
