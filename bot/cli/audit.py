"""`audit`: read the tenant now, judge it against the standards, and say what was found."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.audit_formats import names
from bot.option_lists import Listing

if TYPE_CHECKING:
    from bot.auditing.asked import Asked

MET, NOT_MET, IN_PART = 0, 1, 3  # exit codes


@click.command(cls=Listing)
@click.option("--standard", "standards", multiple=True, metavar="NAME…", help="Only these.")
@click.option("--team", "teams", multiple=True, metavar="ID…", help="Only these teams, by id.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(names()),
    help="How it is written.  [default: as --output ends, else table]",
)
@click.option("--output", "file", type=click.Path(path_type=Path), help="A file, not the terminal.")
@click.option("--all", "everything", is_flag=True, help="Also list what is met or does not apply.")
def command(
    standards: tuple[str, ...],
    teams: tuple[str, ...],
    wanted: str | None,
    file: Path | None,
    everything: bool,
) -> int:
    """Audit all teams, or some, against the standards, and keep the run.

    Ends with 0: met. 1: a “must” is not met. 2: not done. 3: no “must” failed, but something could
    not be read.
    """
    from bot.auditing.asked import Asked, team_ids

    asked = Asked(standards, team_ids(teams), wanted or _by_ending(file), file, everything)
    return _run(asked)


def _by_ending(file: Path | None) -> str:
    ending = file.suffix.removeprefix(".").lower() if file else ""
    return ending if ending in names() else "table"


def _run(asked: "Asked") -> int:
    from asyncio import CancelledError

    from bot.auditing import output
    from bot.auditing.asked import audit
    from bot.runtime import run

    if asked.file:
        output.check(asked.file)
    try:
        audited, pieces, marked = run(audit(asked))
    except CancelledError as error:
        click.echo("Stopped; nothing was written.", err=True)
        raise click.Abort from error
    _deliver(asked.file, pieces, marked=marked)
    if audited.run.counts.failed_must:
        return NOT_MET
    return IN_PART if audited.run.counts.unknown or audited.run.complete < 1 else MET


def _deliver(file: Path | None, pieces: Iterable[str], *, marked: bool) -> None:
    from bot.auditing import output

    if file is None:
        output.to_output(pieces)
    else:
        output.to_file(file, pieces, marked=marked)
        click.echo(f"Written to {file}.", err=True)


COMMAND: click.Command = command
