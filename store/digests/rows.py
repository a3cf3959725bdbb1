"""Digests, decisions and questions as they are read, by whoever reads them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from core.digests import who
from core.digests.model import Decided, Decision, Digest, Facts, Question
from core.errors import NotFound
from store.database import Connection, row, rows

FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)

DIGEST = """
    SELECT id, series, person_id, made_at, time_zone, facts::text, acknowledged_at, page, wanted
    FROM digests
"""
_QUESTION = """
    SELECT id, digest_id, project_id, project, wanted_id, about, text, asked_at, leader_id, leader,
        owner_id, owner, reply, replied_at
    FROM digest_questions
"""


async def load(connection: Connection, digest_id: str) -> Digest:
    """A digest with what became of it. Raises NotFound."""
    found = await row(connection, DIGEST + " WHERE id = %(id)s", {"id": digest_id})
    if found is None:
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
    found = await rows(
        connection,
        dict,
        """
        SELECT wanted_id, decided, decided_at, by_name AS by FROM digest_decisions
        WHERE person_id = %(person)s AND wanted_id = ANY (%(wanted)s) ORDER BY id
        """,
        {"person": person_id, "wanted": list(wanted)},
    )
    return [Decision(**{**each, "decided": Decided(each["decided"])}) for each in found]


async def question(connection: Connection, question_id: str) -> Question:
    """One question, with its reply if there is one. Raises NotFound."""
    found = await rows(connection, Question, _QUESTION + " WHERE id = %(id)s", {"id": question_id})
    if not found:
        raise NotFound(who.REPLY.gone)
    return found[0]


async def _asked(connection: Connection, digest_id: str) -> Sequence[Question]:
    query = _QUESTION + " WHERE digest_id = %(id)s ORDER BY place"
    return await rows(connection, Question, query, {"id": digest_id})
