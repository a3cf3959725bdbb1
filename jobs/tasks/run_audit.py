"""Audit the tenant because the office file's schedule says so, and report it to its readers.

Safe to run twice: a run that was told is left alone. If the process dies while it reads, nothing of
the run is shown; what Microsoft Graph has answered is kept, and whoever begins the run again asks
for the rest. After a few attempts it is marked as given up. If it dies once the run is kept, only
its report is missing: it is written then, without reading again.
No lock is held while it is written, and it is queued once, to whoever it has something new for.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from cards.kit.message import message
from cards.standards import audit_failed, audit_report
from core.days import local_day
from core.errors import NotRead
from core.ports import Ports
from core.standards.auditing import audit
from core.standards.changes import offering
from core.standards.model import Audited, Run, Standard
from core.standards.ports import DueRun
from core.standards.reports import telling
from core.standards.reports.lines import lines
from core.standards.reports.reports import AuditReport
from core.standards.waivers.waiving import with_kept
from jobs.tasks import Job, Later

ATTEMPTS = 3
BROKEN_OFF = "it was begun three times and did not come to its end; the log of the server says why"

log = logging.getLogger(__name__)


async def run(ports: Ports, run_id: str) -> None:
    """Read, judge, keep and report; or give it up with its reason and say so."""
    planned = await ports.standards.audits.started(run_id)
    if planned.ended:
        return
    if planned.kept:
        await _tell(ports, planned, await ports.standards.runs.get(planned.run_id))
        return
    names = tuple(ports.standards.standards) if planned.standards is None else planned.standards
    if reason := _hindrance(ports, planned, names):
        await _give_up(ports, planned, reason)
    else:
        await _audit(ports, planned, [ports.standards.standards[name] for name in names])


def _hindrance(ports: Ports, planned: DueRun, names: Sequence[str]) -> str:
    """Why it cannot be begun (again); empty when it can."""
    if planned.attempts > ATTEMPTS:
        return BROKEN_OFF
    if not names:
        return "there are no standards; add them to the content folder"
    missing = next((name for name in names if name not in ports.standards.standards), None)
    if missing:
        return f"there is no standard {missing} any more; name others in the office file"
    return ""


async def _audit(ports: Ports, planned: DueRun, standards: Sequence[Standard]) -> None:
    _, zone = await ports.standards.runs.center()
    try:
        audited, reading = await audit(
            ports.standards.tenants,
            with_kept(standards, await ports.standards.waivers.kept()),
            run_id=planned.run_id,
            audit=planned.audit,
            now=ports.clock.now,
            today=local_day(ports.clock.now(), zone),
            archived_since=ports.standards.runs.archived_since,
            memory=ports.standards.runs.memory(planned.run_id),
        )
    except NotRead as error:
        await _later_or_never(ports, planned, error)
        return

    kept = await ports.standards.runs.keep(audited, reading.tenant.teams)
    await offering.offer(ports.fixes, kept, reading)
    await _tell(ports, planned, kept)


async def _tell(ports: Ports, planned: DueRun, kept: Audited | None) -> None:
    if kept is None:
        return
    await ports.standards.runs.write_list(planned.run_id, await asyncio.to_thread(lines, kept))
    bodies: dict[str, Mapping[str, object]] = {}
    async for people, report in telling.reports(ports.standards, kept):
        body = await asyncio.to_thread(_written, report)  # a report of thousands takes a second
        bodies |= dict.fromkeys(people, body)
    readers = await ports.standards.audits.tell(planned.run_id, bodies)
    _tell_log(kept.run, len(readers))


def _written(report: AuditReport) -> Mapping[str, object]:
    return message(audit_report.build(report))


async def _later_or_never(ports: Ports, planned: DueRun, error: NotRead) -> None:
    """A service that is away for a minute must not cost a night's audit."""
    if planned.attempts < ATTEMPTS:
        log.warning("audit not read run=%s why=%s", planned.run_id, error.says)
        raise Later(ports.posting.patience.repeat.total_seconds()) from error
    await _give_up(ports, planned, error.says)


async def _give_up(ports: Ports, planned: DueRun, reason: str) -> None:
    organisation, zone = await ports.standards.runs.center()
    says = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
    card = audit_failed.build(organisation, planned.audit, says, planned.again_at, zone)
    await ports.standards.audits.give_up(planned.run_id, reason, message(card))
    log.warning("audit given up run=%s why=%s", planned.run_id, reason)


def _tell_log(run: Run, readers: int) -> None:
    counts = run.counts
    log.info(
        "audit done run=%s teams=%d must=%d should=%d unknown=%d complete=%.3f readers=%d",
        run.id,
        run.teams,
        counts.failed_must,
        counts.failed_should,
        counts.unknown,
        run.complete,
        readers,
    )


JOB = Job(run, queue="audits", alone=True, owed="run_id")
