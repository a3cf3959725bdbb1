"""The audits of the office file, and their runs until these are done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from core.errors import NotFound
from core.schedules.model import Begun, Repeating, Step
from core.standards.facts import Team
from core.standards.model import Audited
from core.standards.ports import DueRun, Reader, Write
from core.work import Defer
from store.bounded import LONG
from store.database import Connection, Database, row, rows
from store.posting.deliveries import add_delivery
from store.standards.runs import history, kept_now, readers

BATCH = 500
STRIP = 8  # runs that a report looks back on

_PLANNED = """
    SELECT run.id AS run_id, run.audit, audits.standards, run.attempts,
        run.state NOT IN ('planned', 'running') AS ended, next_due_at AS again_at
    FROM audit_runs AS run JOIN audits ON audits.id = run.audit
    LEFT JOIN schedules ON schedules.kind = 'audit' AND schedules.id = run.audit AND reader = ''
    WHERE run.id = %(run)s
"""


class AuditStore:
    """Implements core.standards.ports.Audits. Jobs and messages come with the rows they follow."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def begin(self, connection: Connection, step: Step) -> Begun | None:
        """Plan a run, with its job."""
        if step.opens is None:
            return None
        run = {"run_id": uuid4().hex}
        await connection.execute(
            """
            INSERT INTO audit_runs (id, audit, state, due_at)
            VALUES (%(run_id)s, %(audit)s, 'planned', %(at)s)
            """,
            {**run, "audit": step.what.id, "at": step.opens.at},
        )
        await self._defer(connection, "run_audit", [run])
        return Begun(run["run_id"], new=True)

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

    async def finish(
        self, audited: Audited, teams: Sequence[Team], write: Write
    ) -> Sequence[Reader]:
        """Keep a run and queue its report to its readers, in one transaction.

        `write` makes the message from the run and the latest runs of the same standards, oldest
        first. Returns the readers; nobody when the run was kept before, and nothing is done then.
        """
        async with self._database.transaction(LONG) as connection:
            kept = await kept_now(connection, audited, teams)
            if kept is None:
                return []
            strip = await history(connection, STRIP, audited.run.standards)
            return await self._tell(connection, "report", audited.run.id, write(kept, strip))

    async def give_up(
        self, run_id: str, reason: str, body: Mapping[str, object]
    ) -> Sequence[Reader]:
        """Mark a run as not done, and queue a message to its readers; nobody when it has ended."""
        async with self._database.transaction() as connection:
            ended = await row(
                connection,
                """
                UPDATE audit_runs SET state = 'given_up', reason = %(reason)s, changed_at = now()
                WHERE id = %(run)s AND state IN ('planned', 'running') RETURNING id
                """,
                {"run": run_id, "reason": reason},
            )
            return await self._tell(connection, "report:none", run_id, body) if ended else []

    async def left_behind(self, older: timedelta) -> int:
        """Give a job again to runs under way that have none any more; how many there were."""
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                UPDATE audit_runs SET changed_at = now()
                WHERE id IN (
                    SELECT id FROM audit_runs AS broken
                    WHERE state IN ('planned', 'running') AND changed_at < now() - %(older)s
                      AND NOT EXISTS (
                        SELECT FROM procrastinate_jobs
                        WHERE task_name = 'run_audit' AND status IN ('todo', 'doing')
                          AND args ->> 'run_id' = broken.id)
                    ORDER BY changed_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
                RETURNING id AS run_id
                """,
                {"older": older, "batch": BATCH},
            )
            await self._defer(connection, "run_audit", found)
        return len(found)

    async def _tell(
        self, connection: Connection, what: str, run_id: str, body: Mapping[str, object]
    ) -> Sequence[Reader]:
        """Queue the message once to each reader with whom there is a chat."""
        told = await row(
            connection,
            """
            SELECT report_to FROM audits JOIN audit_runs AS run ON run.audit = audits.id
            WHERE run.id = %(run)s
            """,
            {"run": run_id},
        )
        found = await readers(connection, told["report_to"] if told else [])
        for each in found:
            if each.conversation_id:
                key = f"{what}:{run_id}:{each.person_id}"
                await add_delivery(connection, self._defer, key, each.conversation_id, None, body)
        return found
