"""The run and its findings for programs, as the contract has it."""

from collections.abc import Iterator
from dataclasses import asdict
from json import dumps
from typing import Any

from core.standards.model import Audited, Finding, Remedy, Run, Subject
from pages.kit.formats import FileFormat
from pages.kit.times import utc
from pages.standards.formats import Context


def write(audited: Audited, context: Context) -> Iterator[str]:
    """One finding a line, so that a file of thousands can be compared and need not be held whole.

    Letters beyond ASCII are escaped: no name can then speak to a terminal, or break an encoding.
    """
    del context
    yield f'{{"run": {dumps(run(audited.run))},\n "findings": ['
    before = "\n"
    for each in audited.findings:
        yield f"{before}  {dumps(finding(each))}"
        before = ",\n"
    yield "\n]}\n" if audited.findings else "]}\n"


def run(each: Run) -> dict[str, Any]:
    """What the run read, what that took, and how much people have to follow."""
    return {
        "id": each.id,
        "started_at": utc(each.started_at, "milliseconds"),
        "finished_at": utc(each.finished_at, "milliseconds"),
        "teams": each.teams,
        "teams_read": each.teams_read,
        "complete": each.complete,
        "http_requests": each.http_requests,
        "graph_requests": each.graph_requests,
        "throttled": each.throttled,
        "overload": asdict(each.overload) if each.overload else None,
    }


def finding(each: Finding) -> dict[str, Any]:
    """One finding; every key is always there."""
    return {
        "standard": each.standard,
        "rule": each.rule,
        "level": each.level.value,
        "severity": each.severity.value,
        "subject": _subject(each.subject),
        "team": each.subject.team,
        "outcome": each.outcome.value,
        "says": each.says,
        "seen": each.seen,
        "wanted": each.wanted,
        "first_seen_at": utc(each.first_seen_at, "milliseconds"),
        "remedy": _remedy(each.remedy),
    }


def _subject(subject: Subject) -> dict[str, str]:
    return {"type": subject.type.value, "id": subject.id, "name": subject.name}


def _remedy(remedy: Remedy | None) -> dict[str, Any] | None:
    if remedy is None:
        return None
    return {"kind": remedy.kind, "mode": remedy.mode.value, "choices": remedy.choices}


FORMAT = FileFormat(write, title="for programs: the run and every finding, one a line")
