"""Which plans a server goes on with by night."""

from collections.abc import Sequence
from datetime import datetime

from store.database import Connection, rows

# A night's work of a plan is begun once, however many servers look. What was not visible yet is
# looked at for a week of nights; which plans that may be in, their runs tell.
_OWED = """
    SELECT plan, bool_or(undo = 'approved') AS undo,
        bool_or(state IN ('approved', 'applying', 'applied')) AS apply
    FROM (
        SELECT plan, state, undo FROM plan_changes
        WHERE state IN ('approved', 'applying', 'undoing') OR undo = 'approved'
        UNION ALL
        SELECT plan, state, undo FROM plan_changes
        WHERE state = 'applied' AND at > %(since)s - interval '7 days' AND plan IN (
            SELECT plan FROM plan_batches WHERE made_at > %(since)s - interval '7 days')
    ) AS open
    WHERE NOT EXISTS (
        SELECT FROM plan_batches AS batch
        WHERE batch.plan = open.plan AND batch.made_at > %(since)s)
    GROUP BY plan ORDER BY plan
"""


async def owed(connection: Connection, since: datetime) -> Sequence[tuple[str, bool]]:
    """Plans with something left, of which no run began after `since`; whether it is to be put back,
    each by itself."""
    found = await rows(connection, dict, _OWED, {"since": since})
    return [
        (each["plan"], undo)
        for each in found
        for undo in (False, True)
        if each["undo" if undo else "apply"]
    ]
