"""Since when a team is archived, which Microsoft Graph does not tell: since we first saw it so."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.facts import Gap
from core.standards.facts import Reading, Team

SinceWhen = Callable[[Sequence[str]], Awaitable[Mapping[str, date]]]


async def with_days(reading: Reading, since_when: SinceWhen) -> Reading:
    """The reading with `archived_since` of its teams; `since_when` has the days by team."""
    teams = reading.tenant.teams
    archived = [team.id for team in teams if team.archived is True]
    days = await since_when(archived) if archived else {}
    dated = [replace(team, archived_since=_since(team, days)) for team in teams]
    return replace(reading, tenant=replace(reading.tenant, teams=dated))


def _since(team: Team, days: Mapping[str, date]) -> date | Gap | None:
    if isinstance(team.archived, Gap):
        return team.archived
    return days.get(team.id) if team.archived else None
