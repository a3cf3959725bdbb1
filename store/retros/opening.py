"""Opening retros: in a channel there is one at a time, and its project counts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from psycopg.types.json import Jsonb

from core.errors import NotFound
from core.retros.formats import usual
from core.retros.model import Format
from core.retros.ports import Formats, Started
from core.work import Defer
from store.database import Connection, row
from store.posting import things
from store.posting.cards import NewCard, post
from store.retros.phases import close
from store.retros.rows import FORMAT

# Retros are opened one after the other: their numbers have no gaps, and two in one channel meet.
LOCK = 0x2E7205

NO_PROJECT = (
    "No project has this channel, so there is no retro to start. Ask the Process Center to add the "
    "channel to its project."
)

_NEW = """
    INSERT INTO retros (id, series, number, project_id, project, owner, team_id, channel_id, format,
        votes, time_zone, phase, started_by, opened_at)
    SELECT %(id)s, %(series)s, 1 + coalesce(max(number), 0), %(project_id)s, %(project)s, %(owner)s,
        %(team_id)s, %(channel_id)s, %(format)s, %(votes)s, %(time_zone)s, %(phase)s,
        %(started_by)s, %(at)s
    FROM retros WHERE project_id = %(project_id)s
"""

_OPEN = """
    SELECT retro.id, retro.project, coalesce(delivery.waits_for_address, false) AS waits
    FROM retros AS retro
    LEFT JOIN deliveries AS delivery ON delivery.kind = 'retro' AND delivery.thing = retro.id
    WHERE retro.channel_id = %(channel)s AND closed_at IS NULL
"""

_BEFORE = """
    SELECT id FROM retros WHERE channel_id = %(channel)s AND id <> %(id)s
    ORDER BY opened_at DESC, number DESC LIMIT 1
"""

# The project's own retro of the office file, where it has one, tells format, votes and zone.
_PROJECT = """
    SELECT project.id AS project_id, project.body ->> 'title' AS project,
        project.body ->> 'owner' AS owner, project.body ->> 'team' AS team_id,
        project.body ->> 'channel' AS channel_id, series.format, series.votes,
        coalesce(series.time_zone, center.body ->> 'time_zone', 'UTC') AS time_zone
    FROM office_items AS project
    LEFT JOIN retro_series AS series ON series.project_id = project.id AND NOT series.retired
    LEFT JOIN office_items AS center ON center.part = 'center'
    WHERE project.part = 'projects' AND project.body ->> 'channel' = %(channel)s
      AND project.body ->> 'team' IS NOT NULL
    ORDER BY series.id IS NULL, project.position, series.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Start:
    """A retro that somebody wants: of a series or, with an empty one, begun in the channel."""

    series: str
    place: Mapping[str, Any]  # project_id, project, owner, team_id, channel_id, time_zone
    format: Format
    votes: int
    started_by: str | None
    at: datetime


def of_series(found: Mapping[str, Any], formats: Formats, at: datetime) -> Start:
    """The next retro of a series, from its row; in the usual format where its own was removed."""
    format_ = formats.get(found["format"]) or usual(formats)
    return Start(found["id"], found, format_, found["votes"] or format_.votes, None, at)


async def of_channel(
    connection: Connection, channel_id: str, wanted: Format | None, formats: Formats
) -> tuple[Mapping[str, Any], Format, int]:
    """The project that a channel belongs to, with format and votes of a retro begun there.

    Raises NotFound where no project has this channel.
    """
    found = await row(connection, _PROJECT, {"channel": channel_id})
    if found is None:
        raise NotFound(NO_PROJECT)
    format_ = wanted or formats.get(found["format"]) or usual(formats)
    votes = found["votes"] if format_.id == found["format"] else None
    return found, format_, votes or format_.votes


async def begin(connection: Connection, defer: Defer, start: Start) -> Started:
    """Open a retro with its card, unless one is open in the channel: then that is given."""
    if found := await _open(connection, start):
        return Started(found["id"], start.series, found["project"], False, found["waits"])
    thing = _thing(start, uuid4().hex)
    await connection.execute(
        _NEW,
        {
            **start.place,
            "id": thing.id,
            "series": start.series,
            "format": Jsonb(FORMAT.dump_python(start.format, mode="json")),
            "votes": start.votes,
            "phase": start.format.phases[0],
            "started_by": start.started_by,
            "at": start.at,
        },
    )
    await things.begin(connection, thing)
    await _ends_the_way_back(connection, thing)
    card = NewCard(thing.subject, start.place["channel_id"], start.place["team_id"])
    waiting = await post(connection, defer, card, soon=start.started_by is not None)
    return Started(thing.id, start.series, start.place["project"], True, thing.id in waiting)


def _thing(start: Start, retro_id: str) -> things.Thing:
    return things.Thing(
        "retro",
        retro_id,
        team_id=start.place["team_id"],
        channel_id=start.place["channel_id"],
        project_id=start.place["project_id"],
        starter=start.started_by,
    )


async def begin_anew(connection: Connection, defer: Defer, start: Start) -> Started:
    """Open a retro that has come due; one that is still open in its channel is closed as it is."""
    if found := await _open(connection, start):
        await close(connection, found["id"], start.at)
    return await begin(connection, defer, start)


async def _ends_the_way_back(connection: Connection, thing: things.Thing) -> None:
    """The retro before it can be reopened no more, and its card shows that."""
    before = await row(connection, _BEFORE, {"id": thing.id, "channel": thing.channel_id})
    if before:
        await things.change(connection, "retro", [before["id"]])


async def one_at_a_time(connection: Connection) -> None:
    """Whatever opens a retro waits here for the others."""
    await connection.execute("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": LOCK})


async def _open(connection: Connection, start: Start) -> dict[str, Any] | None:
    await one_at_a_time(connection)
    return await row(connection, _OPEN, {"channel": start.place["channel_id"]})
