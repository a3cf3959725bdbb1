"""One audit as it was asked for at the command line: done, kept, and ready to be written."""

import logging
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.cli.kit.desk import Desk, chosen, desk
from bot.cli.kit.progress import shown
from bot.runtime import database, settings
from core.errors import InputError, NotRead, SetupError
from core.standards.auditing import audit as judge
from core.standards.facts import Reading
from core.standards.model import Audited, Standard
from core.standards.not_read import not_read
from core.suggest import quoted
from core.words import listed
from pages.kit.formats import find
from pages.standards import formats
from pages.standards.formats import Context
from store.content.standards import load

LOOK_BACK = 8  # runs of a trend


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What the options say; `teams` None is all of them, `file` None is standard output."""

    standards: tuple[str, ...]
    teams: tuple[str, ...] | None
    format: str
    file: Path | None
    everything: bool


def team_ids(written: Sequence[str]) -> tuple[str, ...] | None:
    """The ids as Graph writes them, each once. Raises InputError for what is no id of a team."""
    try:
        return tuple(dict.fromkeys(str(UUID(each)) for each in written)) or None
    except ValueError as error:
        raise InputError(
            f"{quoted(_no_id(written))} is no team's id. It looks like "
            "1f0c7a52-3f0e-4a53-9d3b-0d5c6b8a9e11; a table or a JSON file shows those of all teams."
        ) from error


def _no_id(written: Sequence[str]) -> str:
    for each in written:
        try:
            UUID(each)
        except ValueError:
            return each
    return ""


async def audit(asked: AuditOptions) -> tuple[Audited, Iterable[str], bool]:
    """The run as it was kept, the pieces of its text, and whether a file of it begins with a mark.

    Raises SetupError and InputError for what was asked wrongly or could not be done.
    """
    found = settings()
    standards = chosen(load(found.content_dir), asked.standards)
    on_terminal = asked.file is None and sys.stdout.isatty()
    logging.getLogger("graph").setLevel(logging.ERROR)  # the bar and the findings tell instead
    async with database(found) as opened, desk(found, opened) as at:
        organisation, zone = await at.runs.center()
        audited, reading = await _read(asked, at, standards, ZoneInfo(zone))
        kept = await at.runs.keep(audited, reading.tenant.teams)
        history = await at.runs.history(LOOK_BACK, kept.run.standards)
        context = Context(
            organisation or reading.tenant.name,
            ZoneInfo(zone),
            {each.name: each for each in standards},
            history,
            not_read(reading.tenant),
            shutil.get_terminal_size().columns if on_terminal else None,
        )
    form = find(formats, asked.format)
    return kept, form.write(kept, context), form.marked


async def _read(
    asked: AuditOptions, at: Desk, standards: Sequence[Standard], zone: ZoneInfo
) -> tuple[Audited, Reading]:
    try:
        with shown(sys.stderr) as progress:
            audited, reading = await judge(
                at.tenants,
                standards,
                run_id=str(uuid4()),
                team_ids=asked.teams,
                now=at.clock.now,
                today=at.clock.now().astimezone(zone).date(),
                everything=asked.everything,
                progress=progress,
            )
    except NotRead as error:
        raise SetupError(f"Nothing was judged: {error.says.rstrip('.')}.") from error
    _check_there(asked.teams or (), {team.id.lower() for team in reading.tenant.teams})
    return audited, reading


def _check_there(asked: Sequence[str], there: Collection[str]) -> None:
    missing = [each for each in asked if each not in there]
    if missing:
        raise InputError(
            f"Microsoft Graph knows no team {listed(missing, 3)}. Check the id; a team that is new"
            " is there after a quarter of an hour."
        )
