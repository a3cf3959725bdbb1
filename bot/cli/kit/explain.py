"""What an audit would ask of Microsoft Graph, and how long that takes: without asking it."""

from collections.abc import Iterator
from math import ceil

from bot.cli.kit.columns import aligned
from bot.cli.kit.desk import chosen
from bot.runtime import database, settings
from core.errors import InputError
from core.standards.explaining import Explained, Size, explain, usual_size
from core.standards.permissions import READ_FOR
from core.words import many
from graph.tenants.limits import GraphLimits
from store.content.standards import load
from store.standards.runs import RunStore

HEAD = ("read", "what", "questions", "requests", "seconds")
NO_RUN = (
    "No audit of all teams was kept yet, so it is not known how many there are. Say for how many:"
    " --teams 1000."
)


async def explained(names: tuple[str, ...], teams: int | None) -> Iterator[str]:
    """The lines, for so many teams; None: for those of the newest run. Raises InputError."""
    found = settings()
    standards = chosen(load(found.content_dir), names)
    size = usual_size(await _teams() if teams is None else teams)
    return _lines(explain(standards, size, GraphLimits()), size)


async def _teams() -> int:
    found = settings()
    async with database(found) as opened:
        newest = await RunStore(opened).history(1)
    if not newest:
        raise InputError(NO_RUN)
    return newest[-1].teams


def _lines(found: Explained, size: Size) -> Iterator[str]:
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
    yield (
        f"Reckoned for {many(size.teams, 'team')} with {many(size.channels, 'channel')},"
        f" {size.own:,} of them private or shared, and {size.people:,} people: the channels and"
        " people are what so many teams usually have."
    )


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
