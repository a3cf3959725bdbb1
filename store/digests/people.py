"""Who gets digests and who is asked: leaders and owners, as the office file names them."""

from collections.abc import Sequence
from typing import Any

from core.digests.ports import Leader, Owner, Recipient
from core.office.model import ALL
from core.office.values import Chosen
from store.database import Connection, row, rows

_LEADER = """
    SELECT person.id AS person_id,
        coalesce(nullif((SELECT name FROM people WHERE id = person.id), ''), min(called)) AS name,
        chat_of(person.id) AS conversation_id,
        coalesce(min(zone_of(person.id, called)), told_zone(person.id), center_zone())
            AS time_zone,
        array_agg(leader -> 'scope') AS scopes
    FROM office_items AS center
    CROSS JOIN LATERAL jsonb_array_elements(center.body -> 'leaders') AS leader
    CROSS JOIN LATERAL (SELECT leader ->> 'person' AS called) AS written
    CROSS JOIN LATERAL (SELECT person_of(called) AS id) AS person
    WHERE center.part = 'center' AND person.id = %(person)s GROUP BY person.id
"""

# Of the Process Center, whom nothing is hidden from.
_STAFF = """
    SELECT %(person)s AS person_id, chat_of(%(person)s) AS conversation_id,
        coalesce((SELECT nullif(name, '') FROM people WHERE id = %(person)s), %(person)s) AS name,
        coalesce(zone_of(%(person)s, %(person)s), told_zone(%(person)s), center_zone()) AS time_zone
    WHERE is_staff(%(person)s)
"""

_OWNER = """
    SELECT person.id AS person_id, reach_of(person.id, %(installs)s) AS conversation_id,
        coalesce(nullif((SELECT name FROM people WHERE id = person.id), ''), body ->> 'owner')
            AS name
    FROM office_items
    CROSS JOIN LATERAL (SELECT person_of(body ->> 'owner') AS id) AS person
    WHERE part = 'projects' AND office_items.id = %(project)s AND person.id IS NOT NULL
"""


async def leader(connection: Connection, person_id: str) -> Leader | None:
    """The leader with this Entra object id, with all scopes that the office file gives them.

    One of the staff who is no leader has all.
    """
    found = await row(connection, _LEADER, {"person": person_id})
    if found is None:
        staff = await row(connection, _STAFF, {"person": person_id})
        return Leader(**staff, scope=ALL) if staff else None
    scopes = found.pop("scopes")
    return Leader(**found, scope=_scope(scopes))


async def owner(connection: Connection, project_id: str, installs: bool) -> Owner | None:
    """The owner of a project."""
    values = {"project": project_id, "installs": installs}
    found = await rows(connection, Owner, _OWNER, values)
    return found[0] if found else None


async def recipients(
    connection: Connection, digest_ids: Sequence[str] | None
) -> tuple[list[Recipient], list[str]]:
    """Who gets these digests of the office file, or all of them; and the ids that none has.

    Somebody whom the file names twice stands there once.
    """
    wanted = None if digest_ids is None else list(digest_ids)
    known = await rows(connection, dict, "SELECT id FROM office_items WHERE part = 'digests'")
    unknown = set(wanted or ()).difference(each["id"] for each in known)
    if unknown:
        return [], [each for each in wanted or () if each in unknown]
    found = await rows(
        connection,
        dict,
        """
        SELECT id AS digest, min(reader) AS called, person_of(reader) AS person FROM schedules
        WHERE kind = 'digest' AND next_due_at IS NOT NULL
          AND (%(ids)s::text[] IS NULL OR id = ANY (%(ids)s))
        GROUP BY id, person_of(reader), CASE WHEN person_of(reader) IS NULL THEN reader END
        ORDER BY 1, 2
        """,
        {"ids": wanted},
    )
    return [await _recipient(connection, each) for each in found], []


async def _recipient(connection: Connection, found: dict[str, Any]) -> Recipient:
    known = await leader(connection, found["person"]) if found["person"] else None
    return Recipient(found["digest"], found["called"], known)


def _scope(scopes: Sequence[Any]) -> Chosen:
    """All where any of them is, else what they name together."""
    if not all(isinstance(each, list) for each in scopes):
        return ALL
    return Chosen(items=tuple(dict.fromkeys(name for each in scopes for name in each)))
