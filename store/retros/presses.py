"""What people add to a retro, each once: notes without an author, ballots, actions."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, LiteralString
from uuid import uuid4

from psycopg.types.json import Jsonb

from core.errors import NotAllowed, NotFound
from core.ports import Defer
from core.posting.subjects import Kind, Subject
from core.retros import sentences
from core.retros.model import Ballot, Phase
from core.retros.ports import Kept
from core.retros.voting import cast
from store.database import Connection, row, rows
from store.retros.rows import GONE

# One statement, so one round trip: hold the retro in its phase, take the nonce, keep what was
# written, raise the version. `clean` tells whether the card showed everything before.
_ONCE: LiteralString = """
    WITH held AS (
        SELECT id, project_id FROM retros WHERE id = %(retro)s AND phase = %(phase)s FOR UPDATE
    ), once AS (
        INSERT INTO retro_nonces (retro_id, nonce, said)
        SELECT id, %(nonce)s, %(says)s FROM held
        ON CONFLICT DO NOTHING RETURNING retro_id
    ), kept AS (
        KEEP
    ), raised AS (
        UPDATE retros SET version = version + 1 FROM once WHERE retros.id = once.retro_id
        RETURNING version - 1 <= shown AS clean
    )
    SELECT EXISTS (SELECT FROM once) AS new, coalesce((SELECT clean FROM raised), false) AS clean
"""

_NOTE = _ONCE.replace(
    "KEEP",
    """
    INSERT INTO retro_notes (id, retro_id, prompt, text)
    SELECT %(id)s, retro_id, %(prompt)s, %(text)s FROM once
    """,
)

_ACTION = _ONCE.replace(
    "KEEP",
    """
    INSERT INTO retro_actions
        (id, project_id, retro_id, title, owner_id, owner, due_on, opened_on)
    SELECT %(id)s, project_id, retro_id, %(title)s, %(owner_id)s, %(owner)s, %(due_on)s, %(today)s
    FROM once JOIN held ON held.id = once.retro_id
    """,
)

_BALLOT = _ONCE.replace(
    "KEEP",
    """
    INSERT INTO retro_ballots (retro_id, person_id, votes)
    SELECT retro_id, %(person)s, %(votes)s FROM once
    ON CONFLICT (retro_id, person_id) DO UPDATE SET votes = excluded.votes
    """,
)

_SAID = """
    SELECT said.said FROM retros AS retro
    LEFT JOIN retro_nonces AS said ON said.retro_id = retro.id AND said.nonce = %(nonce)s
    WHERE retro.id = %(retro)s
"""

_VOTER = """
    SELECT phase, votes,
        (SELECT said FROM retro_nonces WHERE retro_id = retro.id AND nonce = %(nonce)s) AS said,
        (SELECT votes FROM retro_ballots
         WHERE retro_id = retro.id AND person_id = %(person)s) AS own
    FROM retros AS retro WHERE id = %(retro)s
"""

# An action is listed by the retro that agreed on it, by that which is open, and where it was found.
_LISTED = """
    SELECT retro.id FROM retros AS retro
    JOIN retro_actions AS action ON action.project_id = retro.project_id
    WHERE action.id = %(action)s
      AND (retro.id IN (%(retro)s, action.retro_id) OR closed_at IS NULL)
    ORDER BY retro.id FOR UPDATE OF retro
"""

_DONE = """
    UPDATE retro_actions SET done_on = %(today)s WHERE id = %(action)s AND done_on IS NULL
    RETURNING id
"""

_RAISE = """
    UPDATE retros SET version = version + 1 WHERE id = ANY (%(retros)s)
    RETURNING id, version - 1 <= shown AS clean
"""


async def add_note(
    connection: Connection, retro_id: str, nonce: str, prompt: str, text: str
) -> Kept:
    """Keep a note under a random id. Nothing that is kept tells who wrote it, or when."""
    note = {"id": uuid4().hex, "prompt": prompt, "text": text, "phase": Phase.WRITE}
    values = {**note, "retro": retro_id, "nonce": nonce, "says": sentences.NOTE_SAVED}
    return await _once(connection, _NOTE, values, sentences.NOT_WRITING)


async def add_action(
    connection: Connection,
    retro_id: str,
    nonce: str,
    title: str,
    owner: tuple[str, str] | None,
    due_on: date | None,
    today: date,
) -> Kept:
    """Keep an action."""
    owner_id, name = owner or (None, "")
    values = {
        "id": uuid4().hex,
        "retro": retro_id,
        "nonce": nonce,
        "says": sentences.ACTION_SAVED,
        "phase": Phase.ACTIONS,
        "title": title,
        "owner_id": owner_id,
        "owner": name,
        "due_on": due_on,
        "today": today,
    }
    return await _once(connection, _ACTION, values, sentences.NOT_ACTING)


async def vote(
    connection: Connection,
    retro_id: str,
    person_id: str,
    nonce: str,
    shown: Collection[str],
    given: Ballot,
) -> Kept:
    """Replace a person's votes on the notes they were shown, in a transaction.

    Whoever votes waits for the retro's row, and reads their ballot only then: what two servers keep
    at once is one after the other.
    """
    key = {"retro": retro_id, "person": person_id, "nonce": nonce}
    await connection.execute("SELECT FROM retros WHERE id = %(retro)s FOR UPDATE", key)
    found = await row(connection, _VOTER, key)
    if found is None:
        raise NotFound(GONE)
    if found["said"] is not None:
        return Kept(found["said"], dirty=False)
    if found["phase"] != Phase.VOTE:
        raise NotAllowed(sentences.NOT_VOTING)
    whole = cast(found["own"] or {}, shown, given, found["votes"])
    says = sentences.voted(sum(whole.values()), found["votes"])
    values = {**key, "phase": Phase.VOTE, "votes": Jsonb(dict(whole)), "says": says}
    return await _once(connection, _BALLOT, values, sentences.NOT_VOTING)


async def close_action(
    connection: Connection, defer: Defer, action_id: str, retro_id: str, today: date
) -> Kept:
    """Mark an action as done, in a transaction; other cards that list it are edited too."""
    key = {"action": action_id, "retro": retro_id, "today": today}
    listed = [each["id"] for each in await rows(connection, dict, _LISTED, key)]
    if retro_id not in listed:
        raise NotFound(sentences.NO_ACTION)
    if await row(connection, _DONE, key) is None:
        return Kept(sentences.ACTION_DONE, dirty=False)
    raised = await rows(connection, dict, _RAISE, {"retros": listed})
    clean = [each["id"] for each in raised if each["clean"]]
    others = [Subject(Kind.RETRO, each).arguments for each in clean if each != retro_id]
    await defer(connection, "show_retro", others)
    return Kept(sentences.ACTION_DONE, dirty=retro_id in clean)


async def _once(
    connection: Connection, query: LiteralString, values: Mapping[str, Any], refused: str
) -> Kept:
    """Keep something unless its nonce is known. Raises NotFound, and NotAllowed in other phases."""
    found = await row(connection, query, values)
    if found and found["new"]:
        return Kept(values["says"], found["clean"])
    before = await row(connection, _SAID, values)
    if before is None:
        raise NotFound(GONE)
    if before["said"] is None:
        raise NotAllowed(refused)
    return Kept(before["said"], dirty=False)
