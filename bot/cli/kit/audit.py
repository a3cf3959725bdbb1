"""One audit as it was asked for at the command line: done, kept, and ready to be written."""

import logging
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.cli.kit import snapshots
from bot.cli.kit.audit_options import AuditOptions, check
from bot.cli.kit.desk import Desk, chosen, desk
from bot.cli.kit.progress import shown
from bot.cli.kit.resuming import apart, begun_before
from bot.runtime import database, settings
from core.errors import InputError, NotRead, SetupError
from core.office.links import link
from core.standards.auditing import audit as judge
from core.standards.facts import Reading
from core.standards.model import Audited, Standard
from core.standards.naming import called, meant
from core.standards.ports import Tenants
from core.standards.reads import Read
from core.standards.reports.lines import lines
from core.standards.reports.not_read import not_read
from core.standards.waivers.waiving import with_kept
from core.suggest import quoted
from core.words import listed
from pages.kit.formats import FileFormat, find
from pages.standards import formats
from pages.standards.formats import Context
from store.content.standards import load

LOOK_BACK = 8  # runs of a trend


async def team_ids(
    written: Sequence[str], tenants: Tenants, now: datetime
) -> tuple[str, ...] | None:
    """The ids of the teams that are written by name, id or link, each once; None for none: all.

    The tenant is only asked for its teams where a name is written. Raises InputError, NotRead.
    """
    ids = [_id(each) for each in written]
    if all(ids):
        return tuple(dict.fromkeys(ids)) or None
    listed_ = await tenants.read({Read.GROUPS}, None, now)
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
        hint = meant(written, teams) or " `process-center audit --all` lists all, with their ids."
        raise InputError(f"There is no team {quoted(written)}.{hint}")
    if len(found) > 1:
        raise InputError(
            f"There are {len(found)} teams called {quoted(written)}: {listed(found)}."
            " Name the one that you mean by its id."
        )
    return found[0]


async def audit(asked: AuditOptions) -> tuple[Audited, Iterable[str | bytes], bool]:
    """The run as it was kept, the pieces of its text, and whether a file of it begins with a mark.

    Raises SetupError and InputError for what was asked wrongly or could not be done.
    """
    check(asked)
    found = settings()
    standards = chosen(load(found.content_dir), asked.standards)
    form = find(formats, asked.format)
    if asked.snapshot:
        return await _again(asked, form, asked.snapshot, standards)
    on_terminal = _on_terminal(asked.file, form)
    logging.getLogger("graph").setLevel(logging.ERROR)  # the bar and the findings tell instead
    async with database(found) as opened, desk(found, opened) as at:
        organisation, zone = await at.runs.center()
        run_id = await begun_before(opened) if asked.resume else str(uuid4())
        watched = with_kept(standards, at.waivers)
        audited, reading = await _read(asked, at, watched, ZoneInfo(zone), run_id)
        if asked.save:
            taken = snapshots.taken(
                *(reading, standards, at.waivers, audited.run.started_at),
                *(organisation, ZoneInfo(zone)),
            )
            today = at.clock.now().astimezone(ZoneInfo(zone)).date()
            await snapshots.save(asked.save, taken, standards, today, anonymise=asked.anonymise)
        kept = await at.runs.keep(await apart(at.runs, audited), reading.tenant.teams)
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
            await at.runs.trends(history) if history and form.trends else None,
        )
    return kept, form.write(kept, context), form.marked


async def _again(
    asked: AuditOptions, form: FileFormat[Any], file: Path, standards: Sequence[Standard]
) -> tuple[Audited, Iterable[str | bytes], bool]:
    """The same for what was read another day; it takes no sign-in and no database."""
    on_terminal = _on_terminal(asked.file, form)
    snapshot = await snapshots.read(file)
    teams = await team_ids(asked.teams, snapshots.Kept(snapshot), snapshot.read_at)
    await snapshots.save_again(asked.save, snapshot, standards, file)
    audited, reading = await snapshots.judged(
        snapshot, standards, teams, everything=asked.everything
    )
    _check_there(teams or (), {team.id.lower() for team in reading.tenant.teams})
    context = snapshots.context(snapshot, reading, standards, on_terminal=on_terminal)
    return audited, form.write(audited, context), form.marked


def _on_terminal(file: Path | None, form: FileFormat[Any]) -> bool:
    """Whether it is shown on a terminal. Raises InputError for what is none to be shown."""
    shown = snapshots.shown_on_terminal(file)
    if form.binary and shown:
        raise InputError("A workbook is nothing for a terminal. Name a file by --output.")
    return shown


async def _read(
    asked: AuditOptions, at: Desk, standards: Sequence[Standard], zone: ZoneInfo, run_id: str
) -> tuple[Audited, Reading]:
    try:
        teams = await team_ids(asked.teams, at.tenants, at.clock.now())
        with shown(sys.stderr) as progress:
            audited, reading = await judge(
                at.tenants,
                standards,
                run_id=run_id,
                team_ids=teams,
                now=at.clock.now,
                today=at.clock.now().astimezone(zone).date(),
                everything=asked.everything,
                progress=progress,
                archived_since=at.runs.archived_since,
                memory=at.runs.memory(run_id),
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
