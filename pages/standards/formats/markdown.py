"""The run for a wiki, a mail or an issue: CommonMark with tables, and nothing else in it."""

from collections.abc import Iterable, Iterator, Sequence

from core.days import full_day, full_moment
from core.markup import escape
from core.standards.model import Audited, Finding, Outcome, SubjectType
from core.standards.reports.causes import by_cause
from core.standards.reports.trends import PutRight
from core.words import listed
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.standards import words
from pages.standards.charts import figures
from pages.standards.fatigue import sentence
from pages.standards.formats import Context
from pages.standards.groups import Unread, by_team, clauses, unread
from pages.standards.page_parts import WORD, block_name
from pages.standards.trending import MEANS, NOT_BY_WHOM, figure, parts

HEADS = ("Level", "What is asked", "What was seen", "Since")
FEW = 10  # rows of a trend; the workbook has all
NAMED = 3


def write(audited: Audited, context: Context) -> Iterator[str]:
    """What is new comes first, then all by team, worst first; every name stays as it was typed."""
    audited = by_cause(audited)
    gaps = unread(audited.findings, context.not_read)
    yield from _head(audited, context, gaps)
    yield from _new(audited, context)
    yield from _fixed(audited, context)
    for group in by_team(audited.findings):
        told = ((each, words.told(each)) for each in group.findings)
        rows = [_row(each, audited, context, says) for each, says in told]
        yield _table(f"## {_line(block_name(group))}", HEADS, rows)
    yield from _gaps(gaps)
    yield from _trends(context)
    yield from _put_right(context)
    yield from _why(audited)


def _head(audited: Audited, context: Context, gaps: Sequence[Unread]) -> Iterator[str]:
    run = audited.run
    of = f" of {_line(context.organisation)}" if context.organisation else ""
    yield f"# Audit{of}, {full_moment(run.finished_at, context.zone)}\n\n"
    yield f"**{words.headline(run)}** {words.tidy(run)} {words.complete(run)}\n\n"
    numbers = [(f"**{each.value}**", each.name, each.means) for each in figures(audited)]
    yield _table("## How it stands", ("", "", "Means"), numbers)
    if run.overload and run.overload.people:
        yield f"## How much people have to follow\n\n{_line(sentence(run.overload))}\n\n"
    steps = [f"{at}. {_line(step)}\n" for at, step in enumerate(words.next_steps(audited, gaps), 1)]
    if steps:
        yield f"## What to do next\n\n{''.join(steps)}\n"


def _new(audited: Audited, context: Context) -> Iterator[str]:
    """What was not so in the run before; in a first run everything is, and stands below."""
    if audited.before is None:
        return
    found = [each for each in audited.findings if each.key in audited.new | audited.worse.keys()]
    rows = [(_line(_whole(each)), *_row(each, audited, context, each.says)) for each in found]
    title = f"## New since {full_moment(audited.before.finished_at, context.zone)}"
    yield _table(title, ("Where", *HEADS), rows) if rows else f"{title}\n\nNothing.\n\n"


def _fixed(audited: Audited, context: Context) -> Iterator[str]:
    """What the run before still had; with trends it stands there with its days."""
    if audited.fixed and not (context.trends and context.trends.fixed):
        lines = [
            f"- {_line(_where(each))}: {_line(_title(each, audited))}\n" for each in audited.fixed
        ]
        yield f"## Put right since then\n\n{''.join(lines)}\n"


def _title(each: Finding, audited: Audited) -> str:
    by = audited.fixed_by.get(each.key)
    return f"{each.title}, fixed by {by}" if by else each.title


def _where(each: Finding) -> str:
    return each.team_name or each.subject.name


def _whole(each: Finding) -> str:
    inside = each.subject.type is SubjectType.CHANNEL
    return f"{each.team_name} › {each.subject.name}" if inside else _where(each)


def _row(each: Finding, audited: Audited, context: Context, says: str) -> Sequence[str]:
    failed = each.outcome is Outcome.FAILED
    word = each.level.value.capitalize() if failed else WORD[each.outcome]
    since = words.since(each, audited, context.zone) if each.first_seen_at else ""
    return f"{word}, {each.severity.value}", _line(each.title), _line(says), since


def _gaps(gaps: Sequence[Unread]) -> Iterator[str]:
    rows = [
        (
            _line(each.reason),
            f"{each.findings:,}",
            _line(listed(list(each.titles), NAMED)),
            _line(listed(list(each.names), NAMED)),
        )
        for each in gaps
    ]
    if rows:
        yield _table("## What could not be read", ("Reason", "Unknown", "Rules", "Where"), rows)


def _trends(context: Context) -> Iterator[str]:
    shown = parts(context)
    if not shown or context.trends is None:
        return
    yield f"## Run by run\n\n{MEANS}\n\n"
    days = [f"{run.finished_at.astimezone(context.zone):%d %b}" for run in context.trends.runs]
    for part in shown:
        rows = [
            (_line(each.name), *[str(figure(point)) for point in each.points])
            for each in part.trends[:FEW]
        ]
        yield _table("", (part.of, *days), rows)
        if left := len(part.trends) - len(rows):
            yield f"and {left:,} more\n\n"


def _put_right(context: Context) -> Iterator[str]:
    if context.trends is None or not context.trends.fixed:
        return
    rows = [
        (
            _line(_where(each.finding)),
            _line(each.finding.title),
            full_day(each.finding.first_seen_at.astimezone(context.zone).date())
            if each.finding.first_seen_at
            else "",
            _met(each, context),
        )
        for each in context.trends.fixed
    ]
    heads = ("Where", "What was asked", "First seen", "Found met")
    yield _table("## Put right in these runs", heads, rows)
    yield f"{NOT_BY_WHOM}\n\n"


def _met(each: PutRight, context: Context) -> str:
    on = full_day(each.fixed_at.astimezone(context.zone).date())
    return _line(f"{on}, fixed by {each.by}") if each.by else on


def _why(audited: Audited) -> Iterator[str]:
    rows = [
        (_line(each.title), each.level.value, _line(each.why), _line(each.fix))
        for each in clauses(audited.findings)
    ]
    if rows:
        yield _table("## Why it is asked, and how to meet it", ("Clause", "", "Why", "How"), rows)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rows)]
    return f"{title}\n\n{''.join(lines)}\n" if title else f"{''.join(lines)}\n"


def _line(text: str) -> str:
    """One line in which nothing is markup. A bare address would be a link: it gets a backslash."""
    return escape(" ".join(neutral(text, keep="\t\r\n").split()))


FORMAT = FileFormat(write, title="for a wiki, a mail or an issue: tables in Markdown", trends=True)
