"""The run for a terminal: worst first by team, and at the end what a reader needs most."""

from collections.abc import Iterator, Sequence

from core.days import full_moment
from core.standards.model import Audited
from core.standards.reports.causes import by_cause
from core.words import listed, many
from pages.kit.formats import FileFormat
from pages.kit.text import neutral
from pages.standards import words
from pages.standards.fatigue import sentence
from pages.standards.formats import Context
from pages.standards.groups import TeamFindings, Unread, by_team, unread
from pages.standards.rows import HEADS, Row, rows

NAMED = 3


def write(audited: Audited, context: Context) -> Iterator[str]:
    """Team by team. On a terminal it is fitted to its width; in a pipe each finding is one line."""
    audited = by_cause(audited)
    widths = _widths(audited)
    groups = by_team(audited.findings)
    teams = ((_name(group), group.team or "", rows(group, audited)) for group in groups)
    if context.columns is None:
        yield _lines(
            [*_heading(audited, context), *(["", *_plain([HEADS], *widths)] if groups else [])]
        )
        for name, team, found in teams:
            yield _lines(["", f"{name}  {team}".rstrip(), *_plain(found, *widths)])
        yield _lines(["", *_ending(audited, context)])
        return

    from pages.standards.terminal import Terminal  # a library of its own, for terminals alone

    terminal = Terminal(context.columns, *widths)
    yield terminal.text(_heading(audited, context))
    if groups:
        yield terminal.heads(HEADS)
    for name, team, found in teams:
        yield terminal.team(name, team, found)
    yield terminal.text(["", *_ending(audited, context)])


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _widths(audited: Audited) -> tuple[int, int]:
    """The longest title, and the longest name of a standard where there are several."""
    titles = {HEADS.title, *(neutral(each.title) for each in audited.findings)}
    several = len(audited.run.standards) > 1
    names = (HEADS.standard, *audited.run.standards) if several else ()
    return max(map(len, titles), default=0), max(map(len, names), default=0)


def _plain(found: Sequence[Row], title: int, standard: int) -> list[str]:
    of = f"{{0.standard:{standard}}}  " if standard else ""
    line = f"  {{0.level:6}}  {{0.severity:8}}  {{0.age:8}}  {of}{{0.title:{title}}}  {{0.says}}"
    return [line.format(row) for row in found]


def _name(group: TeamFindings) -> str:
    return neutral(group.name) if group.team else "Across teams"


def _heading(audited: Audited, context: Context) -> list[str]:
    run, of = audited.run, f" of {neutral(context.organisation)}" if context.organisation else ""
    titles = [_title(name, context) for name in run.standards]
    against = [f"Against {listed(titles)}."] if titles else []
    return [f"Audit{of}, {full_moment(run.finished_at, context.zone)}", *against]


def _title(name: str, context: Context) -> str:
    standard = context.standards.get(name)
    return f"“{neutral(standard.title if standard else name)}”"


def _ending(audited: Audited, context: Context) -> list[str]:
    run = audited.run
    parts = [words.headline(run), f"{words.tidy(run)} {words.complete(run)}", _totals(audited)]
    parts += _since(audited, context)
    if run.overload and run.overload.people:
        parts.append(f"Brain fatigue: {sentence(run.overload)}")
    gaps = unread(audited.findings, context.not_read)
    if gaps:
        parts += ["", "Could not be read, so it does not count as met:", *map(_gap, gaps)]
    steps = words.next_steps(audited, gaps)
    if steps:
        parts += ["", "What to do next:", *[f"  {step}" for step in steps]]
    return parts


def _totals(audited: Audited) -> str:
    counts = audited.run.counts
    return (
        f"Must, not met: {counts.failed_must:,}. Should, not met: {counts.failed_should:,}. "
        f"Unknown: {counts.unknown:,}. Accepted: {counts.waived:,}. "
        f"Met: {many(counts.passed, 'check')}."
    )


def _since(audited: Audited, context: Context) -> list[str]:
    if audited.before is None:
        return []
    new = sum(each.key in audited.new for each in audited.findings)
    worse = f", {len(audited.worse):,} worse" if audited.worse else ""
    last = full_moment(audited.before.finished_at, context.zone)
    return [f"Since the run of {last}: {new:,} new{worse}, {len(audited.fixed):,} fixed."]


def _gap(gap: Unread) -> str:
    where = f"in {listed([neutral(name) for name in gap.names], NAMED)}" if gap.names else ""
    rules = listed([neutral(title) for title in gap.titles], NAMED) or "no clause needed it"
    told = "; ".join(part for part in (rules, where) if part)
    return f"  {gap.findings or len(gap.names) or 1:,} × {neutral(gap.reason)} ({told})"


FORMAT = FileFormat(write, title="for a terminal: worst first, by team")
