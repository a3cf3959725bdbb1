"""What an audit has read, kept in a file, and judged again from it."""

import asyncio
import secrets
import shutil
import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import click

from bot.cli.kit import files
from bot.system_clock import system_time
from core.days import full_day
from core.errors import InputError
from core.standards.auditing import audit_again
from core.standards.engine import reads
from core.standards.facts import Reading
from core.standards.model import Audited, Standard, Waiver
from core.standards.ports import Memory, Progress
from core.standards.reads import Read
from core.standards.reports.not_read import not_read
from core.standards.snapshots.hiding import anonymous
from core.standards.snapshots.snapshot import Snapshot
from core.standards.waivers.waiving import holding
from pages.standards.formats import Context
from store.standards import snapshots

TWICE = "Names were replaced in {file} already. It can be copied as it is."


class Kept:
    """A snapshot in the place of the tenant: asked for teams it answers with those it has."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    async def read(
        self,
        reads: Collection[Read],
        team_ids: Sequence[str] | None,
        now: datetime,
        progress: Progress | None = None,
        tabs_in: Collection[str] | None = None,
        memory: Memory | None = None,
    ) -> Reading:
        """All that there is."""
        del reads, team_ids, now, progress, tabs_in, memory
        return self._snapshot.reading


async def read(file: Path) -> Snapshot:
    """Raises InputError."""
    return await asyncio.to_thread(snapshots.read, file)


def taken(
    reading: Reading,
    standards: Sequence[Standard],
    waivers: Sequence[tuple[str, Waiver]],
    read_at: datetime,
    called: str,
    zone: ZoneInfo,
) -> Snapshot:
    """A reading that was just done, with what it takes to judge it another day."""
    asked = reads(standards)
    today = system_time().astimezone(zone).date()
    held = holding(waivers, reading.tenant, today)
    called = called or reading.tenant.name
    return Snapshot(reading, asked, read_at, called, zone.key, waivers=held)


async def save(
    file: Path, snapshot: Snapshot, standards: Sequence[Standard], today: date, *, anonymise: bool
) -> None:
    """Write it, whole or not at all, for its owner alone. Raises InputError."""
    if anonymise:
        snapshot = await asyncio.to_thread(
            anonymous,
            *(snapshot, standards, today),
            secret=secrets.token_bytes(32),
            salt=secrets.token_hex(16),
        )
    pieces = snapshots.pieces(snapshot)
    await asyncio.to_thread(files.to_file, file, pieces, private=True)
    click.echo(f"What was read is kept in {file}.", err=True)


async def save_again(
    file: Path | None, snapshot: Snapshot, standards: Sequence[Standard], source: Path
) -> None:
    """The same of a snapshot, without its names. Raises InputError."""
    if file:
        if snapshot.hidden:
            raise InputError(TWICE.format(file=source))
        await save(file, snapshot, standards, day_of(snapshot), anonymise=True)


async def judged(
    snapshot: Snapshot,
    standards: Sequence[Standard],
    team_ids: Collection[str] | None,
    *,
    everything: bool,
) -> tuple[Audited, Reading]:
    """What today's standards say of it. It is not kept as a run, and is said so."""
    audited, reading = await audit_again(
        snapshot,
        standards,
        run_id=str(uuid4()),
        team_ids=team_ids,
        today=day_of(snapshot),
        everything=everything,
    )
    read_on = full_day(snapshot.read_at.astimezone(ZoneInfo(snapshot.time_zone)).date())
    click.echo(f"Judged is what was read on {read_on}; this run is not kept.", err=True)
    return audited, reading


def context(
    snapshot: Snapshot, reading: Reading, standards: Sequence[Standard], *, on_terminal: bool
) -> Context:
    """What is said beside it: there are no runs before it."""
    return Context(
        snapshot.organisation,
        ZoneInfo(snapshot.time_zone),
        {each.name: each for each in standards},
        (),
        not_read(reading.tenant),
        shutil.get_terminal_size().columns if on_terminal else None,
    )


def day_of(snapshot: Snapshot) -> date:
    """Today, where its organisation is."""
    return system_time().astimezone(ZoneInfo(snapshot.time_zone)).date()


def shown_on_terminal(file: Path | None) -> bool:
    """Whether it is written for the width of a terminal."""
    return file is None and sys.stdout.isatty()
