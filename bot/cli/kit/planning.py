"""`remedies plan`: the tenant is read, and what would put it right is kept, and goes to a file."""

import logging
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.kit import files
from bot.cli.kit.approvers import user
from bot.cli.kit.audit import team_ids
from bot.cli.kit.bench import bench
from bot.cli.kit.desk import chosen
from bot.cli.kit.progress import shown
from bot.runtime import database, settings
from core.errors import InputError, NotRead, SetupError
from core.standards.changes.making import make
from core.standards.changes.model import Who
from core.standards.engine import rules as known_rules
from core.suggest import did_you_mean, quoted
from pages.standards.plans.json import file as as_file
from pages.standards.plans.table import proposed
from store.content.standards import load

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the options say; none of a kind is all."""

    standards: tuple[str, ...]
    rules: tuple[str, ...]
    teams: tuple[str, ...]
    file: Path


async def plan(asked: PlanOptions) -> None:
    """Read, keep, write the file and say what is in it. Raises InputError, SetupError."""
    files.check(asked.file)
    found = settings()
    named = [each.name for each in chosen(load(found.content_dir), asked.standards)]
    for rule in asked.rules:
        if rule not in known_rules():
            hint = did_you_mean(rule, known_rules())
            raise InputError(f"There is no rule {quoted(rule)}.{hint}")
    logging.getLogger("graph").setLevel(logging.ERROR)
    async with database(found) as opened, bench(found, opened) as at:
        who = Who(COMMAND_LINE, with_=user())
        try:
            teams = await team_ids(asked.teams, at.ports.tenants, at.ports.clock.now())
            with shown(sys.stderr) as progress:
                made = await make(
                    at.ports,
                    who,
                    standards=named,
                    rules=asked.rules,
                    team_ids=teams,
                    progress=progress,
                )
        except NotRead as error:
            raise SetupError(f"Nothing was planned: {error.says.rstrip('.')}.") from error
        changes = await at.ports.plans.proposed(made.id)
    files.to_file(asked.file, as_file(made, changes))
    click.echo("".join(proposed(made, changes)), nl=False)
    click.echo(f"Written to {asked.file}.", err=True)
