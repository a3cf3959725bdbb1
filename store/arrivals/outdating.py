"""Refusals are told for a day."""

from store.clearing import Outdated, Outdating

# Real time, as all of that table.
_REFUSALS = """
    DELETE FROM refusals WHERE (hour, reason, host, tenant, named) IN (
        SELECT hour, reason, host, tenant, named FROM refusals
        WHERE hour < now() - interval '25 hours'
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

OUTDATING = Outdating((Outdated("refusals", _REFUSALS),))
