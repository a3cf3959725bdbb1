"""One audit as it was asked for at the command line: done, kept, and ready to be written."""

import logging
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.cli.kit.desk import Desk, chosen, desk
from bot.cli.kit.progress import shown
from bot.runtime import database, settings
from core.errors import InputError, NotRead, SetupError
from core.office.links import link
from core.standards.auditing import audit as judge
from core.standards.facts import Reading
from core.standards.lines import lines
from core.standards.model import Audited, Standard
from core.standards.naming import called, meant
from core.standards.not_read import not_read
from core.standards.reads import Read
from core.standards.waiving import with_kept
from core.suggest import quoted
from core.words import listed
from pages.kit.formats import find
from pages.standards import formats
from pages.standards.formats import Context
from store.content.standards import load

LOOK_BACK = 8  # runs of a trend


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What the options say; no `teams` is all of them, `file` None is standard output."""

    standards: tuple[str, ...]
    teams: tuple[str, ...]
    format: str
    file: Path | None
    everything: bool


async def team_ids(written: Sequence[str], at: Desk) -> tuple[str, ...] | None:
    """The ids of the teams that are written by name, id or link, each once; None for none: all.

    The tenant is only asked for its teams where a name is written. Raises InputError, NotRead.
    """
    ids = [_id(each) for each in written]
    if all(ids):
        return tuple(dict.fromkeys(ids)) or None
    listed_ = await at.tenants.read({Read.GROUPS}, None, at.clock.now())
    if listed_.tenant.rest:
        raise NotRead(f"not all teams could be listed by name ({listed_.tenant.rest.reason})")
    teams = {team.id: team.name for team in listed_.tenant.teams}
    found = (id_ or _only(each, teams) for id_, each in zip(ids, written, strict=True))
    return tuple(dict.fromkeys(found))


def _id(written: str) -> str:
    """As Graph writes it, also out of a link; empty for what is a name."""
    found = link(written)
    try:
        return str(UUID(found.team if found else written))
    except ValueError:
        return ""


def _only(written: str, teams: Mapping[str, str]) -> str:
    found = called(written, teams)
    if not found:
        hint = meant(written, teams) or " `process-center audit` lists all, with their ids."
        raise InputError(f"There is no team {quoted(written)}.{hint}")
    if len(found) > 1:
        raise InputError(
            f"There are {len(found)} teams called {quoted(written)}: {listed(found)}."
            " Name the one that you mean by its id."
        )
    return found[0]


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
        watched = with_kept(standards, at.waivers)
        audited, reading = await _read(asked, at, watched, ZoneInfo(zone))
        kept = await at.runs.keep(audited, reading.tenant.teams)
        if kept.run.whole:
            await at.runs.write_list(kept.run.id, lines(kept))
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
        teams = await team_ids(asked.teams, at)
        with shown(sys.stderr) as progress:
            audited, reading = await judge(
                at.tenants,
                standards,
                run_id=str(uuid4()),
                team_ids=teams,
                now=at.clock.now,
                today=at.clock.now().astimezone(zone).date(),
                everything=asked.everything,
                progress=progress,
            )
    except NotRead as error:
        raise SetupError(f"Nothing was judged: {error.says.rstrip('.')}.") from error
    _check_there(teams or (), {team.id.lower() for team in reading.tenant.teams})
    return audited, reading


def _check_there(asked: Sequence[str], there: Collection[str]) -> None:
    missing = [each for each in asked if each not in there]
    if missing:
        raise InputError(
            f"Microsoft Graph knows no team {listed(missing, 3)}. Check the id; a team that is new"
            " is there after a quarter of an hour."
        )
