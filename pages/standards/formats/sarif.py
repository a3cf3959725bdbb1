"""The findings as SARIF 2.1.0 (docs.oasis-open.org/sarif), for dashboards that gather results."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from core.standards.model import Audited, ClauseKey, Finding, Level, Outcome, Run, SubjectType
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.kit.times import utc
from pages.standards.formats import Context

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Level.MUST: "error", Level.SHOULD: "warning"}
KINDS = {
    Outcome.FAILED: "fail",
    Outcome.WAIVED: "fail",
    Outcome.UNKNOWN: "open",
    Outcome.PASSED: "pass",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
# A message has places to fill in and links (3.11.5 and 3.11.6): here it has neither.
_LITERAL = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"})


def write(audited: Audited, context: Context) -> Iterator[str]:
    """One result a line. Letters beyond ASCII are escaped, as in the JSON format."""
    del context
    clauses = _clauses(audited.findings)
    places = {key: place for place, key in enumerate(clauses)}
    yield f'{{"$schema": {dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield f' "tool": {dumps(_tool(clauses))},\n'
    yield f' "automationDetails": {dumps(_automation(audited.run))},\n'
    yield f' "invocations": {dumps([_invocation(audited)])},\n "results": ['
    before = "\n"
    for each in audited.findings:
        yield f"{before}  {dumps(_result(each, audited, places[each.key[:3]]))}"
        before = ",\n"
    yield "\n ]}]}\n"


def _clauses(findings: Iterable[Finding]) -> Mapping[ClauseKey, Finding]:
    """Each clause with a finding that tells of it, in the order in which they come."""
    found: dict[ClauseKey, Finding] = {}
    for each in findings:
        found.setdefault(each.key[:3], each)
    return found


def _tool(clauses: Mapping[ClauseKey, Finding]) -> dict[str, Any]:
    driver = {"name": "Process Center", "rules": [_rule(each) for each in clauses.values()]}
    return {"driver": driver}


def _rule(of: Finding) -> dict[str, Any]:
    return {
        "id": _rule_id(of),
        "shortDescription": {"text": _message(of.title)},
        "fullDescription": {"text": _message(of.why)},
        "help": {"text": f"Why: {_message(of.why)}\n\nHow: {_message(of.fix)}"},
        "defaultConfiguration": {"level": LEVELS[of.level]},
        "properties": {"severity": of.severity.value, "tags": [of.standard, of.rule]},
    }


def _rule_id(of: Finding) -> str:
    return "/".join(of.key[:3])


def _automation(run: Run) -> dict[str, str]:
    """Runs of one audit share what stands before the last slash (3.17.3)."""
    return {"id": f"process-center/{run.audit or 'asked-for'}/{run.id}"}


def _invocation(audited: Audited) -> dict[str, Any]:
    run = audited.run
    reasons = {each.says for each in audited.findings if each.outcome is Outcome.UNKNOWN}
    return {
        "executionSuccessful": True,
        "startTimeUtc": utc(run.started_at, "milliseconds"),
        "endTimeUtc": utc(run.finished_at, "milliseconds"),
        "toolExecutionNotifications": [
            {"level": "warning", "message": {"text": f"Could not be read: {_message(each)}"}}
            for each in sorted(reasons)
        ],
        "properties": {"teams": run.teams, "teams_read": run.teams_read, "complete": run.complete},
    }


def _result(each: Finding, audited: Audited, rule: int) -> dict[str, Any]:
    """What is accepted is a result that is suppressed; what is not known is open, and no error."""
    kind = KINDS[each.outcome]
    found = {
        "ruleId": _rule_id(each),
        "ruleIndex": rule,
        "kind": kind,
        "level": LEVELS[each.level] if kind == "fail" else "none",
        "message": {"text": _message(each.says) or "Nothing was said."},
        "locations": [{"logicalLocations": [_place(each)]}],
        "partialFingerprints": {"processCenterFinding/v1": _fingerprint(each)},
        "properties": _properties(each),
    }
    if audited.before is not None:
        found["baselineState"] = "new" if each.key in audited.new else "unchanged"
    if each.outcome is Outcome.WAIVED:
        accepted = {"kind": "external", "status": "accepted", "justification": neutral(each.says)}
        found["suppressions"] = [accepted]
    return found


def _place(each: Finding) -> dict[str, str]:
    subject = each.subject
    inside = subject.team and subject.type is SubjectType.CHANNEL
    ids = ["team", subject.team, subject.type.value, subject.id] if inside else []
    return {
        "name": neutral(subject.name),
        "fullyQualifiedName": "/".join(neutral(str(id_)) for id_ in ids or _ids(each)),
        "kind": subject.type.value,
    }


def _ids(each: Finding) -> tuple[str, str]:
    return each.subject.type.value, each.subject.id


def _fingerprint(each: Finding) -> str:
    """The same in every run, whatever the subject is called by then."""
    return sha256("\0".join(each.key).encode("utf-8", "replace")).hexdigest()


def _properties(each: Finding) -> dict[str, Any]:
    return {
        "severity": each.severity.value,
        "team": each.subject.team,
        "teamName": neutral(each.team_name),
        "firstSeenAt": utc(each.first_seen_at, "milliseconds"),
    }


def _message(text: str) -> str:
    return neutral(text).translate(_LITERAL)


FORMAT = FileFormat(write, title="for dashboards that gather results: SARIF 2.1.0")
