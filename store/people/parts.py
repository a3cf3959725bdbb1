"""Who somebody is for a thing, or in a channel: from rosters and the office file, in one look."""

from collections.abc import Collection, Sequence
from typing import Any, LiteralString

from core.people.roles import NAMED, Part, Role
from store.database import Database

# Of a person (`%(person)s`), a place and the projects that it belongs to: who they are there.
# `known` is whether anybody could tell who is in the channel; where there is none, nobody is asked
# for.
_PART: LiteralString = """
    SELECT about.channel_id, about.team_id, about.addressee, about.starter, about.named,
        about.by_members,
        place.id IS NULL OR roster.read_at IS NOT NULL AS known,
        coalesce(person.guest, false) AS guest,
        coalesce(NOT person.guest, false) AND EXISTS (
            SELECT FROM members WHERE place = place.id AND person_id = %(person)s) AS member,
        EXISTS (SELECT FROM owners
                WHERE team_id = about.team_id AND person_id = %(person)s) AS owns_team,
        NOT EXISTS (SELECT FROM owners WHERE team_id = about.team_id) AND EXISTS (
            SELECT FROM addresses WHERE team_id = about.team_id) AS perhaps_owns,
        coalesce(owner.ids && ARRAY[%(person)s], false) AS owns_project, owner.name,
        is_staff(%(person)s) AS staff, leads(%(person)s) AS leads,
        EXISTS (SELECT FROM addresses
                WHERE conversation_id = %(here)s AND closed IS NOT NULL) AS closed
    FROM (ABOUT) AS about
    CROSS JOIN LATERAL (SELECT CASE WHEN about.team_id IS NOT NULL
        THEN place_of(about.channel_id, about.team_id) END AS id) AS place
    LEFT JOIN rosters AS roster ON roster.place = place.id
    LEFT JOIN people AS person ON person.id = %(person)s
    CROSS JOIN LATERAL (
        SELECT array_agg(who.id) AS ids, min(nullif(known.name, '')) AS name
        FROM (
            SELECT body ->> 'owner' AS called FROM office_items
            WHERE part = 'projects' AND body ->> 'owner' IS NOT NULL AND (PROJECTS)
        ) AS written
        CROSS JOIN LATERAL (SELECT coalesce(person_of(called), called) AS id) AS who
        LEFT JOIN people AS known ON known.id = who.id
    ) AS owner
"""

_OF = _PART.replace(
    "ABOUT",
    """
    SELECT channel_id, team_id, project_id, by_members,
        coalesce(addressee = %(person)s, false) AS addressee,
        coalesce(starter = %(person)s, false) AS starter,
        EXISTS (SELECT FROM named_people
                WHERE called = ANY (named) AND person_id = %(person)s) AS named
    FROM things WHERE kind = %(kind)s AND id = %(id)s
    """,
).replace("PROJECTS", "office_items.id = about.project_id")

_AT = _PART.replace(
    "ABOUT",
    """
    SELECT %(channel)s::text AS channel_id, %(team)s::text AS team_id, true AS by_members,
        false AS addressee, false AS starter, false AS named
    """,
).replace(
    "PROJECTS",
    """
    body ->> 'channel' = about.channel_id
    OR about.channel_id IS NULL AND body ->> 'team' = about.team_id
    """,
)


# Whoever may not press has to know whom to ask: who began it, then the owners.
_WHO: LiteralString = """
    SELECT person.name FROM (
        SELECT 'starter' AS role, 1 AS nearness, starter AS id
        FROM things WHERE kind = %(kind)s AND things.id = %(id)s
        UNION ALL SELECT 'project_owner', 2, coalesce(person_of(body ->> 'owner'), body ->> 'owner')
        FROM things JOIN office_items ON part = 'projects' AND office_items.id = project_id
        WHERE kind = %(kind)s AND things.id = %(id)s
        UNION ALL SELECT 'team_owner', 3, person_id
        FROM things JOIN owners ON owners.team_id = things.team_id
        WHERE kind = %(kind)s AND things.id = %(id)s
    ) AS known
    JOIN people AS person ON person.id = known.id AND person.name <> '' AND NOT person.guest
    WHERE role = ANY (%(roles)s)
    GROUP BY person.id, person.name ORDER BY min(nearness), person.name, person.id LIMIT %(most)s
"""


class PartStore:
    """Implements core.people.ports.Parts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, kind: str, id_: str, person_id: str, here: str = "") -> Part | None:
        """Who they are for this thing; None where there is none of this kind and id.

        `here` is the conversation in which they are.
        """
        values = {"kind": kind, "id": id_, "person": person_id, "here": here}
        found = await self._database.row(_OF, values)
        return _part(person_id, found) if found else None

    async def at(
        self, channel_id: str | None, team_id: str | None, person_id: str, here: str = ""
    ) -> Part:
        """Who they are in this channel, or in a team, or without both for the whole office.

        `here` is the conversation in which they are.
        """
        values = {"channel": channel_id, "team": team_id, "person": person_id, "here": here}
        found = await self._database.row(_AT, values)
        assert found is not None  # noqa: S101 (a SELECT of values has one row)
        return _part(person_id, found)

    async def who(self, kind: str, id_: str, roles: Collection[Role]) -> Sequence[str]:
        """Who has one of these roles for a thing, by name, whoever began it first."""
        values = {"kind": kind, "id": id_, "roles": [*roles], "most": NAMED}
        return [each["name"] for each in await self._database.all(dict, _WHO, values)]

    async def is_staff(self, person_id: str) -> bool:
        """Whether the office file names this person as one of the Process Center."""
        row = await self._database.row("SELECT is_staff(%(person)s) AS yes", {"person": person_id})
        return bool(row and row["yes"])


def _part(person_id: str, found: dict[str, Any]) -> Part:
    roles = {
        Role.MEMBER: found["member"],
        Role.RESPONDENT: found["named"] or (found["member"] and found["by_members"]),
        Role.TEAM_OWNER: found["owns_team"],
        Role.PERHAPS_OWNER: found["perhaps_owns"],
        Role.PROJECT_OWNER: found["owns_project"],
        Role.STARTER: found["starter"],
        Role.ADDRESSEE: found["addressee"],
        Role.LEADER: found["leads"],
        Role.STAFF: found["staff"],
    }
    return Part(
        person_id=person_id,
        roles=frozenset(role for role, yes in roles.items() if yes),
        channel_id=found["channel_id"],
        team_id=found["team_id"],
        owner=found["name"] or "",
        roster_known=found["known"],
        guest=found["guest"],
        closed=found["closed"],
    )
