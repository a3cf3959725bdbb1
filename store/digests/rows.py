"""Digests, decisions and questions as they are read, by whoever reads them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from pydantic import TypeAdapter

from core.digests import who
from core.digests.model import Decided, Decision, Digest, Facts, Question, Ruling
from core.errors import NotFound
from store.database import Connection, row, rows

FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)

# Of a `later` digest; what cannot reach its leader does not follow anything.
FOLLOWS: LiteralString = """EXISTS (
    SELECT FROM deliveries
    WHERE kind = 'digest' AND thing = later.id AND state NOT IN ('failed', 'cancelled')
)"""
# One project is not all of them.
DIGEST: LiteralString = """
    SELECT id, series, person_id, made_at, time_zone, facts::text, acknowledged_at, page, wanted,
        EXISTS (
            SELECT FROM digests AS later
            WHERE later.person_id = digests.person_id AND later.made_at > digests.made_at
              AND later.about = '' AND FOLLOWS
        ) AS followed
    FROM digests
""".replace("FOLLOWS", FOLLOWS)
_QUESTION = """
    SELECT id, digest_id, project_id, project, wanted_id, about, text, asked_at, leader_id, leader,
        owner_id, owner, reply, replied_at
    FROM digest_questions
"""
# Whether the owner's card arrived, nobody knows before it did; that it was refused, is known.
_DECISION = """
    SELECT wanted_id, decided, decided_at, by_name AS by, owner, reached AND NOT EXISTS (
            SELECT FROM deliveries
            WHERE kind = 'ruling' AND thing = ruling AND (state IN ('failed', 'cancelled')
              OR waits_for_address AND EXISTS (
                SELECT FROM first_contacts AS tried WHERE refused IS NOT NULL
                  AND conversation_id = 'person:' || tried.person_id))
        ) AS reached,
        what, project_id, project, coalesce(ruling, person_id || wanted_id) AS ruling
    FROM digest_decisions
"""
MOST_RULINGS = 1000  # newest first; a quarter of an office of a hundred thousand has fewer


async def load(connection: Connection, digest_id: str) -> Digest:
    """A digest with what became of it. Raises NotFound."""
    found = await row(connection, DIGEST + " WHERE id = %(id)s", {"id": digest_id})
    if found is None or found["facts"] is None:  # long ago: what it told is not kept
        raise NotFound(who.READ.gone)
    return await as_digest(connection, found)


async def as_digest(connection: Connection, found: Mapping[str, Any]) -> Digest:
    """The core's digest from a row of `DIGEST`."""
    values = {name: found[name] for name in Digest.__dataclass_fields__ if name in found}
    return Digest(
        **{
            **values,
            "facts": FACTS.validate_json(found["facts"]),
            "decisions": await decisions(connection, found["person_id"], found["wanted"]),
            "questions": await _asked(connection, found["id"]),
        }
    )


async def decisions(
    connection: Connection, person_id: str, wanted: Collection[str]
) -> Sequence[Decision]:
    """All that a leader decided on these, oldest first."""
    query: LiteralString = (
        _DECISION + " WHERE person_id = %(person)s AND wanted_id = ANY (%(wanted)s) ORDER BY id"
    )
    values = {"person": person_id, "wanted": list(wanted)}
    return [_decision(each) for each in await rows(connection, dict, query, values)]


async def ruling(connection: Connection, ruling_id: str) -> Ruling:
    """What a leader said to one thing, with every change of mind. Raises NotFound."""
    query: LiteralString = _DECISION + " WHERE ruling = %(id)s ORDER BY id"
    found = await rows(connection, dict, query, {"id": ruling_id})
    if not found:
        raise NotFound(who.NO_RULING)
    return _ruling(found)


async def rulings(
    connection: Connection, person_id: str | None, since: datetime
) -> Sequence[Ruling]:
    """All that one leader, or anybody, decided since then, by their newest word, newest first."""
    query: LiteralString = (
        _DECISION
        + """
        WHERE decided_at >= %(since)s AND (%(person)s::text IS NULL OR person_id = %(person)s)
        ORDER BY id DESC LIMIT %(most)s
        """
    )
    values = {"since": since, "person": person_id, "most": MOST_RULINGS}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for each in await rows(connection, dict, query, values):
        found.setdefault(each["ruling"], []).insert(0, each)
    return [_ruling(each) for each in found.values()]


def _ruling(found: Sequence[Mapping[str, Any]]) -> Ruling:
    of = found[0]
    return Ruling(of["what"], of["project_id"], of["project"], [_decision(each) for each in found])


def _decision(found: Mapping[str, Any]) -> Decision:
    values = {name: found[name] for name in Decision.__dataclass_fields__}
    return Decision(**{**values, "decided": Decided(found["decided"])})


async def question(connection: Connection, question_id: str) -> Question:
    """One question, with its reply if there is one. Raises NotFound."""
    found = await rows(connection, Question, _QUESTION + " WHERE id = %(id)s", {"id": question_id})
    if not found:
        raise NotFound(who.REPLY.gone)
    return found[0]


async def _asked(connection: Connection, digest_id: str) -> Sequence[Question]:
    query = _QUESTION + " WHERE digest_id = %(id)s ORDER BY place"
    return await rows(connection, Question, query, {"id": digest_id})
