"""One audit: read what the standards need, judge it, and say how far the reading reached."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.standards.archiving import SinceWhen, with_days
from core.standards.engine import Judged, judge, reads, rules, tabs_in
from core.standards.facts import Reading
from core.standards.model import Audited, ClauseKey, Run, Standard
from core.standards.overload import overload
from core.standards.ports import Memory, Progress, Tenants
from core.standards.reads import Read
from core.standards.rules import OrganisationRule, TenantRule
from core.standards.snapshots.snapshot import Snapshot, lacking, only
from core.standards.waivers.waiving import with_kept


async def audit(
    tenants: Tenants,
    standards: Sequence[Standard],
    *,
    run_id: str,
    audit: str = "",
    team_ids: Sequence[str] | None = None,
    now: Callable[[], datetime],
    today: date,
    everything: bool = False,
    progress: Progress | None = None,
    archived_since: SinceWhen | None = None,
    memory: Memory | None = None,
    also: Collection[Read] = (),
) -> tuple[Audited, Reading]:
    """Audit all teams, or these; nothing is kept. Raises NotRead where no team can be listed.

    `now` is real time, `today` the day that waivers are held against; `archived_since` knows of
    archived teams what Microsoft Graph does not tell, `memory` what the run heard
    before it was broken off. `also` is read beside what judging takes.
    """
    started_at = now()
    reading = await tenants.read(
        reads(standards).union(also),
        team_ids,
        started_at,
        progress,
        tabs_in=tabs_in(standards),
        memory=memory,
    )
    if archived_since:
        reading = await with_days(reading, archived_since)
    # Thousands of teams take seconds to judge; a server has people to answer meanwhile.
    judged = await asyncio.to_thread(judge, standards, reading, today, everything=everything)
    load = await asyncio.to_thread(overload, standards, reading)
    names = tuple(standard.name for standard in standards)
    run = replace(_run(run_id, audit, names, reading, judged, started_at, now()), overload=load)
    return Audited(run, judged.findings, judged=_clauses(standards, reading.whole)), reading


async def audit_again(
    snapshot: Snapshot,
    standards: Sequence[Standard],
    *,
    run_id: str,
    team_ids: Collection[str] | None = None,
    today: date,
    everything: bool = False,
) -> tuple[Audited, Reading]:
    """Judge what was read before, of all teams or of these; nothing is read and nothing kept.

    Waivers from cards are those that are in the snapshot; they end as those of files do.
    """
    reading = lacking(snapshot, reads(standards))
    if team_ids is not None:
        reading = only(reading, team_ids)
    judged = await asyncio.to_thread(
        judge,
        with_kept(standards, snapshot.waivers),
        reading,
        today,
        everything=everything,
        hidden=snapshot.hidden,
    )
    names = tuple(standard.name for standard in standards)
    load = await asyncio.to_thread(overload, standards, reading)
    read_at = snapshot.read_at
    run = replace(_run(run_id, "", names, reading, judged, read_at, read_at), overload=load)
    return Audited(run, judged.findings, judged=_clauses(standards, reading.whole)), reading


def _clauses(standards: Sequence[Standard], whole: bool) -> frozenset[ClauseKey]:
    """Those that were judged: some are only over all teams."""
    return frozenset(
        (standard.name, clause.rule, clause.level.value)
        for standard in standards
        for clause in standard.clauses
        if whole or not isinstance(rules()[clause.rule], TenantRule | OrganisationRule)
    )


def _run(
    run_id: str,
    audit: str,
    standards: tuple[str, ...],
    reading: Reading,
    judged: Judged,
    started_at: datetime,
    finished_at: datetime,
) -> Run:
    return Run(
        id=run_id,
        audit=audit,
        standards=standards,
        whole=reading.whole,
        started_at=started_at,
        finished_at=finished_at,
        teams=len(reading.tenant.teams),
        teams_read=judged.teams_read,
        complete=judged.complete,
        http_requests=reading.http_requests,
        graph_requests=reading.graph_requests,
        throttled=reading.throttled,
        counts=judged.counts,
    )
