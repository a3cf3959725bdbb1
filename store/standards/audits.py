"""The audits of the office file, and their runs until these are done."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from core.errors import NotFound
from core.schedules.model import Begun, Repeating, Step
from core.standards.ports import DueRun, Heard, Reader
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.posting.deliveries import add_delivery
from store.standards.memory import forget
from store.standards.runs import readers

Body = Mapping[str, object]
_PLANNED = """
    SELECT run.id AS run_id, run.audit, audits.standards, run.attempts,
        run.state = 'done' AND NOT told AS kept,
        run.state = 'given_up' OR told AS ended, next_due_at AS again_at
    FROM audit_runs AS run JOIN audits ON audits.id = run.audit
    LEFT JOIN schedules ON schedules.kind = 'audit' AND schedules.id = run.audit AND reader = ''
    WHERE run.id = %(run)s
"""

# A report is a message of its own, which nobody needs once there is another.
_NEWER = """
    UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
        reason = 'A newer one took its place.', changed_at = now()
    FROM audit_runs AS newer JOIN audit_runs AS run ON run.audit = newer.audit
    WHERE newer.id = %(run)s AND deliveries.state = 'queued' AND waits_for_address
      AND starts_with(conversation_id, 'person:') AND kind IS NULL
      AND substr(conversation_id, 8) = ANY (%(people)s)
      AND key IN ('report:' || run.id || ':' || substr(conversation_id, 8),
                  'report:none:' || run.id || ':' || substr(conversation_id, 8))
"""

# What failed, was replaced by a newer one or still waits for a chat did not come to them.
_HEARD = """
    SELECT reader.id AS person_id, coalesce(run.id, '') AS seen,
        (SELECT count(*) FROM audit_runs AS quiet
         WHERE quiet.audit = run.audit AND quiet.number > run.number AND quiet.number < this.number
           AND NOT EXISTS (
            SELECT FROM deliveries WHERE key = 'report:' || quiet.id || ':' || reader.id)) AS quiet
    FROM audit_runs AS this
    CROSS JOIN unnest(%(people)s::text[]) WITH ORDINALITY AS reader (id, place)
    LEFT JOIN LATERAL (
        SELECT earlier.* FROM audit_runs AS earlier
        JOIN deliveries ON key = 'report:' || earlier.id || ':' || reader.id
        WHERE earlier.audit = this.audit AND earlier.number < this.number
          AND deliveries.state NOT IN ('failed', 'cancelled')
          AND NOT (waits_for_address AND deliveries.state = 'queued')
        ORDER BY earlier.number DESC LIMIT 1) AS run ON true
    WHERE this.id = %(run)s ORDER BY reader.place
"""


class AuditStore:
    """Implements core.standards.ports.Audits. Jobs and messages come with the rows they follow."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def begin(self, connection: Connection, step: Step) -> Begun | None:
        """Plan a run."""
        if step.opens is None:
            return None
        run_id = uuid4().hex
        await connection.execute(
            """
            INSERT INTO audit_runs (id, audit, state, due_at)
            VALUES (%(run)s, %(audit)s, 'planned', %(at)s)
            """,
            {"run": run_id, "audit": step.what.id, "at": step.opens.at},
        )
        return Begun(run_id, new=True, job="run_audit", arguments={"run_id": run_id})

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """Those whose last run goes on."""
        del now
        found = await self._database.all(
            dict,
            """
            SELECT audit FROM audit_runs
            WHERE audit = ANY (%(ids)s) AND state IN ('planned', 'running')
            """,
            {"ids": [each.id for each in due]},
        )
        going_on = {each["audit"] for each in found}
        return [each for each in due if each.id in going_on]

    async def started(self, run_id: str) -> DueRun:
        """A run is begun, or once more where it was broken off. Raises NotFound."""
        async with self._database.transaction() as connection:
            await connection.execute(
                """
                UPDATE audit_runs SET state = 'running', attempts = attempts + 1, changed_at = now()
                WHERE id = %(run)s AND state IN ('planned', 'running')
                """,
                {"run": run_id},
            )
            found = await row(connection, _PLANNED, {"run": run_id})
        if found is None:
            raise NotFound("This run of an audit is not planned any more.")
        standards = None if found["standards"] is None else tuple(found["standards"])
        return DueRun(**{**found, "standards": standards})

    async def heard(self, run_id: str) -> Sequence[Heard]:
        """What each reader of this run's audit heard of it before this run."""
        async with self._database.transaction() as connection:
            people = [each.person_id for each in await _readers_of(connection, run_id)]
            return await rows(connection, Heard, _HEARD, {"run": run_id, "people": people})

    async def tell(
        self, run_id: str, bodies: Mapping[str, Mapping[str, object]]
    ) -> Sequence[Reader]:
        """Queue the reports of a run that is kept, once; nobody where it was told before."""
        async with self._database.transaction() as connection:
            ended = await row(
                connection,
                """
                UPDATE audit_runs SET told = true, changed_at = now()
                WHERE id = %(run)s AND state = 'done' AND NOT told RETURNING id
                """,
                {"run": run_id},
            )
            return await self._tell(connection, "report", run_id, bodies.get) if ended else []

    async def give_up(
        self, run_id: str, reason: str, body: Mapping[str, object]
    ) -> Sequence[Reader]:
        """Mark a run as not done, and queue a message to its readers; nobody when it has ended."""
        async with self._database.transaction() as connection:
            ended = await row(
                connection,
                """
                UPDATE audit_runs SET state = 'given_up', reason = %(reason)s, told = true,
                    changed_at = now()
                WHERE id = %(run)s AND state IN ('planned', 'running') RETURNING id
                """,
                {"run": run_id, "reason": reason},
            )
            await forget(connection, run_id)
            if not ended:
                return []
            return await self._tell(connection, "report:none", run_id, lambda _: body)

    async def _tell(
        self, connection: Connection, what: str, run_id: str, body_of: Callable[[str], Body | None]
    ) -> Sequence[Reader]:
        """Queue a message once to each reader who has one, and none of an older run that waits."""
        found = [
            (each, body)
            for each in await _readers_of(connection, run_id)
            if (body := body_of(each.person_id))
        ]
        people = [each.person_id for each, _ in found]
        await connection.execute(_NEWER, {"run": run_id, "people": people})
        for each, body in found:
            key = f"{what}:{run_id}:{each.person_id}"
            await add_delivery(connection, self._defer, key, each.conversation_id, None, body)
        return [each for each, _ in found]


async def _readers_of(connection: Connection, run_id: str) -> Sequence[Reader]:
    """Who the office file names for this run's audit."""
    told = await row(
        connection,
        """
        SELECT report_to FROM audits JOIN audit_runs AS run ON run.audit = audits.id
        WHERE run.id = %(run)s
        """,
        {"run": run_id},
    )
    return await readers(connection, told["report_to"] if told else [])
