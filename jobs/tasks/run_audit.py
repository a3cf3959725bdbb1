"""Audit the tenant because the office file's schedule says so, and report it to its readers.

Safe to run twice: a run that is done is left alone. If the process dies in between, nothing of the
run is there; it is read again from the start, and after a few attempts marked as given up. Its
findings and its report come in one transaction, so neither is there without the other, or twice.
The report is a card where there is news, else one line.
"""

import logging
from collections.abc import Mapping, Sequence

from cards.kit.message import message, sentence
from cards.standards import audit_failed, audit_line, audit_report
from core.days import local_day
from core.errors import NotRead
from core.ports import Ports
from core.standards.auditing import audit
from core.standards.causes import is_news
from core.standards.model import Audited, Run, Standard
from core.standards.ports import AuditReport, DueRun, Reader
from jobs.tasks import Job, Later

ATTEMPTS = 3
BROKEN_OFF = "it was begun three times and did not come to its end; the log of the server says why"

log = logging.getLogger(__name__)


async def run(ports: Ports, run_id: str) -> None:
    """Read, judge, keep and report; or give it up with its reason and say so."""
    planned = await ports.standards.audits.started(run_id)
    if planned.ended:
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
    organisation, zone = await ports.standards.runs.center()
    try:
        audited, reading = await audit(
            ports.standards.tenants,
            standards,
            run_id=planned.run_id,
            audit=planned.audit,
            now=ports.clock.now,
            today=local_day(ports.clock.now(), zone),
        )
    except NotRead as error:
        await _later_or_never(ports, planned, error)
        return

    def write(kept: Audited, history: Sequence[Run]) -> Mapping[str, object]:
        titles = {each.name: each.title for each in standards}
        report = AuditReport(organisation, zone, titles, kept, history)
        if is_news(kept):
            return message(audit_report.build(report))
        return sentence(audit_line.write(report))

    readers = await ports.standards.audits.finish(audited, reading.tenant.teams, write)
    _tell_log(audited.run, readers)


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
    readers = await ports.standards.audits.give_up(planned.run_id, reason, message(card))
    log.warning("audit given up run=%s why=%s", planned.run_id, reason)
    _tell_unreached(planned.run_id, readers)


def _tell_log(run: Run, readers: Sequence[Reader]) -> None:
    counts = run.counts
    log.info(
        "audit done run=%s teams=%d must=%d should=%d unknown=%d complete=%.3f",
        run.id,
        run.teams,
        counts.failed_must,
        counts.failed_should,
        counts.unknown,
        run.complete,
    )
    _tell_unreached(run.id, readers)


def _tell_unreached(run_id: str, readers: Sequence[Reader]) -> None:
    """A bot may not begin a chat: who has not added it, or has blocked it, hears nothing."""
    for each in readers:
        if each.conversation_id is None:
            log.warning("no chat to report to run=%s person=%s", run_id, each.person_id)


JOB = Job(run, queue="audits", alone=True)
