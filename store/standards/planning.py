"""The audits that come again, kept in step with the office."""

from core.office.model import ALL, STAFF, Audit, Office
from store.database import Connection
from store.schedules.planner import Planning
from store.unchanged import keep_changed

_KNOWN = "SELECT id, standards, report_to FROM audits WHERE NOT retired"
_KEEP = """
    INSERT INTO audits (id, standards, report_to) VALUES (%(id)s, %(standards)s, %(report_to)s)
    ON CONFLICT (id) DO UPDATE SET standards = excluded.standards, report_to = excluded.report_to,
        retired = false
"""


async def keep(connection: Connection, office: Office) -> None:
    """What is no more in the office is retired; a run of it that is under way goes on."""
    await connection.execute(
        "UPDATE audits SET retired = true WHERE id <> ALL (%(ids)s) AND NOT retired",
        {"ids": [audit.id for audit in office.audits]},
    )
    await keep_changed(connection, _KNOWN, _KEEP, [_values(audit) for audit in office.audits])


def _values(audit: Audit) -> dict[str, object]:
    return {
        "id": audit.id,
        "standards": None if audit.standards == ALL else list(audit.standards.items),
        "report_to": None if audit.report_to == STAFF else list(audit.report_to.items),
    }


PLANNING = Planning(keep)
