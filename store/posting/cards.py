"""Cards that are edited in place: what each does not show yet, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.types.json import Jsonb

from core.posting.deliveries import State
from core.posting.subjects import Ending, Posted, Subject
from core.work import Defer
from store.database import Connection, Database, rows

BATCH = 500

# What these changes are, nobody has to know: the card is drawn from what is there now.
_POSTED = """
    SELECT conversation_id, team_id, activity_id, (
        SELECT coalesce(array_agg(number ORDER BY number), '{}') FROM changes
        WHERE delivery = deliveries.id) AS changes
    FROM deliveries
    WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s AND state = 'sent'
"""

_STATE = """
    SELECT state FROM deliveries
    WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s
"""

_NOT_SHOWN = """
    UPDATE deliveries SET tries = tries + 1
    WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s RETURNING tries
"""

_SHOWN = """
    WITH gone AS (DELETE FROM changes WHERE number = ANY (%(changes)s))
    UPDATE deliveries SET shown_at = now(), tries = 0
    WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s
"""

# Those that nobody is about to show: without a job that waits for them, or is at it.
_BEHIND = """
    SELECT kind, thing AS id, recipient FROM deliveries
    WHERE id IN (SELECT delivery FROM changes)
      AND state = 'sent' AND (shown_at IS NULL OR shown_at <= now() - %(rest)s)
      AND reached(conversation_id, team_id)
      AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE status = 'todo'
          AND queueing_lock = concat_ws(':', 'show', kind, thing, recipient))
      AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE status = 'doing'
          AND lock = concat_ws(':', 'show', kind, thing, recipient))
    ORDER BY shown_at NULLS FIRST, id LIMIT %(batch)s
"""

_OVER = """
    SELECT kind, id FROM things WHERE NOT ended AND ends_at <= %(now)s
      AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE status = 'todo'
          AND queueing_lock = concat_ws(':', 'close_' || things.kind, things.id))
    ORDER BY ends_at, kind, id LIMIT %(batch)s
"""

_POST = """
    INSERT INTO deliveries (key, conversation_id, team_id, kind, thing, recipient,
        soon, waits_for_address, cause, reason)
    SELECT concat_ws(':', kind, id, nullif(recipient, '')), conversation, team, kind, id, recipient,
        %(soon)s, NOT met.yes, CASE WHEN NOT met.yes THEN known.cause END,
        CASE WHEN NOT met.yes THEN coalesce(known.closed, CASE
            WHEN team IS NULL THEN 'This person has not met Process Center yet.'
            ELSE 'The team has not met Process Center yet.' END) END
    FROM jsonb_to_recordset(%(cards)s) AS card (
        kind text, id text, recipient text, conversation text, team text)
    CROSS JOIN LATERAL (SELECT reached(conversation, team) AS yes) AS met
    LEFT JOIN addresses AS known
        ON known.conversation_id = conversation AND known.closed IS NOT NULL
    ON CONFLICT (key) DO NOTHING
    RETURNING id, thing, waits_for_address AS waits
"""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be posted.

    The conversation of somebody with whom there is no chat yet is `person:` and their id.
    """

    subject: Subject
    conversation_id: str
    team_id: str | None = None


class CardStore:
    """Implements core.posting.ports.Cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def posted(self, subject: Subject) -> Posted | None:
        """Where a card is, with what it does not show yet; None while it has not arrived."""
        found = await self._database.row(_POSTED, subject.arguments)
        return Posted(**{**found, "changes": tuple(found["changes"])}) if found else None

    async def state(self, subject: Subject) -> State | None:
        """Where its delivery stands; None where there is none."""
        found = await self._database.row(_STATE, subject.arguments)
        return State(found["state"]) if found else None

    async def not_shown(self, subject: Subject) -> int:
        """An edit failed for now; how often in a row that was so."""
        found = await self._database.row(_NOT_SHOWN, subject.arguments)
        return int(found["tries"]) if found else 1

    async def shown(self, subject: Subject, changes: Sequence[int]) -> None:
        """The card was edited: it shows these changes, whatever came since."""
        await self._database.run(_SHOWN, {**subject.arguments, "changes": list(changes)})

    async def behind(self, rest: timedelta) -> Sequence[Subject]:
        """Cards with something to show that rested for so long and that nobody is about to show.

        Those that rested longest come first. Where we were removed, or are refused, a card waits
        until we are installed again.
        """
        return await self._database.all(Subject, _BEHIND, {"rest": rest, "batch": BATCH})

    async def over(self, now: datetime) -> Sequence[Ending]:
        """Things whose time is over and that have not ended, oldest first.

        Without those whose job waits already: what cannot be ended crowds out nobody.
        """
        return await self._database.all(Ending, _OVER, {"now": now, "batch": BATCH})


async def post(
    connection: Connection, defer: Defer, *cards: NewCard, soon: bool = False
) -> set[str]:
    """Queue cards, each once, in the transaction that makes what they show; whose have to wait.

    They wait until their team or person meets us: until then nobody knows where they go.
    """
    posted = [
        {
            **each.subject.arguments,
            "conversation": each.conversation_id,
            "team": each.team_id,
        }
        for each in cards
    ]
    added = await rows(connection, dict, _POST, {"cards": Jsonb(posted), "soon": soon})
    ready = [{"delivery_id": each["id"]} for each in added if not each["waits"]]
    await defer(connection, "deliver", ready, soon=soon)
    return {each["thing"] for each in added if each["waits"]}


async def posted_again(connection: Connection, whom: str, kind: str) -> None:
    """A newer card of this kind takes the place of what waits for somebody to meet us, and of what
    failed or may not have arrived."""
    await connection.execute(
        """
        UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
            reason = 'A newer one took its place.', changed_at = now()
        WHERE recipient = %(whom)s AND kind = %(kind)s
          AND state IN ('queued', 'failed', 'unknown') AND CASE state
            WHEN 'queued' THEN conversation_id = 'person:' || %(whom)s
            WHEN 'unknown' THEN look_at = 'infinity'
            ELSE true END
        """,
        {"whom": whom, "kind": kind},
    )
