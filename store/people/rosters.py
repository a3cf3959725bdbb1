"""Who is in which team and channel, and who the office file means by a name.

Rows are locked in one order, people before rounds before retros and each by id, so that nobody who
changes many of them at once waits for somebody who waits for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from core.checkins.sitting import Asked
from core.facts import Gap
from core.people.rosters import Member, Roster
from core.posting.subjects import Subject
from store.database import Connection, Database, row, rows
from store.posting.cards import IN_CHANNELS

BATCH = 100  # teams read by one job


class RosterStore:
    """Implements core.ports.Rosters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def to_read(self, older: timedelta) -> list[str]:
        """Teams in which people are asked, whose roster was never read or is older than this.

        Also those where a private or shared channel is asked now, and its members are unknown.
        """
        found = await self._database.all(
            dict,
            """
            SELECT DISTINCT meeting.team_id AS id FROM meeting_places AS meeting
            LEFT JOIN rosters ON place = meeting.team_id
            LEFT JOIN rosters AS own ON own.place = place_of(channel_id, meeting.team_id)
            WHERE own.place IS NULL OR (
                (rosters.read_at IS NULL OR rosters.read_at < now() - %(older)s)
                AND (rosters.asked_at IS NULL OR rosters.asked_at < now() - interval '1 minute'))
            ORDER BY 1 LIMIT %(batch)s
            """,
            {"batch": BATCH, "older": older},
        )
        return [each["id"] for each in found]

    async def own_channels(self, team_ids: Sequence[str]) -> list[str]:
        """The channels of these teams in which people are asked."""
        found = await self._database.all(
            dict,
            """
            SELECT DISTINCT channel_id AS id FROM meeting_places
            WHERE team_id = ANY (%(teams)s) ORDER BY 1
            """,
            {"teams": list(team_ids)},
        )
        return [each["id"] for each in found]

    async def save(self, roster: Roster) -> list[Subject]:
        """Keep what was read of a team; returns what is open there when its cards may now differ.

        A gap never replaces what is known: the last known roster stays, its gap is noted.
        """
        known = [
            each for each in (roster.members, *roster.own.values()) if not isinstance(each, Gap)
        ]
        async with self._database.transaction() as connection:
            await _people(connection, chain(*known))
            changed = await _place(connection, roster.team_id, roster.team_id, roster.members)
            if not isinstance(roster.channels, Gap):
                changed |= await _channels(connection, roster)
            for channel_id, members in sorted(roster.own.items()):
                changed |= await _place(connection, channel_id, roster.team_id, members)
            return await _raise(connection, roster.team_id) if changed else []

    async def unresolved(self) -> list[str]:
        """Names in the office file of which we do not know yet whom they mean."""
        found = await self._database.all(
            dict,
            """
            SELECT called FROM named_people
            WHERE person_id IS NULL AND (asked_at IS NULL OR asked_at < now() - interval '10 min')
            ORDER BY asked_at NULLS FIRST, called LIMIT %(batch)s
            """,
            {"batch": BATCH},
        )
        return [each["called"] for each in found]

    async def resolve(self, found: Mapping[str, Member | Gap]) -> None:
        """Keep who is meant by each name, or why we do not know."""
        known = {name: each for name, each in found.items() if not isinstance(each, Gap)}
        async with self._database.transaction() as connection:
            await _people(connection, known.values())
            for called, each in sorted(found.items()):
                gap = each.reason if isinstance(each, Gap) else None
                await connection.execute(
                    """
                    UPDATE named_people SET person_id = %(person)s, gap = %(gap)s, asked_at = now()
                    WHERE called = %(called)s
                    """,
                    {
                        "called": called,
                        "person": None if isinstance(each, Gap) else each.id,
                        "gap": gap,
                    },
                )

    async def joined(self, team_id: str, people: Sequence[str]) -> list[Subject]:
        """People came into a team; their names follow with the next read. Returns what is open."""
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
            return await _raise(connection, team_id)

    async def left(self, team_id: str, people: Sequence[str]) -> list[Subject]:
        """People left a team, and with it its private channels. Returns what is open there."""
        async with self._database.transaction() as connection:
            await connection.execute(
                """
                DELETE FROM members WHERE person_id = ANY (%(people)s) AND place IN (
                    SELECT %(team)s UNION SELECT id FROM channels WHERE team_id = %(team)s)
                """,
                {"team": team_id, "people": list(people)},
            )
            return await _raise(connection, team_id)

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

    async def away(self, person_id: str, name: str, until: date | None) -> list[str]:
        """Leave somebody alone until the end of this day; None: they are back.

        Returns the open rounds that ask this person, whose cards now count another number.
        """
        async with self._database.transaction() as connection:
            await connection.execute(
                """
                INSERT INTO people (id, name, away_until) VALUES (%(id)s, %(name)s, %(until)s)
                ON CONFLICT (id) DO UPDATE SET away_until = excluded.away_until
                """,
                {"id": person_id, "name": name, "until": until},
            )
            raised = await rows(
                connection,
                dict,
                """
                UPDATE rounds SET version = version + 1 WHERE id IN (
                    SELECT id FROM rounds WHERE closed_at IS NULL AND %(id)s IN (
                        SELECT person_id FROM respondents(
                            by_members, place_of(channel_id, team_id), people, 'infinity'))
                    ORDER BY id FOR UPDATE)
                RETURNING id
                """,
                {"id": person_id},
            )
        return [each["id"] for each in raised]

    async def is_staff(self, person_id: str) -> bool:
        """Whether the office file names this person as one of the Process Center."""
        row = await self._database.row("SELECT is_staff(%(person)s) AS yes", {"person": person_id})
        return bool(row and row["yes"])

    async def asked(self, person_id: str, now: datetime) -> list[Asked]:
        """The open rounds that ask this person, with whether they have answered."""
        return await self._database.all(
            Asked,
            """
            SELECT round.id, round.project, round.closes_at, round.time_zone,
                EXISTS (SELECT FROM answers WHERE round_id = round.id
                        AND person_id = %(person)s) AS answered
            FROM rounds AS round
            WHERE closed_at IS NULL AND closes_at > %(now)s AND %(person)s IN (
                SELECT person_id FROM respondents(by_members, place_of(channel_id, team_id), people,
                    (%(now)s AT TIME ZONE time_zone)::date))
            ORDER BY closes_at, id LIMIT 50
            """,
            {"person": person_id, "now": now},
        )


async def _raise(connection: Connection, team_id: str) -> list[Subject]:
    """The team's open rounds and retros, each with a version more to show."""
    raised: list[Subject] = []
    for kind, holder in IN_CHANNELS.items():
        query = holder.sql(
            """
            UPDATE TABLE SET version = version + 1 WHERE id IN (
                SELECT id FROM TABLE WHERE team_id = %(team)s AND closed_at IS NULL
                ORDER BY id FOR UPDATE)
            RETURNING id
            """
        )
        found = await rows(connection, dict, query, {"team": team_id})
        raised.extend(Subject(kind, each["id"]) for each in found)
    return raised


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


async def _people(connection: Connection, members: Iterable[Member]) -> None:
    unique = sorted({each.id: each for each in members}.values(), key=lambda each: each.id)
    await connection.execute(
        """
        INSERT INTO people (id, principal, name, guest, read_at)
        SELECT id, principal, name, guest, now() FROM unnest(
            %(ids)s::text[], %(principals)s::text[], %(names)s::text[], %(guests)s::boolean[]
        ) AS read (id, principal, name, guest)
        ON CONFLICT (id) DO UPDATE SET principal = excluded.principal, name = excluded.name,
            guest = excluded.guest, read_at = now()
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
