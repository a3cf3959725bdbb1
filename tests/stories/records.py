"""What Process Center keeps, as a story looks it up: answers, occurrences, deliveries."""

import json
from dataclasses import dataclass
from typing import Any

from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO


@dataclass(frozen=True)
class Row:
    """One row as PostgreSQL has it: its table, the transaction that wrote it, and its columns."""

    table: str
    transaction: str
    columns: dict[str, Any]

    @property
    def text(self) -> str:
        """Everything in it."""
        return json.dumps(self.columns, default=str)


async def answers(center: Rehearsal, channel: str = APOLLO) -> dict[str, dict[str, Any]]:
    """What is stored of each person's answer in the newest round of a channel."""
    found = await center.database.all(
        dict,
        """
        SELECT coalesce(split_part(principal, '@', 1), person_id) AS name, body
        FROM answers LEFT JOIN people ON people.id = person_id
        WHERE round_id = (SELECT id FROM rounds WHERE channel_id = %(channel)s
                          ORDER BY opens_at DESC, id LIMIT 1)
        ORDER BY 1
        """,
        {"channel": channel},
    )
    return {each["name"]: each["body"] for each in found}


async def colours(center: Rehearsal, channel: str = APOLLO) -> dict[str, str]:
    """The schedule's colour that each person reported in the newest round."""
    stored = await answers(center, channel)
    return {name: body["standings"]["schedule"]["colour"] for name, body in stored.items()}


async def occurrences(center: Rehearsal, checkin: str = "apollo-weekly") -> list[tuple[str, str]]:
    """When a check-in was due, by its wall clock, and what became of it, in order."""
    found = await center.database.all(
        dict,
        """
        SELECT to_char(due_local, 'DD Mon HH24:MI') AS due, outcome FROM occurrences
        WHERE schedule = %(schedule)s ORDER BY due_local
        """,
        {"schedule": f"checkin:{checkin}"},
    )
    return [(each["due"], each["outcome"]) for each in found]


async def rounds(center: Rehearsal, channel: str = APOLLO) -> int:
    """How many rounds a channel ever had."""
    found = await center.database.row(
        "SELECT count(*) AS many FROM rounds WHERE channel_id = %(channel)s", {"channel": channel}
    )
    return int(found["many"]) if found else 0


async def deliveries(center: Rehearsal, channel: str = APOLLO) -> list[dict[str, Any]]:
    """The deliveries of a channel's rounds, oldest first."""
    return await center.database.all(
        dict,
        """
        SELECT state, reason, repeats, waits_for_address AS waits, activity_id FROM deliveries
        WHERE conversation_id = %(channel)s AND kind = 'round' ORDER BY id
        """,
        {"channel": channel},
    )


async def everything(center: Rehearsal) -> str:
    """Every row of every table as text, to look for what must not be there."""
    tables = await center.database.all(
        dict, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    kept = []
    async with center.database.connection() as connection:
        for each in tables:
            query = f'SELECT t::text FROM "{each["name"]}" AS t'  # noqa: S608 a table's own name
            cursor = await connection.execute(query.encode())
            kept += [row[0] for row in await cursor.fetchall()]
    return "\n".join(kept)


async def rows(center: Rehearsal) -> list[Row]:
    """Every row of every table of every schema that is not PostgreSQL's own."""
    tables = await center.database.all(
        dict,
        """
        SELECT schemaname AS schema, tablename AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
        """,
    )
    found = []
    async with center.database.connection() as connection:
        for each in tables:
            name = f'"{each["schema"]}"."{each["name"]}"'
            query = f"SELECT xmin::text, to_jsonb(t) FROM {name} AS t"  # noqa: S608 a table's own name
            cursor = await connection.execute(query.encode())
            found += [Row(each["name"], *row) for row in await cursor.fetchall()]
    return found
