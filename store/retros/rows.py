"""Retros, notes and actions as they are read, by whoever reads them."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from core.errors import NotFound
from core.facts import Gap
from core.retros.model import Action, Format, Note, Phase, Retro
from core.retros.who import GONE
from core.retros.words import began_on
from store.database import Connection, row, rows

FORMAT: TypeAdapter[Format] = TypeAdapter(Format)

# Who is away takes part all the same, hence the last of all days. Those who voted and left since
# still count.
RETRO = """
    SELECT retro.id, retro.number, retro.project_id, retro.project, retro.team_id, retro.channel_id,
        retro.format, retro.votes, retro.time_zone, retro.phase, retro.opened_at, retro.closed_at,
        retro.moves, retro.moved_at, retro.revealed, retro.closed_in, given.ballots,
        (SELECT count(*) FROM retro_actions WHERE retro_id = retro.id) AS agreed,
        NOT EXISTS (
            SELECT FROM retros AS other
            WHERE other.project_id = retro.project_id AND other.number > retro.number
               OR other.channel_id = retro.channel_id AND other.id <> retro.id
                  AND (other.closed_at IS NULL OR other.opened_at > retro.opened_at)
        ) AS newest,
        (SELECT count(*) FROM retro_notes WHERE retro_id = retro.id) AS written,
        coalesce(retro.voted, given.ballots) AS voted,
        (SELECT count(*) FROM respondents(true, place.id, '{}', 'infinity')) AS expected,
        roster.read_at IS NOT NULL AS roster_known,
        coalesce(roster.gap, 'the roster was not read yet') AS gap
    FROM retros AS retro
    CROSS JOIN LATERAL (SELECT place_of(retro.channel_id, retro.team_id) AS id) AS place
    CROSS JOIN LATERAL (
        SELECT count(*) AS ballots FROM retro_ballots
        WHERE retro_id = retro.id AND retro_ballots.votes <> '{}') AS given
    LEFT JOIN rosters AS roster ON roster.place = place.id
    WHERE retro.id = %(retro)s
"""

PEOPLE = """
    SELECT person.id, person.name FROM retros AS retro
    CROSS JOIN LATERAL respondents(
        true, place_of(retro.channel_id, retro.team_id), '{}', 'infinity') AS taking_part
    JOIN people AS person ON person.id = taking_part.person_id
    WHERE retro.id = %(retro)s ORDER BY person.name, person.id
"""

_NOTES = """
    SELECT id, prompt, text, votes FROM retro_notes WHERE retro_id = %(retro)s ORDER BY id
"""
_ACTION = """
    SELECT action.id, action.retro_id, action.title, action.owner_id, action.owner, action.due_on,
        action.opened_on, action.done_on
    FROM retro_actions AS action
"""


def as_retro(found: Mapping[str, Any]) -> Retro:
    """The core's retro from a row of `RETRO`."""
    expected = max(found["expected"], found["voted"])
    values = {name: found[name] for name in Retro.__dataclass_fields__}
    return Retro(
        **{
            **values,
            "format": FORMAT.validate_python(found["format"]),
            "phase": Phase(found["phase"]) if found["phase"] else None,
            "closed_in": Phase(found["closed_in"]) if found["closed_in"] else None,
            "expected": expected if found["roster_known"] else Gap(found["gap"]),
        }
    )


async def load(connection: Connection, retro_id: str) -> Retro:
    """A retro as it stands. Raises NotFound."""
    found = await row(connection, RETRO, {"retro": retro_id})
    if found is None:
        raise NotFound(GONE)
    return as_retro(found)


async def readable_notes(connection: Connection, retro: Retro) -> list[Note]:
    """Its notes in the order of their random ids; none while they are written."""
    if retro.phase is Phase.WRITE:
        return []
    return await rows(connection, Note, _NOTES, {"retro": retro.id})


async def own_actions(connection: Connection, retro: Retro) -> list[Action]:
    """The actions that were agreed in it, in that order, also those that are done."""
    query = _ACTION + " WHERE action.retro_id = %(retro)s ORDER BY place"
    return await rows(connection, Action, query, {"retro": retro.id})


async def earlier_actions(connection: Connection, retro: Retro) -> list[Action]:
    """What earlier retros of its project agreed on, oldest first: what nobody did yet, and then
    what was done since this one began."""
    return await rows(
        connection,
        Action,
        _ACTION
        + """
        JOIN retros AS retro ON retro.id = action.retro_id
        WHERE action.project_id = %(project)s AND retro.number < %(number)s
          AND (done_on IS NULL OR done_on >= %(began)s)
        ORDER BY done_on NULLS FIRST, retro.number, place
        """,
        {"project": retro.project_id, "number": retro.number, "began": began_on(retro)},
    )
