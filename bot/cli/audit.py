"""`audit`: read the tenant now and judge it; `compare` two runs; the `log` of what was changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.kit.option_lists import RepeatingGroup
from pages.kit.formats import by_ending, names
from pages.standards import comparisons, formats, logs

if TYPE_CHECKING:
    from bot.cli.kit.audit_options import AuditOptions

MET, NOT_MET, IN_PART = 0, 1, 3  # exit codes


@click.group(cls=RepeatingGroup, invoke_without_command=True)
@click.pass_context
@click.option("--standard", "standards", multiple=True, metavar="NAME…", help="Only these.")
@click.option(
    "--team", "teams", multiple=True, metavar="TEAM…", help="Only these: name, id or link."
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(names(formats)),
    help="How it is written.  [default: as --output ends, else table]",
)
@click.option("--output", "file", type=click.Path(path_type=Path), help="A file, not the terminal.")
@click.option("--all", "everything", is_flag=True, help="Also list what is met or does not apply.")
@click.option("--explain", is_flag=True, help="Read nothing: say what would be asked, how long.")
@click.option(
    "--teams", "size", type=click.IntRange(0), metavar="N", help="Explain it for so many."
)
@click.option(
    "--save-snapshot", "save", type=click.Path(path_type=Path), help="Keep what is read in a file."
)
@click.option(
    "--snapshot", type=click.Path(path_type=Path), help="Judge what such a file has; read nothing."
)
@click.option("--resume", is_flag=True, help="Go on with an audit that was broken off.")
@click.option("--anonymise", is_flag=True, help="Keep it without names and ids.")
def command(
    context: click.Context,
    standards: tuple[str, ...],
    teams: tuple[str, ...],
    wanted: str | None,
    file: Path | None,
    everything: bool,
    explain: bool,
    size: int | None,
    save: Path | None,
    snapshot: Path | None,
    anonymise: bool,
    resume: bool,
) -> int:
    """Audit teams against the standards, and keep the run.

    Ends with 0: met. 1: a “must” is not met. 2: not done. 3: no “must” failed, but something could
    not be read.
    """
    if context.invoked_subcommand:
        if any(context.params.values()):
            raise click.UsageError("Write the options behind the command that they are for.")
        return MET
    if explain or size is not None:
        _alone(context)
        return _explain(standards, size)
    from bot.cli.kit.audit_options import AuditOptions

    form = wanted or by_ending(formats, file, "table")
    asked = AuditOptions(
        standards, teams, form, file, everything, save, snapshot, anonymise, resume
    )
    return _run(asked)


def _alone(context: click.Context) -> None:
    """Raises UsageError for options that an explanation would pass over."""
    named = {each.name or "": each.opts[0] for each in context.command.params}
    beside = [
        option
        for name, option in named.items()
        if name not in ("explain", "size", "standards") and context.params[name]
    ]
    if beside:
        from core.words import listed

        says = f"An explanation reads and writes nothing. Leave {listed(beside)} out"
        raise click.UsageError(f"{says}, or --explain and --teams.")


def _explain(standards: tuple[str, ...], size: int | None) -> int:
    from bot.cli.kit.explain import explained
    from bot.runtime import run

    for line in run(explained(standards, size)):
        click.echo(line)
    return MET


@command.command()
@click.argument("runs", nargs=-1, metavar="[RUN [RUN]]")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(names(comparisons)),
    help="How it is written.  [default: as --output ends, else table]",
)
@click.option("--output", "file", type=click.Path(path_type=Path), help="A file, not the terminal.")
def compare(runs: tuple[str, ...], wanted: str | None, file: Path | None) -> None:
    """Show what is new, fixed, still open and unknown between two runs.

    RUN is the id of one that is kept, or how it begins. One alone is held against the newest of the
    same standards, none are the last two. Nothing is read from the tenant.
    """
    from bot.cli.kit import files
    from bot.cli.kit.comparing import compare as compared
    from bot.runtime import run
    from core.errors import InputError
    from pages.kit.formats import find

    if len(runs) > 2:
        raise InputError("Two runs can be compared, and no more. Name one or two.")
    if file:
        files.check(file)
    form = find(comparisons, wanted or by_ending(comparisons, file, "table"))
    files.deliver(file, form.write(*run(compared(runs))), marked=form.marked)


@command.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice(names(logs)),
    help="How it is written.  [default: as --output ends, else table]",
)
@click.option("--output", "file", type=click.Path(path_type=Path), help="A file, not the terminal.")
def log(wanted: str | None, file: Path | None) -> None:
    """Show every change of the tenant, and by whom.

    Each line says by whom, when, and what it was before and after. Nothing is ever taken away.
    """
    from bot.cli.kit import files
    from bot.cli.kit.change_log import entries
    from bot.runtime import run
    from pages.kit.formats import find

    if file:
        files.check(file)
    form = find(logs, wanted or by_ending(logs, file, "table"))
    files.deliver(file, form.write(run(entries())), marked=form.marked)


def _run(asked: "AuditOptions") -> int:
    from asyncio import CancelledError

    from bot.cli.kit import files
    from bot.cli.kit.audit import audit
    from bot.cli.kit.resuming import STOPPED
    from bot.runtime import run
    from core.errors import Stopped

    if asked.file:
        files.check(asked.file)
    try:
        audited, pieces, marked = run(audit(asked))
    except CancelledError as error:
        raise Stopped(STOPPED) from error
    files.deliver(asked.file, pieces, marked=marked)
    if audited.run.counts.failed_must:
        return NOT_MET
    return IN_PART if audited.run.counts.unknown or audited.run.complete < 1 else MET


COMMAND: click.Command = command
