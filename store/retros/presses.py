"""What people add to a retro, each once: notes without an author, ballots, actions."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, LiteralString
from uuid import uuid4

from psycopg.types.json import Jsonb

from core.errors import InputError, NotAllowed, NotFound
from core.people.model import Person
from core.pressing.forms import Kept
from core.retros import sentences
from core.retros.model import Ballot, Phase
from core.retros.voting import cast
from core.retros.who import GONE
from store.database import Connection, row, rows
from store.posting.things import change

# One statement, so one round trip: share the retro in its phase against its leaving it, take the
# nonce, keep what was written, and note that the card has something to show. Nobody waits for
# anybody else: the rows that are written are one's own.
_ONCE: LiteralString = """
    WITH held AS (
        SELECT id, project_id FROM retros WHERE id = %(retro)s AND phase = %(phase)s FOR KEY SHARE
    ), once AS (
        INSERT INTO retro_nonces (retro_id, nonce, said)
        SELECT id, %(nonce)s, %(says)s FROM held
        ON CONFLICT DO NOTHING RETURNING retro_id
    ), kept AS (
        KEEP
    ), noted AS (
        INSERT INTO changes (delivery) SELECT deliveries.id FROM deliveries
        JOIN once ON kind = 'retro' AND thing = once.retro_id
    )
    SELECT EXISTS (SELECT FROM once) AS new
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
    ), gone AS (
        DELETE FROM retro_ballots WHERE (retro_id, person_id) IN (
            SELECT kept.retro_id, person_id FROM retro_ballots AS kept
            JOIN once ON once.retro_id = kept.retro_id FOR UPDATE OF kept SKIP LOCKED)
    """,
)

_BALLOT = _ONCE.replace(
    "KEEP",
    """
    UPDATE retro_ballots SET votes = %(votes)s FROM once
    WHERE retro_ballots.retro_id = once.retro_id AND person_id = %(person)s
    """,
)

_SAID = """
    SELECT said.said FROM retros AS retro
    LEFT JOIN retro_nonces AS said ON said.retro_id = retro.id AND said.nonce = %(nonce)s
    WHERE retro.id = %(retro)s
"""

# What one person sends in at once comes one after the other: they wait at their own ballot.
_VOTER = """
    WITH held AS (
        SELECT id, phase, votes FROM retros WHERE id = %(retro)s FOR KEY SHARE
    ), own AS (
        INSERT INTO retro_ballots AS kept (retro_id, person_id, votes)
        SELECT id, %(person)s, '{}' FROM held WHERE phase = %(phase)s
        ON CONFLICT (retro_id, person_id) DO UPDATE SET votes = kept.votes RETURNING votes
    )
    SELECT phase, votes AS budget, (SELECT votes FROM own) AS own FROM held
"""

# An action is listed by the retro that agreed on it, by that which is open, and where it was found.
_LISTED = """
    SELECT retro.id FROM retros AS retro
    JOIN retro_actions AS action ON action.project_id = retro.project_id
    WHERE action.id = %(action)s
      AND (retro.id IN (%(retro)s, action.retro_id) OR closed_at IS NULL)
    ORDER BY retro.id
"""

_DONE = """
    UPDATE retro_actions SET done_on = %(today)s WHERE id = %(action)s AND done_on IS NULL
    RETURNING id
"""

_OPEN = """
    UPDATE retro_actions SET done_on = NULL WHERE id = %(action)s AND done_on IS NOT NULL
    RETURNING id
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
    owner: Person | None,
    due_on: date | None,
    today: date,
) -> Kept:
    """Keep an action."""
    values = {
        "id": uuid4().hex,
        "retro": retro_id,
        "nonce": nonce,
        "says": sentences.ACTION_SAVED,
        "phase": Phase.ACTIONS,
        "title": title,
        "owner_id": owner.id if owner else None,
        "owner": owner.name if owner else "",
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
    """Replace a person's votes on the notes they were shown, in a transaction."""
    key = {"retro": retro_id, "person": person_id, "nonce": nonce, "phase": Phase.VOTE}
    found = await row(connection, _VOTER, key)
    if found is None:
        raise NotFound(GONE)
    if found["phase"] != Phase.VOTE:
        return await _heard(connection, key, sentences.NOT_VOTING)
    try:
        whole = cast(found["own"], shown, given, found["budget"])
    except InputError:
        before = await row(connection, _SAID, key)
        if before is None or before["said"] is None:
            raise
        return Kept(before["said"], new=False)
    says = sentences.voted(sum(whole.values()), found["budget"])
    values = {**key, "votes": Jsonb(dict(whole)), "says": says}
    return await _once(connection, _BALLOT, values, sentences.NOT_VOTING)


async def close_action(connection: Connection, action_id: str, retro_id: str, today: date) -> None:
    """Mark an action as done, in a transaction; all cards that list it show that."""
    await _tick(connection, _DONE, {"action": action_id, "retro": retro_id, "today": today})


async def reopen_action(connection: Connection, action_id: str, retro_id: str) -> None:
    """Take that back, in a transaction."""
    await _tick(connection, _OPEN, {"action": action_id, "retro": retro_id})


async def _tick(connection: Connection, query: LiteralString, key: Mapping[str, Any]) -> None:
    listed = [each["id"] for each in await rows(connection, dict, _LISTED, key)]
    if key["retro"] not in listed:
        raise NotFound(sentences.NO_ACTION)
    if await row(connection, query, key):
        await change(connection, "retro", listed)


async def _once(
    connection: Connection, query: LiteralString, values: Mapping[str, Any], refused: str
) -> Kept:
    """Keep something unless its nonce is known. Raises NotFound, and NotAllowed in other phases."""
    found = await row(connection, query, values)
    if found and found["new"]:
        return Kept(values["says"], new=True)
    return await _heard(connection, values, refused)


async def _heard(connection: Connection, values: Mapping[str, Any], refused: str) -> Kept:
    """What the first one with this nonce heard; without one there is none any more."""
    before = await row(connection, _SAID, values)
    if before is None:
        raise NotFound(GONE)
    if before["said"] is None:
        raise NotAllowed(refused)
    return Kept(before["said"], new=False)
