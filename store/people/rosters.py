"""Who is in which team and channel, and who owns it.

Rows are locked in one order, people before members and each by id, so that nobody who changes many
of them at once waits for somebody who waits for them.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import chain

from core.facts import Gap
from core.people.rosters import Channel, Member, Roster
from store.database import Connection, Database, row

BATCH = 100  # teams read by one job


class RosterStore:
    """Implements core.people.ports.Rosters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def to_read(self, older: timedelta) -> list[str]:
        """Teams whose people we have to know and whose roster was never read, or before this.

        Also those where something goes on in a private or shared channel that was never asked for.
        Who was tried longest ago comes first, and nobody else twice within a minute.
        """
        found = await self._database.all(
            dict,
            """
            SELECT meeting.team_id AS id FROM meeting_places AS meeting
            LEFT JOIN rosters ON place = meeting.team_id
            LEFT JOIN rosters AS own ON own.place = place_of(channel_id, meeting.team_id)
            WHERE own.place IS NULL OR (
                (rosters.read_at IS NULL OR rosters.read_at < now() - %(older)s)
                AND (rosters.asked_at IS NULL OR rosters.asked_at < now() - interval '1 minute'))
            GROUP BY 1, rosters.asked_at ORDER BY rosters.asked_at NULLS FIRST, 1 LIMIT %(batch)s
            """,
            {"batch": BATCH, "older": older},
        )
        return [each["id"] for each in found]

    async def asked(self, team_ids: Sequence[str]) -> None:
        """They are tried now, whatever comes of it."""
        await self._database.run(
            """
            INSERT INTO rosters (place, team_id, asked_at)
            SELECT id, id, now() FROM unnest(%(teams)s::text[]) AS id ORDER BY 1
            ON CONFLICT (place) DO UPDATE SET asked_at = now()
            """,
            {"teams": list(team_ids)},
        )

    async def own_channels(self, team_ids: Sequence[str]) -> list[str]:
        """The channels of these teams whose people we have to know."""
        found = await self._database.all(
            dict,
            """
            SELECT DISTINCT channel_id AS id FROM meeting_places
            WHERE team_id = ANY (%(teams)s) ORDER BY 1
            """,
            {"teams": list(team_ids)},
        )
        return [each["id"] for each in found]

    async def save(self, roster: Roster) -> None:
        """Keep what was read of a team; where others are in it now, its open cards are shown anew.

        A gap never replaces what is known: the last known roster stays, its gap is noted.
        """
        known = [
            each for each in (roster.members, *roster.own.values()) if not isinstance(each, Gap)
        ]
        async with self._database.transaction() as connection:
            await keep_people(connection, chain(*known))
            changed = await _place(connection, roster.team_id, roster.team_id, roster.members)
            if not isinstance(roster.channels, Gap):
                changed |= await _channels(connection, roster)
            for channel_id, members in sorted(roster.own.items()):
                changed |= await _place(connection, channel_id, roster.team_id, members)
            await _owners(connection, roster)
            if changed:
                await _shown_anew(connection, roster.team_id)

    async def told(self, team_id: str, channel: Channel) -> None:
        """Teams told what kind of channel it is, perhaps before Graph does, or where it may not."""
        await self._database.run(
            """
            INSERT INTO channels (id, team_id, kind) VALUES (%(id)s, %(team)s, %(kind)s)
            ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, kind = excluded.kind
            """,
            {"id": channel.id, "team": team_id, "kind": channel.kind.value},
        )

    async def joined(self, team_id: str, people: Sequence[str]) -> None:
        """People came into a team; their names follow with the next read."""
        values = {"team": team_id, "people": sorted(people)}
        async with self._database.transaction() as connection:
            await connection.execute(
                """
                INSERT INTO people (id) SELECT unnest(%(people)s::text[]) ON CONFLICT DO NOTHING
                """,
                values,
            )
            await connection.execute(
                """
                INSERT INTO members (place, person_id) SELECT %(team)s, unnest(%(people)s::text[])
                ON CONFLICT DO NOTHING
                """,
                values,
            )
            await _shown_anew(connection, team_id)

    async def left(self, team_id: str, people: Sequence[str]) -> None:
        """People left a team, and with it its private channels."""
        async with self._database.transaction() as connection:
            await connection.execute(
                """
                DELETE FROM members WHERE person_id = ANY (%(people)s) AND place IN (
                    SELECT %(team)s UNION SELECT id FROM channels WHERE team_id = %(team)s)
                """,
                {"team": team_id, "people": list(people)},
            )
            await connection.execute(
                "DELETE FROM owners WHERE team_id = %(team)s AND person_id = ANY (%(people)s)",
                {"team": team_id, "people": list(people)},
            )
            await _shown_anew(connection, team_id)

    async def forget(self, team_id: str) -> None:
        """Make the team's roster due for reading."""
        await self._database.run(
            """
            UPDATE rosters SET asked_at = NULL, read_at = CASE WHEN read_at IS NOT NULL
                THEN least(read_at, now() - interval '1 year') END
            WHERE place = %(team)s
            """,
            {"team": team_id},
        )


async def _shown_anew(connection: Connection, team_id: str) -> None:
    """The cards of what goes on in the team may count others now."""
    await connection.execute(
        """
        INSERT INTO changes (delivery)
        SELECT delivery.id FROM things
        JOIN deliveries AS delivery ON thing = things.id AND delivery.kind = things.kind
        WHERE things.team_id = %(team)s AND NOT ended ORDER BY delivery.id
        """,
        {"team": team_id},
    )


async def _owners(connection: Connection, roster: Roster) -> None:
    """Keep who owns the team; somebody may own it and be no member of it."""
    if isinstance(roster.owners, Gap):
        return
    values = {"team": roster.team_id, "owners": sorted(roster.owners)}
    await connection.execute(
        "DELETE FROM owners WHERE team_id = %(team)s AND person_id <> ALL (%(owners)s)", values
    )
    await connection.execute(
        """
        INSERT INTO owners (team_id, person_id) SELECT %(team)s, unnest(%(owners)s::text[])
        ON CONFLICT DO NOTHING
        """,
        values,
    )


async def _place(
    connection: Connection, place: str, team_id: str, members: tuple[Member, ...] | Gap
) -> bool:
    """Keep one place's members; whether they are others than before."""
    gap = members.reason if isinstance(members, Gap) else None
    first = await row(
        connection,
        """
        WITH before AS (SELECT read_at FROM rosters WHERE place = %(place)s)
        INSERT INTO rosters (place, team_id, read_at, gap, asked_at)
        VALUES (%(place)s, %(team)s, CASE WHEN %(gap)s::text IS NULL THEN now() END, %(gap)s, now())
        ON CONFLICT (place) DO UPDATE SET gap = excluded.gap, asked_at = now(),
            read_at = coalesce(excluded.read_at, rosters.read_at)
        RETURNING (SELECT read_at FROM before) IS NULL AS yes
        """,
        {"place": place, "team": team_id, "gap": gap},
    )
    if isinstance(members, Gap):
        return False
    ids = sorted(each.id for each in members)
    gone = await connection.execute(
        "DELETE FROM members WHERE place = %(place)s AND person_id <> ALL (%(ids)s)",
        {"place": place, "ids": ids},
    )
    came = await connection.execute(
        """
        INSERT INTO members (place, person_id) SELECT %(place)s, unnest(%(ids)s::text[])
        ON CONFLICT DO NOTHING
        """,
        {"place": place, "ids": ids},
    )
    return bool(first and first["yes"]) or gone.rowcount + came.rowcount > 0


async def keep_people(connection: Connection, members: Iterable[Member]) -> None:
    """Keep who people are, as Graph told it just now; what it did not tell stays as it was."""
    unique = sorted({each.id: each for each in members}.values(), key=lambda each: each.id)
    await connection.execute(
        """
        INSERT INTO people (id, principal, name, guest, read_at)
        SELECT id, principal, name, guest, now() FROM unnest(
            %(ids)s::text[], %(principals)s::text[], %(names)s::text[], %(guests)s::boolean[]
        ) AS read (id, principal, name, guest)
        ON CONFLICT (id) DO UPDATE SET read_at = now(),
            principal = coalesce(nullif(excluded.principal, ''), people.principal),
            name = coalesce(nullif(excluded.name, ''), people.name),
            guest = CASE WHEN excluded.principal = '' AND excluded.name = '' THEN people.guest
                    ELSE excluded.guest END
        """,
        {
            "ids": [each.id for each in unique],
            "principals": [each.principal for each in unique],
            "names": [each.name for each in unique],
            "guests": [each.guest for each in unique],
        },
    )


async def _channels(connection: Connection, roster: Roster) -> bool:
    """Keep the team's channels; whether one is of another kind than before."""
    told = () if isinstance(roster.channels, Gap) else roster.channels
    channels = {each.id: each for each in told}.values()
    await connection.execute(
        "DELETE FROM channels WHERE team_id = %(team)s AND id <> ALL (%(ids)s)",
        {"team": roster.team_id, "ids": [each.id for each in channels]},
    )
    changed = await connection.execute(
        """
        INSERT INTO channels AS known (id, team_id, kind)
        SELECT id, %(team)s, kind FROM unnest(%(ids)s::text[], %(kinds)s::text[]) AS read (id, kind)
        ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, kind = excluded.kind
        WHERE (known.team_id, known.kind) <> (excluded.team_id, excluded.kind)
        """,
        {
            "team": roster.team_id,
            "ids": [each.id for each in channels],
            "kinds": [each.kind.value for each in channels],
        },
    )
    return changed.rowcount > 0
