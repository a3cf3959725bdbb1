"""`remedies`: what would put findings right: planned, applied once somebody approves, put back."""

from pathlib import Path

import click

from bot.cli.kit.option_lists import Repeating

FILE = click.Path(path_type=Path)
FORMAT = click.Choice(("table", "json"))


@click.group()
def command() -> None:
    """Put findings right, and take that back.

    Each ends with 0: done. 2: not done. 3: done in part; the words and reasons say what is left.
    """


@command.command(cls=Repeating)
@click.option("--standard", "standards", multiple=True, metavar="NAME…", help="Only these.")
@click.option("--rule", "rules", multiple=True, metavar="ID…", help="Only these rules.")
@click.option(
    "--team", "teams", multiple=True, metavar="TEAM…", help="Only these: name, id or link."
)
@click.option("--output", "file", type=FILE, required=True, metavar="PLAN.json", help="The file.")
def plan(
    standards: tuple[str, ...], rules: tuple[str, ...], teams: tuple[str, ...], file: Path
) -> None:
    """Read the tenant now and propose what would put it right.

    Nothing is changed in the tenant. In the file, `target` or `after` of a change may be set to
    another of its `choices`, or written where it is null; nothing else.
    """
    from bot.cli.kit.planning import PlanOptions
    from bot.cli.kit.planning import plan as planned
    from bot.runtime import run

    run(planned(PlanOptions(standards, rules, teams, file)))


@command.command(cls=Repeating)
@click.argument("file", type=FILE, metavar="PLAN.json")
@click.option("--approved-by", "person", required=True, metavar="PERSON", help="One of the staff.")
@click.option("--only", "only", multiple=True, metavar="ID…", help="Only these changes.")
@click.option(
    "--budget",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="At most N changes.",
)
@click.option("--format", "wanted", type=FORMAT, help="[default: table on a terminal, else json]")
def apply(file: Path, person: str, only: tuple[str, ...], budget: int, wanted: str | None) -> int:
    """Apply what one of the staff approves of a plan.

    Each change is looked at, written once, and looked at again. What is beyond the budget stays
    approved: a server goes on by night, or this command when it is run again.
    """
    from bot.cli.kit.remedies import RunOptions, apply
    from bot.runtime import run

    return run(apply(RunOptions(file, person, only, budget, wanted)))


@command.command(cls=Repeating)
@click.argument("file", type=FILE, metavar="PLAN.json")
@click.option("--approved-by", "person", required=True, metavar="PERSON", help="One of the staff.")
@click.option("--only", "only", multiple=True, metavar="ID…", help="Only these changes.")
@click.option(
    "--budget",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="At most N changes.",
)
@click.option("--format", "wanted", type=FORMAT, help="[default: table on a terminal, else json]")
def undo(file: Path, person: str, only: tuple[str, ...], budget: int, wanted: str | None) -> int:
    """Put back what a plan changed, the last change first, at most N.

    What somebody changed since is left alone, and said.
    """
    from bot.cli.kit.remedies import RunOptions, undo
    from bot.runtime import run

    return run(undo(RunOptions(file, person, only, budget, wanted)))


COMMAND: click.Command = command
