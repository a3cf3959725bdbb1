"""What an import keeps again is written only where it is other than before."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from store.database import Connection, rows

Values = Mapping[str, Any]


async def keep_changed(
    connection: Connection, known: LiteralString, keep: LiteralString, wanted: Sequence[Values]
) -> None:
    """Execute `keep` for those of `wanted` that are not, just so, among the rows of `known`.

    Both have the columns by the same names; the `id` tells a row from the others.
    """
    kept = {each["id"]: each for each in await rows(connection, dict, known)}
    new = [each for each in wanted if kept.get(each["id"]) != each]
    if new:
        async with connection.cursor() as cursor:
            await cursor.executemany(keep, new)
