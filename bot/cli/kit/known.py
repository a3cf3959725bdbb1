"""Ids that somebody typed, held against those of the office file."""

from collections.abc import Awaitable, Callable, Sequence

from bot.office_import import whole_office
from core.errors import InputError
from core.suggest import did_you_mean, quoted
from core.words import listed
from store.database import Database

NAMES = {"checkins": "check-in", "retros": "retro", "digests": "digest"}


async def refuse(database: Database, part: str, ids: Sequence[str], so: str) -> None:
    """Raises InputError for ids that cannot be used; `so` says what was not done."""
    known = await ids_of(database, part)
    raise InputError(_says(NAMES[part], ids, known, so))


async def check(
    database: Database,
    part: str,
    ids: Sequence[str] | None,
    still_open: Callable[[Sequence[str]], Awaitable[Sequence[str]]],
) -> None:
    """Raises InputError where one of the ids is none and nothing of it is open any more."""
    known = await ids_of(database, part) if ids else []
    unknown = [each for each in ids or () if each not in known and not await still_open([each])]
    if unknown:
        await refuse(database, part, unknown, "nothing was closed")


async def ids_of(database: Database, *parts: str) -> list[str]:
    """The ids of these parts of the office file."""
    office = await whole_office(database)
    return [each.id for part in parts for each in getattr(office, part)]


def _says(kind: str, ids: Sequence[str], known: Sequence[str], so: str) -> str:
    placeless = [each for each in ids if each in known]
    if placeless:
        return (
            f"The {kind} {quoted(placeless[0])} has no channel, so {so}. "
            "Name a team and a channel at its project in the office file."
        )
    names = listed([quoted(each) for each in ids])
    hint = did_you_mean(ids[0], known) or " `process-center export` shows those there are."
    return f"There is no {kind} {names}, so {so}.{hint}"
