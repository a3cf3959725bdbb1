"""What an audit would ask of Microsoft Graph, and how long that takes: without asking it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from zoneinfo import ZoneInfo

from bot.cli.kit.columns import aligned
from bot.cli.kit.desk import chosen
from bot.runtime import database, settings
from core.days import full_moment
from core.standards.explaining import Size, added, explain, usual_size
from core.standards.model import Standard
from core.standards.permissions import READ_FOR
from core.words import many
from graph.tenants.limits import GraphLimits
from store.content.standards import load
from store.standards.runs import RunStore

HEAD = ("read", "what", "questions", "requests", "seconds")
SIZES = (100, 1_000, 10_000)  # teams, where nobody knows how many there are
MORE = 100  # teams that came since
NO_RUN = (
    "No audit of all teams was kept yet, so it is not known how many there are. The first one asks"
    " no more than every later one:"
)
HEAD_OF_SIZES = ("teams", "requests", "at least")


@dataclass(frozen=True, slots=True)
class _Counted:
    """How much there is; `by` says what counted the teams, and their `channels` if it read them."""

    size: Size
    by: str = ""
    channels: bool = False


async def explained(names: tuple[str, ...], teams: int | None) -> Iterator[str]:
    """The lines, for so many teams; None: for those of the newest run, without any for some sizes.

    Nothing is asked of Microsoft Graph. Raises InputError.
    """
    standards = chosen(load(settings().content_dir), names)
    counted = await _newest() if teams is None else _Counted(usual_size(teams))
    return _lines(standards, counted) if counted else _sizes(standards)


async def _newest() -> _Counted | None:
    async with database(settings()) as opened:
        runs = RunStore(opened)
        newest = await runs.history(1)
        if not newest:
            return None
        channels = await runs.channels(newest[-1].id)
        _, zone = await runs.center()
    by = f", as the audit of {full_moment(newest[-1].finished_at, ZoneInfo(zone))} found them"
    return _Counted(usual_size(newest[-1].teams, channels), by, channels is not None)


def _lines(standards: Sequence[Standard], counted: _Counted) -> Iterator[str]:
    size = counted.size
    found = explain(standards, size, GraphLimits())
    rows = [
        (
            each.read.value,
            READ_FOR[each.read],
            f"{each.questions:,}",
            f"{each.requests:,}",
            f"{ceil(each.seconds):,}",
        )
        for each in found.costs
    ]
    yield from aligned([HEAD, *rows])
    yield ""
    yield f"In all {many(found.requests, 'request')}, {_held_up(found.seconds)}"
    yield _reckoned(counted)
    questions, requests = added(standards, size, MORE, GraphLimits())
    yield (
        f"{MORE} teams that came since would take {many(questions, 'question')} more, in"
        f" {many(requests, 'request')}."
    )


def _reckoned(counted: _Counted) -> str:
    size = counted.size
    teams, channels = many(size.teams, "team"), many(size.channels, "channel")
    own, people = f"{size.own:,} of them private or shared", f"{size.people:,} people"
    if counted.channels:
        known, usual = f"{teams} with {channels}{counted.by}", f"{own}, and {people},"
    else:
        known, usual = f"{teams}{counted.by}", f"{channels}, {own}, and {people}"
    return f"Reckoned for {known}: {usual} are what so many teams usually have."


def _sizes(standards: Sequence[Standard]) -> Iterator[str]:
    yield NO_RUN
    yield ""
    each = [(size, explain(standards, usual_size(size), GraphLimits())) for size in SIZES]
    rows = [(f"{size:,}", f"{one.requests:,}", _time(one.seconds)) for size, one in each]
    yield from aligned([HEAD_OF_SIZES, *rows])
    yield ""
    yield "Say for how many, to see what each read takes of it: --teams 1000."


def _held_up(seconds: float) -> str:
    if seconds <= 0:
        return "so few that Microsoft’s limits hold none of them up."
    return (
        f"and at least {_time(seconds)} at Microsoft’s limits, where reads that are counted apart"
        " go on at the same time."
    )


def _time(seconds: float) -> str:
    whole = ceil(seconds)
    return many(whole, "second") if whole < 120 else many(ceil(seconds / 60), "minute")
