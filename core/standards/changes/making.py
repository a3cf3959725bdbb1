"""A plan is made: the tenant is read now and judged, and what would put it right is kept."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import uuid4

from core.days import local_day
from core.standards.auditing import audit
from core.standards.changes.kinds import reads
from core.standards.changes.model import Plan, Step, Who
from core.standards.changes.planning import planned
from core.standards.changes.ports import ChangePorts
from core.standards.model import Standard
from core.standards.ports import Progress
from core.standards.waivers.waiving import with_kept


async def make(
    ports: ChangePorts,
    by: Who,
    *,
    standards: Sequence[str] = (),
    rules: Collection[str] = (),
    team_ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Read, judge and keep what is proposed, for all standards, rules and teams or for these.

    Nothing is written to the tenant, and the audit behind it is not kept as a run. Raises NotRead.
    """
    chosen = [ports.standards[each] for each in standards] or list(ports.standards.values())
    asked = with_kept(_of_rules(chosen, rules), await ports.waivers.kept())
    _, zone = await ports.office.center()
    audited, reading = await audit(
        ports.tenants,
        asked,
        run_id=uuid4().hex,
        team_ids=team_ids,
        now=ports.clock.now,
        today=local_day(ports.clock.now(), zone),
        progress=progress,
        archived_since=ports.office.archived_since,
        also=reads(asked),
    )
    held = await ports.permissions.held()
    changes = await asyncio.to_thread(planned, audited.findings, reading.tenant, asked, held)
    plan = Plan(
        id=uuid4().hex,
        made_at=ports.clock.now(),
        made_by=by.id,
        standards=tuple(each.name for each in asked),
        steps=tuple(map(Step, changes)),
        team_id=team_ids[0] if team_ids and len(team_ids) == 1 else "",
    )
    return await ports.plans.keep(plan, by)


def _of_rules(standards: Sequence[Standard], rules: Collection[str]) -> list[Standard]:
    """Only what asks for one of these rules; all of it without."""
    if not rules:
        return list(standards)
    kept = (
        replace(each, clauses=tuple(clause for clause in each.clauses if clause.rule in rules))
        for each in standards
    )
    return [each for each in kept if each.clauses]
