"""Which teams are archived, and on which day a run first saw them so."""

from collections.abc import Sequence
from datetime import date

from core.standards.facts import Team
from store.database import Connection

_SEEN = """
    INSERT INTO archived_teams (team_id, since)
    SELECT unnest(%(archived)s::text[]), %(day)s ORDER BY 1 ON CONFLICT DO NOTHING
"""


async def keep(connection: Connection, teams: Sequence[Team], day: date) -> None:
    """Begin the days of those that are archived now, and forget those that are not any more.

    Of a team that could not be read, what was known stays.
    """
    seen = {
        answer: [team.id for team in teams if team.archived is answer] for answer in (True, False)
    }
    await connection.execute(_SEEN, {"archived": seen[True], "day": day})
    await connection.execute(
        "DELETE FROM archived_teams WHERE team_id = ANY (%(ids)s)", {"ids": seen[False]}
    )
