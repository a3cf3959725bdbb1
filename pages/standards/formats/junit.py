"""The findings as the XML of test reports, which every build server shows."""

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from core.standards.model import Audited, Finding, Outcome, SubjectType
from pages.kit.formats import FileFormat
from pages.kit.text import xml
from pages.kit.times import utc
from pages.standards.formats import Context

SKIPPED = {
    Outcome.UNKNOWN: "could not be checked",
    Outcome.WAIVED: "accepted",
    Outcome.NOT_APPLICABLE: "does not apply",
}


def write(audited: Audited, context: Context) -> Iterator[str]:
    """A suite for each standard, a case for each clause and subject.

    What could not be read is skipped with its reason: a build server knows no third outcome that
    is neither passed nor failed.
    """
    numbers = Counter((each.standard, _result(each)) for each in audited.findings)
    failed = sum(number for (_, result), number in numbers.items() if result == "failure")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<testsuites name="Process Center" tests="{len(audited.findings)}"'
        f' failures="{failed}" errors="0">\n'
    )
    for standard in audited.run.standards:
        yield from _suite(standard, audited, context, numbers)
    yield "</testsuites>\n"


def _suite(
    standard: str, audited: Audited, context: Context, numbers: Counter[tuple[str, str]]
) -> Iterator[str]:
    known = context.standards.get(standard)
    found = {kind: numbers[standard, kind] for kind in ("failure", "skipped", "passed")}
    yield (
        f" <testsuite name={_quoted(known.title if known else standard)}"
        f' id={_quoted(standard)} tests="{sum(found.values())}" failures="{found["failure"]}"'
        f' errors="0" skipped="{found["skipped"]}"'
        f' timestamp="{utc(audited.run.started_at, "seconds")}">\n'
    )
    for each in audited.findings:
        if each.standard == standard:
            yield _case(each)
    yield " </testsuite>\n"


def _result(each: Finding) -> str:
    if each.outcome is Outcome.FAILED:
        return "failure"
    return "skipped" if each.outcome in SKIPPED else "passed"


def _case(each: Finding) -> str:
    """Its name and class are the same in every run, as long as the subject is called the same."""
    of = _quoted(".".join(each.key[:3]))
    inside = _inside(each)
    return f"  <testcase classname={of} name={_quoted(_name(each))}{inside}\n"


def _inside(each: Finding) -> str:
    if each.outcome is Outcome.FAILED:
        more = f"{xml(each.why)}\nHow: {xml(each.fix)}"
        said = f"type={_quoted(each.level.value)} message={_quoted(each.says)}"
        return f"><failure {said}>{escape(more)}</failure></testcase>"
    if each.outcome in SKIPPED:
        says = f"{SKIPPED[each.outcome]}: {each.says}"
        return f"><skipped type={_quoted(each.outcome.value)} message={_quoted(says)}/></testcase>"
    return "/>"


def _name(each: Finding) -> str:
    """With the id, because names of teams are not unique and cases are told apart by theirs."""
    subject = each.subject
    inside = f"{each.team_name} › " if subject.type is SubjectType.CHANNEL else ""
    return f"{each.title}: {inside}{subject.name} ({subject.id})"


def _quoted(text: str) -> str:
    return quoteattr(xml(text))


FORMAT = FileFormat(write, title="for build servers: a suite a standard, a case a clause and team")
