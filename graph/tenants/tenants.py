"""A whole tenant read for an audit: facts, or gaps with their reasons."""

from collections.abc import Collection, Sequence
from datetime import datetime

from core.standards.facts import Reading, Tenant
from core.standards.ports import Memory, Progress
from core.standards.reads import Read
from graph.tenants.notes import Notes
from graph.tenants.plan import Plan
from graph.wire.client import GraphClient
from graph.wire.waiting import patient


class Tenants:
    """Implements core.standards.ports.Tenants.

    `tenant_id` is that of the sign-in. The tenant's name stays empty: reading it would take one
    more permission. The client is open as long as this is used.
    """

    def __init__(self, client: GraphClient, tenant_id: str = "") -> None:
        self._client = client
        self._tenant_id = tenant_id

    async def read(
        self,
        reads: Collection[Read],
        team_ids: Sequence[str] | None,
        now: datetime,
        progress: Progress | None = None,
        tabs_in: Collection[str] | None = None,
        memory: Memory | None = None,
    ) -> Reading:
        """All teams, or these. One that is not there is named in the tenant's `rest`.

        For these somebody waits; for all, Graph is waited for as long as it asks, up to an hour in
        all. What failed and may pass is read once more at the end. `progress` hears of teams,
        `memory` keeps answers for who begins again. Raises NotRead where no team can be read at
        all.
        """
        patience = self._client.patience
        client = self._client.for_one_reading(
            patient(patience) if team_ids is None else patience,
            memory,
            waited_for=team_ids is not None,
        )
        notes = Notes(reads, now)
        plan = Plan(client, reads, notes, progress, tabs_in, self._tenant_id.lower())
        rest = await (plan.every_team() if team_ids is None else plan.these(team_ids))
        return Reading(
            Tenant(self._tenant_id, "", notes.teams(), rest, notes.organisation),
            team_ids is None,
            client.counts.http_requests,
            client.counts.questions,
            client.counts.throttled,
        )
