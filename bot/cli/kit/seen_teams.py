"""The teams that the newest audit saw, where a database is at hand; nobody has to have one."""

from collections.abc import Mapping

from bot.runtime import EMBEDDED, run, server
from bot.settings import Settings
from core.errors import CenterError
from store.database import Database
from store.standards.runs import RunStore, is_there


def seen_teams() -> Mapping[str, str]:
    """Names by id; none where nothing is kept or can be looked at."""
    try:
        found = Settings.load()
    except CenterError:
        return {}
    if not found.database_url and not (found.data_dir / EMBEDDED).is_dir():
        return {}
    try:
        return run(_names(found))
    except CenterError:
        return {}


async def _names(found: Settings) -> Mapping[str, str]:
    async with server(found) as url, Database(url, size=1) as opened:
        return await RunStore(opened).names() if await is_there(opened) else {}
