"""What leaders decide and ask, and what owners reply: kept once, with the letters it sends."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import LiteralString

from psycopg.types.json import Jsonb

from core.digests.model import Decision, Question
from core.digests.ports import Kept, Letter
from core.errors import NotFound
from core.ports import Defer
from core.posting.subjects import Kind, Subject
from store.database import Connection, row, rows
from store.digests.rows import NO_DIGEST, NO_QUESTION
from store.posting.deliveries import add_delivery

NOT_MET = "This person has not met Process Center yet."

# In the order of ids, so that nobody waits for somebody who waits.
_HOLD = "SELECT id FROM digests WHERE WHICH ORDER BY id FOR UPDATE"
_HOLD_ONE: LiteralString = _HOLD.replace("WHICH", "id = %(id)s")
_HOLD_WANTING: LiteralString = _HOLD.replace(
    "WHICH", "person_id = %(person)s AND wanted @> ARRAY[%(wanted)s]"
)

# `dirty` tells whether the card showed everything before: else its job is under way already.
_RAISE = """
    UPDATE digests SET version = version + 1 WHERE id = ANY (%(ids)s)
    RETURNING id, version - 1 <= shown AS dirty
"""

# The newest decision of this leader on this thing, without those from before it was raised (again).
_HOLDS = """
    SELECT decided FROM digest_decisions AS made
    JOIN digests AS told ON told.id = %(digest)s
    CROSS JOIN LATERAL json_array_elements(told.facts -> 'wanted') AS thing
    WHERE made.person_id = %(person)s AND made.wanted_id = %(wanted)s
      AND thing ->> 'id' = made.wanted_id
      AND (made.decided_at AT TIME ZONE told.time_zone)::date >= (thing ->> 'raised_on')::date
    ORDER BY made.id DESC LIMIT 1
"""

_DECIDE = """
    INSERT INTO digest_decisions (person_id, wanted_id, digest_id, decided, decided_at, by_name)
    VALUES (%(person)s, %(wanted)s, %(digest)s, %(decided)s, %(at)s, %(by)s) RETURNING id
"""

_ASK = """
    INSERT INTO digest_questions (id, digest_id, project_id, project, wanted_id, about, text,
        asked_at, leader_id, leader, owner_id, owner)
    VALUES (%(id)s, %(digest_id)s, %(project_id)s, %(project)s, %(wanted_id)s, %(about)s,
        %(text)s, %(asked_at)s, %(leader_id)s, %(leader)s, %(owner_id)s, %(owner)s)
"""

_REPLY = """
    UPDATE digest_questions
    SET reply = %(reply)s, replied_at = %(replied_at)s, version = version + 1
    WHERE id = %(id)s
"""

_SHOW = """
    INSERT INTO deliveries (key, conversation_id, digest_id, question_id, body, waits_for_address,
        reason)
    VALUES (%(key)s, %(conversation)s, %(digest)s, %(question)s, %(body)s, %(waits)s, %(reason)s)
    ON CONFLICT (key) DO NOTHING RETURNING id
"""


async def post(
    connection: Connection, defer: Defer, subject: Subject, letter: Letter | None, whom: str
) -> None:
    """Queue a card that is edited later, as it looks at first.

    Without a letter it waits until this person meets us, instead of the one that waited before.
    """
    waiting = f"person:{whom}"
    if letter is None:
        await connection.execute(
            """
            UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
                reason = 'A newer one took its place.', changed_at = now()
            WHERE conversation_id = %(conversation)s AND state = 'queued'
            """,
            {"conversation": waiting},
        )
    added = await row(
        connection,
        _SHOW,
        {
            "key": f"{subject.kind}:{subject.id}",
            "conversation": letter.conversation_id if letter else waiting,
            "digest": subject.id if subject.kind is Kind.DIGEST else None,
            "question": subject.id if subject.kind is Kind.QUESTION else None,
            "body": Jsonb(letter.body) if letter else None,
            "waits": letter is None,
            "reason": None if letter else NOT_MET,
        },
    )
    if letter and added:
        await defer(connection, "deliver", [{"delivery_id": added["id"]}])


async def acknowledge(connection: Connection, defer: Defer, digest_id: str, now: datetime) -> None:
    """Mark a digest as seen, the first time."""
    seen = await connection.execute(
        """
        UPDATE digests SET acknowledged_at = %(now)s WHERE id = %(id)s AND acknowledged_at IS NULL
        """,
        {"id": digest_id, "now": now},
    )
    if seen.rowcount:
        await _edit(connection, defer, [digest_id])


async def decide(
    connection: Connection,
    defer: Defer,
    digest_id: str,
    person_id: str,
    decision: Decision,
    letter: Letter | None,
) -> bool:
    """Keep a decision beside those before it, unless it repeats the one that holds."""
    values = {
        "digest": digest_id,
        "person": person_id,
        "wanted": decision.wanted_id,
        "decided": decision.decided,
        "at": decision.decided_at,
        "by": decision.by,
    }
    # Every digest that shows the thing is held: decisions on it come one after the other.
    showing = await rows(connection, dict, _HOLD_WANTING, values)
    holds = await row(connection, _HOLDS, values)
    if holds and holds["decided"] == decision.decided:
        return False
    made = await row(connection, _DECIDE, values)
    if letter and made:
        key = f"decision:{made['id']}"
        await add_delivery(connection, defer, key, letter.conversation_id, None, letter.body)
    await _edit(connection, defer, [each["id"] for each in showing])
    return True


async def ask(
    connection: Connection,
    defer: Defer,
    question: Question,
    nonce: str,
    says: str,
    letter: Letter,
) -> Kept:
    """Keep a question and post it to the project's owner, once."""
    if not await row(connection, _HOLD_ONE, {"id": question.digest_id}):
        raise NotFound(NO_DIGEST)
    if said := await _said(connection, question.digest_id, nonce):
        return Kept(new=False, said=said)
    await _remember(connection, question.digest_id, nonce, says)
    await connection.execute(_ASK, asdict(question))
    subject = Subject(Kind.QUESTION, question.id)
    await post(connection, defer, subject, letter, question.owner_id)
    await _edit(connection, defer, [question.digest_id])
    return Kept(new=True, said=says)


async def reply(
    connection: Connection,
    defer: Defer,
    question: Question,
    nonce: str,
    says: str,
    letter: Letter | None,
) -> Kept | None:
    """Keep the reply and post it to the leader, once; None when there was another one."""
    held = await row(
        connection,
        "SELECT replied_at FROM digest_questions WHERE id = %(id)s FOR UPDATE",
        {"id": question.id},
    )
    if held is None:
        raise NotFound(NO_QUESTION)
    if said := await _said(connection, question.id, nonce):
        return Kept(new=False, said=said)
    if held["replied_at"] is not None:
        return None
    await _remember(connection, question.id, nonce, says)
    await connection.execute(_REPLY, asdict(question))
    if letter:
        key = f"reply:{question.id}"
        await add_delivery(connection, defer, key, letter.conversation_id, None, letter.body)
    subject = Subject(Kind.QUESTION, question.id)
    await defer(connection, subject.job, [subject.arguments])
    await _edit(connection, defer, [question.digest_id])
    return Kept(new=True, said=says)


async def _edit(connection: Connection, defer: Defer, digest_ids: Sequence[str]) -> None:
    """Bring the cards of these digests, which are held, to their newest state."""
    for each in await rows(connection, dict, _RAISE, {"ids": list(digest_ids)}):
        if each["dirty"]:
            subject = Subject(Kind.DIGEST, each["id"])
            await defer(connection, subject.job, [subject.arguments])


async def _said(connection: Connection, about: str, nonce: str) -> str:
    """What the first of these forms heard; empty when this is the first."""
    found = await row(
        connection,
        "SELECT said FROM digest_nonces WHERE about = %(about)s AND nonce = %(nonce)s",
        {"about": about, "nonce": nonce},
    )
    return found["said"] if found else ""


async def _remember(connection: Connection, about: str, nonce: str, says: str) -> None:
    await connection.execute(
        "INSERT INTO digest_nonces (about, nonce, said) VALUES (%(about)s, %(nonce)s, %(says)s)",
        {"about": about, "nonce": nonce, "says": says},
    )
