"""An office in which something of every area repeats, each day."""

from datetime import UTC, datetime

from tests.ground import Ground, member

SUNDAY = datetime(2026, 11, 15, 18, tzinfo=UTC)  # noon in Chicago
OFFICE = """\
center:
  organisation: Contoso
  time_zone: America/Chicago
  leaders: [{person: kim@contoso.example}, {person: lee@contoso.example}]
people: [{person: lee@contoso.example, time_zone: Europe/Berlin}]
projects:
  - {id: apollo, title: Apollo, team: team-apollo, channel: "19:apollo@thread.tacv2"}
checkins:
  - {id: daily, project: apollo, schedule: {cron: "0 9 * * *"}, open_for: 8h}
retros:
  - {id: look-back, project: apollo, format: 4ls, schedule: {cron: "0 15 * * *"}}
digests: [{id: morning, to: leaders, schedule: {cron: "0 8 * * *"}}]
audits: [{id: nightly, schedule: {cron: "0 2 * * *"}}]
"""


async def ready(inside: Ground) -> None:
    """The file is imported, its team has met us, and everybody in it is known."""
    await inside.plan(OFFICE, SUNDAY)
    await inside.meet()
    await inside.roster("ada", "grace")
    found = {f"{name}@contoso.example": member(name) for name in ("kim", "lee")}
    await inside.ports.people.names.resolve(found)
