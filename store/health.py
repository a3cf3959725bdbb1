"""What of the office cannot work yet, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.database import Database


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """The private or shared channel of a project.

    It has `met` us once we heard from it; `closed` is why it takes nothing of ours now, empty where
    it does.
    """

    project: str
    kind: str
    met: bool
    closed: str


@dataclass(frozen=True, slots=True)
class Health:
    """`unmet` has projects; gaps have ids or names with their reason; `a_team` is any team.

    A project whose team has met us, and whose private or shared channel has not, is no `unmet` one.
    `rosters` and `names` count those that were read and looked up, whatever came of it; `read` says
    that channels of a team ever could be.
    """

    checkins: int
    rosters: int
    read: bool
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
            EXISTS (SELECT FROM channels) AS read,
            (SELECT count(*) FROM named_people
             WHERE in_file AND (person_id IS NOT NULL OR gap IS NOT NULL))
                AS names,
            (SELECT coalesce(array_agg(DISTINCT project ORDER BY project), '{}') FROM checkins
             WHERE NOT retired AND NOT reached(channel_id, team_id)
               AND (place_of(channel_id, team_id) <> channel_id OR NOT EXISTS (
                    SELECT FROM addresses
                    WHERE addresses.team_id = checkins.team_id AND closed IS NULL)))
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


async def own_channels(database: Database) -> Sequence[OwnChannel]:
    """Those of all projects; what kind a channel is, Graph or Teams told."""
    return await database.all(
        OwnChannel,
        """
        SELECT coalesce(body ->> 'title', project.id) AS project, channel.kind,
            address.conversation_id IS NOT NULL AS met, coalesce(address.closed, '') AS closed
        FROM office_items AS project
        JOIN channels AS channel
            ON channel.id = body ->> 'channel' AND channel.kind IN ('private', 'shared')
        LEFT JOIN addresses AS address ON address.conversation_id = channel.id
        WHERE part = 'projects' ORDER BY 1, project.id
        """,
    )


async def try_to_write(database: Database) -> None:
    """Whether it takes changes, too; nothing of this one stays. Raises StoreAway."""
    async with database.connection() as connection, connection.transaction(force_rollback=True):
        await connection.execute("UPDATE rehearsal_clock SET ahead = ahead")
