"""What leaders decide and ask, and what owners reply: kept once, with the letters it sends."""

from dataclasses import asdict
from datetime import datetime
from typing import LiteralString
from uuid import uuid4

from core.checkins.items import CHANGEABLE
from core.digests import who
from core.digests.model import Decision, Digest, Question, Wanted
from core.digests.ports import Letter, Owner
from core.errors import NotFound
from core.posting.subjects import Subject
from core.pressing.forms import Kept
from core.work import Defer
from store.database import Connection, row, rows
from store.digests.rows import FOLLOWS
from store.posting import cards
from store.posting.cards import NewCard, posted_again
from store.posting.deliveries import add_delivery
from store.posting.things import Thing, begin, change

# In the order of ids, so that nobody waits for somebody who waits.
_HOLD = "SELECT id FROM digests WHERE WHICH ORDER BY id FOR UPDATE"
_HOLD_ONE: LiteralString = _HOLD.replace("WHICH", "id = %(id)s")
_HOLD_WANTING: LiteralString = _HOLD.replace(
    "WHICH", "person_id = %(person)s AND wanted @> ARRAY[%(wanted)s]"
)

# The newest decision of this leader on this thing, without those from before it was raised (again).
_HOLDS = """
    SELECT decided, ruling FROM digest_decisions AS made
    JOIN digests AS told ON told.id = %(digest)s
    CROSS JOIN LATERAL json_array_elements(told.facts -> 'wanted') AS thing
    WHERE made.person_id = %(person)s AND made.wanted_id = %(wanted)s
      AND thing ->> 'id' = made.wanted_id
      AND (made.decided_at AT TIME ZONE told.time_zone)::date >= (thing ->> 'raised_on')::date
    ORDER BY made.id DESC LIMIT 1
"""

_DECIDE = """
    INSERT INTO digest_decisions (person_id, wanted_id, digest_id, decided, decided_at, by_name,
        ruling, project_id, project, what, owner, reached)
    VALUES (%(person)s, %(wanted)s, %(digest)s, %(decided)s, %(at)s, %(by)s, %(ruling)s,
        %(project_id)s, %(project)s, %(what)s, %(owner)s, %(reached)s)
"""

# The newest of all their scope that came to this leader before some moment: what is older was
# followed by then.
_BEFORE: LiteralString = """(
    SELECT coalesce(max(made_at), '-infinity') AS at FROM digests AS later
    WHERE person_id = %(person)s AND made_at < %(at)s AND about = '' AND FOLLOWS
) AS before""".replace("FOLLOWS", FOLLOWS)

# What was not followed before, and what told of a decision that could be changed by then.
_FOLLOWED: LiteralString = """
    SELECT id FROM digests, BEFORE
    WHERE person_id = %(person)s AND made_at < %(at)s AND (made_at >= before.at OR wanted && ARRAY(
        SELECT wanted_id FROM digest_decisions
        WHERE person_id = %(person)s AND decided_at >= before.at - %(changeable)s))
""".replace("BEFORE", _BEFORE)

# What was not followed for as long as a decision can be changed, and what was pressed. Older cards
# have no button for it any more: they stay as they are, however long it is asked for.
_SHOWING: LiteralString = """
    SELECT id FROM digests, BEFORE
    WHERE id = %(digest)s
       OR person_id = %(person)s AND wanted @> ARRAY[%(wanted)s] AND made_at >= before.at
""".replace("BEFORE", _BEFORE)

_ASK = """
    INSERT INTO digest_questions (id, digest_id, project_id, project, wanted_id, about, text,
        asked_at, leader_id, leader, owner_id, owner)
    VALUES (%(id)s, %(digest_id)s, %(project_id)s, %(project)s, %(wanted_id)s, %(about)s,
        %(text)s, %(asked_at)s, %(leader_id)s, %(leader)s, %(owner_id)s, %(owner)s)
"""

_REPLY = """
    UPDATE digest_questions
    SET reply = %(reply)s, replied_at = %(replied_at)s
    WHERE id = %(id)s
"""


async def post(
    connection: Connection,
    defer: Defer,
    thing: Thing,
    chat: str | None,
    *,
    soon: bool = False,
    instead: bool = False,
) -> None:
    """Keep a thing for one person and queue its card in their chat.

    Without one the card waits until they meet us. Then, and where it comes `instead`, those of its
    kind that did not arrive before are not sent any more.
    """
    whom = thing.addressee or ""
    subject = Subject(thing.kind, thing.id, whom)
    await begin(connection, thing)
    if instead or chat is None:
        await posted_again(connection, whom, thing.kind)
    await cards.post(connection, defer, NewCard(subject, chat or f"person:{whom}"), soon=soon)


async def follow(connection: Connection, digest: Digest) -> None:
    """Show the cards anew of the leader's digests before this one, where they change by it."""
    values = {"person": digest.person_id, "at": digest.made_at, "changeable": CHANGEABLE}
    told = await rows(connection, dict, _FOLLOWED, values)
    await change(connection, "digest", [each["id"] for each in told])


async def acknowledge(connection: Connection, digest_id: str, now: datetime) -> None:
    """Mark a digest as seen, the first time."""
    seen = await connection.execute(
        """
        UPDATE digests SET acknowledged_at = %(now)s WHERE id = %(id)s AND acknowledged_at IS NULL
        """,
        {"id": digest_id, "now": now},
    )
    if seen.rowcount:
        await change(connection, "digest", [digest_id])


async def decide(
    connection: Connection,
    defer: Defer,
    digest_id: str,
    person_id: str,
    wanted: Wanted,
    decision: Decision,
    owner: Owner | None,
) -> bool:
    """Keep a decision beside those before it, unless it repeats the one that holds."""
    values = {
        "digest": digest_id,
        "person": person_id,
        "wanted": decision.wanted_id,
        "decided": decision.decided,
        "at": decision.decided_at,
        "by": decision.by,
        "project_id": wanted.project_id,
        "project": wanted.project,
        "what": wanted.what,
        "owner": decision.owner,
        "reached": decision.reached,
    }
    # Every digest that shows the thing is held: decisions on it come one after the other.
    await rows(connection, dict, _HOLD_WANTING, values)
    holds = await row(connection, _HOLDS, values)
    if holds and holds["decided"] == decision.decided:
        return False
    ruling = holds["ruling"] if holds else None
    if ruling is None:
        ruling = uuid4().hex
        await begin(connection, _ruling(ruling, wanted, owner))
    await connection.execute(_DECIDE, {**values, "ruling": ruling})
    await change(connection, "ruling", [ruling])
    await _told_in_reports(connection, wanted)
    if owner and owner.conversation_id:
        subject = Subject("ruling", ruling, owner.person_id)
        await cards.post(connection, defer, NewCard(subject, owner.conversation_id))
    pressable = {**values, "at": decision.decided_at - CHANGEABLE}
    showing = await rows(connection, dict, _SHOWING, pressable)
    await change(connection, "digest", [each["id"] for each in showing])
    return True


async def _told_in_reports(connection: Connection, wanted: Wanted) -> None:
    """The newest report of each check-in in which its team raised it says what was answered."""
    found = await rows(
        connection,
        dict,
        """
        SELECT DISTINCT ON (checkin_id) id FROM rounds
        WHERE project_id = %(project)s AND report IS NOT NULL
          AND closed_at >= %(since)s::date - 1 AND report_on::date >= %(since)s AND EXISTS (
            SELECT FROM jsonb_array_elements(report -> 'attention') AS item
            WHERE item ->> 'since' = %(since)s::text)
        ORDER BY checkin_id, closed_at DESC
        """,
        {"project": wanted.project_id, "since": wanted.raised_on},
    )
    await change(connection, "round", [each["id"] for each in found])


def _ruling(id_: str, wanted: Wanted, owner: Owner | None) -> Thing:
    return Thing(
        "ruling",
        id_,
        project_id=wanted.project_id,
        addressee=owner.person_id if owner else None,
        by_members=False,
    )


async def ask(
    connection: Connection,
    defer: Defer,
    question: Question,
    nonce: str,
    says: str,
    chat: str | None,
) -> Kept:
    """Keep a question and post it to the project's owner, once."""
    if not await row(connection, _HOLD_ONE, {"id": question.digest_id}):
        raise NotFound(who.READ.gone)
    if said := await _said(connection, question.digest_id, nonce):
        return Kept(said, new=False)
    await _remember(connection, question.digest_id, nonce, says)
    await connection.execute(_ASK, asdict(question))
    thing = Thing(
        "question",
        question.id,
        project_id=question.project_id,
        addressee=question.owner_id,
        by_members=False,
    )
    await post(connection, defer, thing, chat)
    await change(connection, "digest", [question.digest_id])
    return Kept(says, new=True)


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
        raise NotFound(who.REPLY.gone)
    if said := await _said(connection, question.id, nonce):
        return Kept(said, new=False)
    if held["replied_at"] is not None:
        return None
    await _remember(connection, question.id, nonce, says)
    await connection.execute(_REPLY, asdict(question))
    if letter:
        key = f"reply:{question.id}"
        await add_delivery(connection, defer, key, letter.conversation_id, None, letter.body)
    await change(connection, "question", [question.id])
    await change(connection, "digest", [question.digest_id])
    return Kept(says, new=True)


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
