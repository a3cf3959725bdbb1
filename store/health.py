"""What of the office cannot work yet, and why."""

from dataclasses import dataclass

from store.database import Database


@dataclass(frozen=True, slots=True)
class Health:
    """`unmet` has projects; gaps have ids or names with their reason; `a_team` is any team.

    `rosters` and `names` count those that were read and looked up, whatever came of it.
    """

    checkins: int
    rosters: int
    names: int
    unmet: list[str]
    roster_gaps: list[str]
    name_gaps: list[str]
    a_team: str | None


async def health(database: Database) -> Health:
    """Look now."""
    found = await database.one(
        Health,
        """
        SELECT
            (SELECT count(*) FROM checkins WHERE NOT retired) AS checkins,
            (SELECT count(*) FROM rosters WHERE read_at IS NOT NULL OR gap IS NOT NULL) AS rosters,
            (SELECT count(*) FROM named_people
             WHERE in_file AND (person_id IS NOT NULL OR gap IS NOT NULL))
                AS names,
            (SELECT coalesce(array_agg(DISTINCT project ORDER BY project), '{}') FROM checkins
             WHERE NOT retired AND NOT reached(channel_id, team_id))
                AS unmet,
            (SELECT coalesce(array_agg(place || ' (' || gap || ')' ORDER BY place), '{}')
             FROM rosters WHERE gap IS NOT NULL) AS roster_gaps,
            (SELECT coalesce(array_agg(called || ' (' || gap || ')' ORDER BY called), '{}')
             FROM named_people WHERE in_file AND gap IS NOT NULL) AS name_gaps,
            (SELECT min(team_id) FROM checkins WHERE NOT retired) AS a_team
        """,
    )
    assert found is not None  # noqa: S101 (a SELECT without FROM has one row)
    return found


async def try_to_write(database: Database) -> None:
    """Whether it takes changes, too; nothing of this one stays. Raises StoreAway."""
    async with database.connection() as connection, connection.transaction(force_rollback=True):
        await connection.execute("UPDATE rehearsal_clock SET ahead = ahead")
