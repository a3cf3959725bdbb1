"""The run as a workbook: how it stands, every finding, and how that went from run to run."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.standards.model import Audited
from core.standards.overload import over
from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import Cell
from pages.standards import words
from pages.standards.charts import figures
from pages.standards.columns import COLUMNS, cells
from pages.standards.fatigue import sentence
from pages.standards.formats import Context
from pages.standards.trending import figure, parts

HEADS = (*COLUMNS[1:], COLUMNS[0])  # the id of the run helps nobody who reads, so it is the last
TIME = HEADS.index("first_seen_at")
WIDE = {"says": 60, "why": 50, "fix": 50, "team": 28, "subject": 28, "rule": 24, "title": 34}
WIDTHS = WIDE | {"first_seen_at": 17}  # Excel shows ##### instead of a time that does not fit


def write(audited: Audited, context: Context) -> Iterator[bytes]:
    """Every clause by itself, as in CSV; times are in UTC."""
    from pages.kit.workbooks import Sheet, workbook  # a library of its own

    found = [
        Sheet("Summary", ("What", "Value", "Means"), (26, 22, 80), _summary(audited, context)),
        Sheet("Findings", HEADS, [WIDTHS.get(each, 14) for each in HEADS], _findings(audited)),
    ]
    trends = context.trends
    if trends:
        days = [f"{run.finished_at.astimezone(context.zone):%Y-%m-%d %H:%M}" for run in trends.runs]
        found += [
            Sheet("Trend", ("Of", "Name", *days), (12, 34, *[16] * len(days)), _trend(context)),
            Sheet(
                "Put right",
                ("team", "subject", "rule", "title", "first_seen_at", "fixed_at", "standard"),
                (28, 28, 22, 34, 17, 17, 18),
                _put_right(context),
            ),
        ]
    return workbook(found)


def _summary(audited: Audited, context: Context) -> Iterator[Sequence[Cell | datetime]]:
    run = audited.run
    yield ("Organisation", context.organisation, "")
    yield ("Run", run.id, words.headline(run))
    yield ("Finished (UTC)", run.finished_at, words.complete(run))
    for each in figures(audited):
        plain = each.value.replace(",", "")
        yield (each.name, int(plain) if plain.isdigit() else each.value, each.means)
    if run.overload and run.overload.people:
        yield ("Brain fatigue", over(run.overload), sentence(run.overload))
    yield ("Counted", "clauses", "Each by itself. The page counts what one cause breaks once.")
    for name in run.standards:
        standard = context.standards.get(name)
        yield ("Standard", name, standard.title if standard else "")


def _findings(audited: Audited) -> Iterator[Sequence[Cell | datetime]]:
    for each in audited.findings:
        run, *rest = cells(each, audited)
        written: list[Cell | datetime] = [*rest, run]
        written[TIME] = each.first_seen_at
        yield written


def _trend(context: Context) -> Iterator[Sequence[Cell | datetime]]:
    for part in parts(context):
        for each in part.trends:
            yield (part.of, each.name, *[figure(point) for point in each.points])


def _put_right(context: Context) -> Iterator[Sequence[Cell | datetime]]:
    for each in context.trends.fixed if context.trends else ():
        of = each.finding
        named = (of.team_name, of.subject.name, of.rule, of.title)
        yield (*named, of.first_seen_at, each.fixed_at, of.standard)


FORMAT = FileFormat(
    write, title="for Excel: figures, every finding, trends", binary=True, trends=True
)
