"""How much is still under way, for those who wait for it to be done."""

from dataclasses import dataclass

from store.database import Database


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Counts of what is not done yet: teams without a roster, cards to post, cards to edit.

    `jobs` counts those that wait or are under way.
    """

    unread: int
    unposted: int
    unshown: int
    open: int
    jobs: int


async def standing(database: Database) -> UnderWay:
    """Look now. Cards that wait for an installation, also to be edited, are not counted."""
    found = await database.one(
        UnderWay,
        """
        SELECT
            (SELECT count(*) FROM meeting_places AS meeting WHERE NOT EXISTS (
                SELECT FROM rosters
                WHERE place = place_of(channel_id, meeting.team_id) AND read_at IS NOT NULL))
                AS unread,
            (SELECT count(*) FROM deliveries
             WHERE state IN ('queued', 'sending', 'unknown') AND NOT waits_for_address
               AND look_at IS DISTINCT FROM 'infinity') AS unposted,
            (SELECT count(*) FROM deliveries
             WHERE state = 'sent' AND reached(conversation_id, team_id)
               AND id IN (SELECT delivery FROM changes)) AS unshown,
            (SELECT count(*) FROM rounds WHERE closed_at IS NULL) AS open,
            (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')) AS jobs
        """,
    )
    return found or UnderWay(0, 0, 0, 0, 0)
