"""The audits that come again, kept in step with the office."""

from core.office.model import ALL, STAFF, Office
from store.database import Connection
from store.schedules.planner import Planning

_KEEP = """
    INSERT INTO audits (id, standards, report_to) VALUES (%(id)s, %(standards)s, %(report_to)s)
    ON CONFLICT (id) DO UPDATE SET standards = excluded.standards, report_to = excluded.report_to,
        retired = false
"""


async def keep(connection: Connection, office: Office) -> None:
    """What is no more in the office is retired; a run of it that is under way goes on."""
    await connection.execute(
        "UPDATE audits SET retired = true WHERE id <> ALL (%(ids)s)",
        {"ids": [audit.id for audit in office.audits]},
    )
    for audit in office.audits:
        values = {
            "id": audit.id,
            "standards": None if audit.standards == ALL else list(audit.standards.items),
            "report_to": None if audit.report_to == STAFF else list(audit.report_to.items),
        }
        await connection.execute(_KEEP, values)


PLANNING = Planning(keep)
